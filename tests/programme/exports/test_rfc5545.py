"""The strict reader itself refuses what the standard forbids."""

from __future__ import annotations

import pytest

from tests.programme.exports.rfc5545 import parse

GOOD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Vstrecha//Vstrecha//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:A
X-WR-CALNAME:A
X-WR-TIMEZONE:Asia/Krasnoyarsk
BEGIN:VTIMEZONE
TZID:Asia/Krasnoyarsk
BEGIN:STANDARD
DTSTART:20250101T000000
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example
DTSTAMP:20261101T000000Z
LAST-MODIFIED:20261101T000000Z
DTSTART;TZID=Asia/Krasnoyarsk:20261210T100000
DTEND;TZID=Asia/Krasnoyarsk:20261210T102000
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:One\\, two
ORGANIZER;CN="A":urn:uuid:1
END:VEVENT
END:VCALENDAR
"""


def calendar(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def test_a_good_calendar_passes() -> None:
    event = parse(calendar(GOOD)).blocks[1]
    assert event.text("SUMMARY") == "One, two"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("METHOD:PUBLISH\n", ""),
        ("UID:1@example\n", ""),
        ("ORGANIZER;CN", 'ORGANIZER;CN="x"y;CN'),
        ("SUMMARY:One\\, two", "SUMMARY:One, two"),
        ("SUMMARY:One\\, two", "SUMMARY:" + "x" * 70),
        ("SUMMARY:One\\, two", "SUMMARY:One\nSUMMARY:Two"),
        ("DTSTAMP:20261101T000000Z", "DTSTAMP:20261101T000000"),
        ("DTEND;TZID=Asia/Krasnoyarsk:20261210T102000", "DTEND;TZID=Asia/Tomsk:20261210T102000"),
        ("DTEND;TZID=Asia/Krasnoyarsk:20261210T102000", "DTEND:20261210T102000"),
        ("20261210T102000", "20261210T095900"),
        ("SEQUENCE:0", "SEQUENCE:-1"),
        ("SEQUENCE:0\n", ""),
        ("END:VEVENT\n", ""),
        ("BEGIN:STANDARD\nDTSTART:20250101T000000\n", "BEGIN:STANDARD\n"),
        ("STATUS:CONFIRMED", "STATUS:OFF"),
    ],
)
def test_a_bad_one_does_not(good: str, bad: str) -> None:
    assert good in GOOD
    with pytest.raises((AssertionError, KeyError)):
        parse(calendar(GOOD.replace(good, bad, 1)))


def test_lines_end_as_they_must() -> None:
    with pytest.raises(AssertionError):
        parse(GOOD.encode())


def test_a_uid_is_used_once() -> None:
    event = GOOD[GOOD.index("BEGIN:VEVENT") : GOOD.index("END:VCALENDAR")]
    with pytest.raises(AssertionError, match="one UID"):
        parse(calendar(GOOD.replace("END:VCALENDAR", event + "END:VCALENDAR")))
