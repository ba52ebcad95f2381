"""Run a command with DATABASE_URL naming a PostgreSQL server made for it alone.

    python -m scripts.with_postgresql python -m pytest tests/missions

The server lives in a temporary folder, listens on a socket there and on no port, and is gone
afterwards. Without PostgreSQL's programs the command is not run, and a line says so.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def programs() -> Path | None:
    """The folder of the newest initdb and pg_ctl; None where there are none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).parent if on_path else None


def unprivileged() -> str | None:
    """The account to run the server under: PostgreSQL refuses root. None: as we are."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


@contextlib.contextmanager
def server(binaries: Path) -> Iterator[str]:
    """A running server; the value is its DATABASE_URL."""
    account = unprivileged()
    with tempfile.TemporaryDirectory(prefix="vstrecha-pg-") as name:
        folder = Path(name)
        if account:
            shutil.chown(folder, account)

        def run(*words: str) -> None:
            done = subprocess.run(  # noqa: S603 - our own words, no outside input
                words, user=account, cwd=folder, capture_output=True, text=True, check=False
            )
            if done.returncode:
                sys.exit(f"{words[0]} failed: {done.stderr or done.stdout}")

        cluster = str(folder / "data")
        run(
            *(str(binaries / "initdb"), "--pgdata", cluster, "--username", "vstrecha"),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        # Durability is of no use to a database that lives for one run.
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        control = (str(binaries / "pg_ctl"), "--pgdata", cluster, "--wait")
        run(*control, "--log", str(folder / "log"), "--options", options, "start")
        try:
            yield f"postgres://vstrecha@{quote(str(folder), safe='')}/postgres"
        finally:
            run(*control, "--mode", "fast", "stop")


def main(words: list[str]) -> int:
    """Run the words with a server; the exit status is theirs."""
    binaries = programs()
    if binaries is None:
        print("PostgreSQL is not installed: its tests are skipped (apt-get install postgresql)")
        return 0
    with server(binaries) as url:
        return subprocess.run(  # noqa: S603 - the caller's own command
            words, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
