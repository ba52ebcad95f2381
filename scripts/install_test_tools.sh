#!/bin/sh
# Debian's Chromium for the browser tests and PostgreSQL for the database tests, where they are
# missing and can be installed. Where they cannot, the tests that need them say that they are
# skipped, and why.
set -u

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null 2>&1 ||
    missing="$missing postgresql"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed:$missing (no apt-get here). Tests that need them will be skipped."
elif [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "Not installed:$missing (not root, and no sudo without a password)." \
        "Tests that need them will be skipped. To have them: sudo apt-get install$missing"
fi
[ -n "${root+set}" ] || exit 0

echo "Installing$missing"
# shellcheck disable=SC2086 # words are meant to split
if ! { $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    $root apt-get install -y -qq --no-install-recommends $missing; } >/tmp/vstrecha-apt.log 2>&1; then
    tail -n 5 /tmp/vstrecha-apt.log
    echo "Could not install:$missing. Tests that need them will be skipped."
fi
