"""A strict reader of calendars, written from RFC 5545 and RFC 5546 and not from any library.

It knows the part of the standard that a published programme may use, and refuses the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LINE_LIMIT = 75  # octets, RFC 5545 3.1
NAME = re.compile(r"[A-Z0-9-]+")
# An escaped character is one of \\ \; \, \n \N; a bare ; or , ends a TEXT value (3.3.11).
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
UTC = re.compile(r"\d{8}T\d{6}Z")
LOCAL = re.compile(r"\d{8}T\d{6}")
OFFSET = re.compile(r"[+-]\d{4}(?:\d{2})?")

CALENDAR = {"PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"}
# RFC 5546, 3.2.1: what a published VEVENT must have.
EVENT_MUST = {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "ORGANIZER", "SEQUENCE"}
EVENT_MAY = {"DTEND", "LOCATION", "DESCRIPTION", "STATUS", "TRANSP", "LAST-MODIFIED", "URL"}
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION", "NAME", "X-WR-CALNAME", "COMMENT", "UID", "PRODID"}


@dataclass
class Line:
    name: str
    params: dict[str, str]
    value: str


@dataclass
class Block:
    """A component: its lines by name, and the components in it."""

    name: str
    lines: dict[str, list[Line]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def one(self, name: str) -> Line:
        (line,) = self.lines[name]
        return line

    def text(self, name: str) -> str:
        """A TEXT value as a person reads it."""
        return re.sub(
            r"\\(.)",
            lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]),
            self.one(name).value,
        )


def unfold(content: bytes) -> list[str]:
    """The content lines; every physical line must end in CRLF and fit its 75 octets."""
    assert content.endswith(b"\r\n"), "the last line has no CRLF"
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert b"\n" not in line, "a bare LF"
        assert b"\r" not in line, "a bare CR"
        assert len(line) <= LINE_LIMIT, f"{len(line)} octets: {line!r}"
        assert line, "an empty line"
        line.decode("utf-8")  # a fold must not cut a character in two
    return re.sub(r"\r\n[ \t]", "", content[:-2].decode("utf-8")).split("\r\n")


def parse_line(text: str) -> Line:
    name = NAME.match(text)
    assert name is not None, f"no property name: {text}"
    rest = text[name.end() :]
    params = {}
    while rest.startswith(";"):
        found = re.match(r';([A-Z0-9-]+)=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)', rest)
        assert found is not None, f"a bad parameter: {text}"
        params[found[1]] = found[2].strip('"')
        rest = rest[found.end() :]
    assert rest.startswith(":"), f"no value: {text}"
    return Line(name[0], params, rest[1:])


def parse(content: bytes) -> Block:
    """The calendar, checked; an AssertionError says which rule is broken."""
    root = Block("")
    open_blocks = [root]
    for text in unfold(content):
        line = parse_line(text)
        if line.name == "BEGIN":
            block = Block(line.value)
            open_blocks[-1].blocks.append(block)
            open_blocks.append(block)
        elif line.name == "END":
            assert open_blocks.pop().name == line.value, "crossed components"
        else:
            open_blocks[-1].lines.setdefault(line.name, []).append(line)
    assert open_blocks == [root], "a component without its end"
    (calendar,) = root.blocks
    check_calendar(calendar)
    return calendar


def check_calendar(calendar: Block) -> None:
    assert calendar.name == "VCALENDAR"
    assert calendar.lines.keys() == CALENDAR
    assert all(len(lines) == 1 for lines in calendar.lines.values())
    assert calendar.one("VERSION").value == "2.0"
    assert calendar.one("METHOD").value == "PUBLISH"
    assert calendar.blocks, "a calendar needs a component"
    assert {block.name for block in calendar.blocks} <= {"VTIMEZONE", "VEVENT"}
    zones = [block for block in calendar.blocks if block.name == "VTIMEZONE"]
    events = [block for block in calendar.blocks if block.name == "VEVENT"]
    for zone in zones:
        check_zone(zone)
    names = [zone.one("TZID").value for zone in zones]
    assert len(set(names)) == len(names)
    uids = [event.one("UID").value for event in events]
    assert len(set(uids)) == len(uids), "two events of one UID"
    for event in events:
        check_event(event, set(names))
    for block in [calendar, *calendar.blocks]:
        for name in block.lines.keys() & TEXTS:
            for line in block.lines[name]:
                assert TEXT.fullmatch(line.value), f"not escaped: {line.value!r}"


def check_zone(zone: Block) -> None:
    assert zone.blocks, "a time zone needs a rule"
    for rule in zone.blocks:
        assert rule.name in {"STANDARD", "DAYLIGHT"}
        assert LOCAL.fullmatch(rule.one("DTSTART").value)
        assert OFFSET.fullmatch(rule.one("TZOFFSETFROM").value)
        assert OFFSET.fullmatch(rule.one("TZOFFSETTO").value)


def check_event(event: Block, zones: set[str]) -> None:
    assert event.lines.keys() >= EVENT_MUST, EVENT_MUST - event.lines.keys()
    assert event.lines.keys() <= EVENT_MUST | EVENT_MAY
    assert all(len(lines) == 1 for lines in event.lines.values())
    assert len(event.one("UID").value.encode()) <= 255  # RFC 7986, 5.3
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert UTC.fullmatch(event.one(name).value), name
    for name in ("DTSTART", "DTEND"):
        line = event.one(name)
        assert LOCAL.fullmatch(line.value), name
        assert line.params.keys() == {"TZID"}
        assert line.params["TZID"] in zones, "a time zone that is not described"
    assert event.one("DTSTART").value < event.one("DTEND").value
    assert re.fullmatch(r"\d+", event.one("SEQUENCE").value)
    assert event.one("STATUS").value in {"CONFIRMED", "CANCELLED"}
    assert re.match(r"(mailto|urn):", event.one("ORGANIZER").value)
