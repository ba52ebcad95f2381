"""The packaged sample mission: true to its source, complete, marked, and as hard as it is meant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib import resources
from io import BytesIO
from typing import cast

import pytest
from openpyxl import Workbook, load_workbook

from scripts.build_sample import Row, build, load_rows
from vstrecha.workbook.services import State, import_workbook, preview_workbook
from vstrecha.workbook.sheets import KINDS

REAL = {"КРИТБИ", "ООО «Феал-Технология»", "АО «ОбнинскЭнергоТех»"}
DIVISIONS = (
    {f"{n:02}" for n in range(1, 100)}
    - {"04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"}
)  # fmt: skip
CODE = re.compile(r"\d\d(\.\d{1,2}(\.\d{1,2})?)?")
ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+)|https?://([\w.-]+)")
PERSON = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.|\w(ович|евич|овна|евна|ична)(а|у|ой|ем|е)?\b")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

Slots = tuple[tuple[datetime, datetime], ...]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    return load_rows()


@pytest.fixture(scope="module")
def packaged() -> Workbook:
    content = resources.files("vstrecha.workbook").joinpath("data/sample.xlsx").read_bytes()
    return load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def companies(rows: dict[str, list[Row]]) -> dict[str, Row]:
    return {str(row["name"]): row for row in rows["companies"]}


def text(row: Row, key: str) -> str:
    return str(row.get(key, ""))


def listed(row: Row, key: str) -> list[str]:
    return cast("list[str]", row[key])


def moment(row: Row, key: str, otherwise: time = time.min) -> datetime:
    return datetime.combine(cast("date", row["date"]), cast("time", row.get(key, otherwise)))


def is_accepted(request: Row) -> bool:
    return request.get("status", "accepted") == "accepted"


def accepted_pairs(rows: Mapping[str, list[Row]]) -> set[frozenset[str]]:
    return {
        frozenset((text(row, "sender"), text(row, "recipient")))
        for row in rows["requests"]
        if is_accepted(row)
    }


def slots_of(rows: Mapping[str, list[Row]]) -> Slots:
    def cut(part: Row) -> Iterator[tuple[datetime, datetime]]:
        long = timedelta(minutes=cast("int", part["slot_minutes"]))
        step = long + timedelta(minutes=cast("int", part["pause_minutes"]))
        start = moment(part, "starts")
        while start + long <= moment(part, "ends"):
            yield start, start + long
            start += step

    return tuple(slot for part in rows["grid"] for slot in cut(part))


def test_packaged_workbook_is_what_the_source_says(packaged: Workbook) -> None:
    """Run `python -m scripts.build_sample` after a change of the source."""
    made = build()
    assert packaged.sheetnames == made.sheetnames
    for sheet in made:
        cells = {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value}
        there = {
            c.coordinate: c.value
            for row in packaged[sheet.title].iter_rows()
            for c in row
            if c.value
        }
        assert there.keys() == cells.keys(), sheet.title
        # A date without a time is read back as midnight.
        plain = {
            k: v.date() if isinstance(v, datetime) and isinstance(cells[k], date) else v
            for k, v in there.items()
        }
        assert plain == cells, sheet.title


def test_it_is_as_large_as_a_real_mission(rows: dict[str, list[Row]]) -> None:
    assert Counter(row["side"] for row in rows["companies"]) == {"home": 12, "host": 40}
    assert len({row["date"] for row in rows["grid"]}) == 3
    assert 220 <= len(rows["requests"]) <= 260
    assert len(accepted_pairs(rows)) >= 200
    assert rows["availability"]


def test_companies_offer_and_seek_everything(rows: dict[str, list[Row]]) -> None:
    many = Counter(row["company"] for row in rows["opportunities"])
    assert many.keys() == {row["name"] for row in rows["companies"]}
    assert all(1 <= number <= 4 for number in many.values())
    assert {row["kind"] for row in rows["opportunities"]} == set(KINDS)
    titles = Counter(
        (row["company"], text(row, "title").casefold()) for row in rows["opportunities"]
    )
    assert max(titles.values()) == 1


def test_texts_are_in_the_language_they_say(rows: dict[str, list[Row]]) -> None:
    opportunities = rows["opportunities"]
    english = [row for row in opportunities if row.get("language") == "en"]
    assert len(english) >= 8
    assert len({row["company"] for row in english}) >= 3
    for row in english:
        assert not CYRILLIC.search(text(row, "title") + text(row, "description"))
        assert not row.get("title_en")
    for row in opportunities:
        if row.get("language", "ru") == "ru":
            assert CYRILLIC.search(text(row, "title"))
            assert CYRILLIC.search(text(row, "description"))
        assert not CYRILLIC.search(text(row, "title_en") + text(row, "description_en"))
        assert bool(row.get("title_en")) >= bool(row.get("description_en"))
    assert sum(bool(row.get("description_en")) for row in opportunities) >= 40


def test_what_is_invented_says_so(companies: dict[str, Row]) -> None:
    assert companies.keys() > REAL
    for name, row in companies.items():
        marked = "пример" in text(row, "description") or "sample" in text(row, "description")
        in_english = text(row, "description_en")
        assert bool(row["is_fictional"]) == marked == (name not in REAL), name
        assert not in_english or ("sample" in in_english) == marked, name


def test_nobody_can_be_reached_or_named(packaged: Workbook, rows: dict[str, list[Row]]) -> None:
    """Addresses lead nowhere, no tax number may be somebody's, a contact is a role."""
    assert not any(row.get("inn") for row in rows["companies"])
    assert all(row["email"] and row["contact"] for row in rows["companies"])
    for sheet in packaged.worksheets[1:]:  # after the instructions
        for row in sheet.iter_rows(values_only=True):
            for value in (str(value) for value in row if value):
                hosts = [a or b for a, b in ADDRESS.findall(value)]
                assert all(host.endswith((".example", "example.ru")) for host in hosts), value
                assert not PERSON.search(value), value


def test_industry_codes_are_codes(rows: dict[str, list[Row]]) -> None:
    for row in (*rows["companies"], *rows["opportunities"]):
        for code in listed(row, "industry_codes"):
            assert CODE.fullmatch(code), row
            assert code[:2] in DIVISIONS, row


def test_requests_are_between_the_sides(
    rows: dict[str, list[Row]], companies: dict[str, Row]
) -> None:
    pairs = Counter((row["sender"], row["recipient"]) for row in rows["requests"])
    assert max(pairs.values()) == 1
    for sender, recipient in pairs:
        assert {companies[str(name)]["side"] for name in (sender, recipient)} == {"home", "host"}
    from_home = sum(companies[str(sender)]["side"] == "home" for sender, _ in pairs)
    assert min(from_home, len(pairs) - from_home) >= 50
    assert sum((b, a) in pairs for a, b in pairs) >= 20


def test_requests_are_of_every_kind(rows: dict[str, list[Row]]) -> None:
    requests = rows["requests"]
    assert {row["priority"] for row in requests} == {"1", "2", "3", "4"}
    assert (
        12
        <= len(
            {
                tuple(sorted((text(r, "sender"), text(r, "recipient"))))
                for r in requests
                if r["priority"] == "4"
            }
        )
        <= 16
    )
    assert Counter(row.get("status", "accepted") for row in requests).keys() == {
        "accepted",
        "pending",
        "declined",
    }
    for key, least in {
        "cooperation": 80,
        "unclear": 20,
        "about_us": 10,
        "on_date": 2,
        "at_time": 2,
        "day_half": 1,
    }.items():
        assert sum(bool(row.get(key)) for row in requests) >= least, key
    assert sum(row.get("length", 1) == 2 for row in requests) >= 3
    words = [text(row, "cooperation") for row in requests if row.get("cooperation")]
    assert sum(not CYRILLIC.search(words) for words in words) >= 20
    assert len(set(words)) == len(words)


def test_some_are_asked_by_everyone_and_many_by_few(rows: dict[str, list[Row]]) -> None:
    asked = sorted(Counter(name for pair in accepted_pairs(rows) for name in pair).values())
    assert asked[-1] >= 25
    assert asked[len(asked) // 2] <= 6
    assert asked[0] >= 1


def test_times_that_are_wished_are_in_the_grid(rows: dict[str, list[Row]]) -> None:
    starts = {start for start, _ in slots_of(rows)}
    for row in rows["requests"]:
        if "at_time" in row:
            day, at = cast("date", row["on_date"]), cast("time", row["at_time"])
            assert datetime.combine(day, at) in starts, row


def test_two_tracks_collide(rows: dict[str, list[Row]], companies: dict[str, Row]) -> None:
    pitches = [row for row in rows["sessions"] if row["kind"] == "pitch"]
    first, second = (row for row in pitches if row["date"] == rows["grid"][0]["date"])
    assert moment(first, "starts") < moment(second, "ends")
    assert moment(second, "starts") < moment(first, "ends")
    for name in set(listed(first, "participants")) & set(listed(second, "participants")):
        assert cast("int", companies[name]["representatives_count"]) >= 2, name
    home = {name for name, row in companies.items() if row["side"] == "home"}
    assert home <= {*listed(first, "participants"), *listed(second, "participants")}
    bound = [
        s for s in slots_of(rows) if s[0] < moment(first, "ends") and moment(first, "starts") < s[1]
    ]
    assert bound, "meetings go on meanwhile"


def test_sessions_are_held_by_those_who_are_there(
    rows: dict[str, list[Row]], companies: dict[str, Row]
) -> None:
    sides = {"home": 12, "host": 40, "all": 52}
    for row in rows["sessions"]:
        people = listed(row, "participants")
        assert len(set(people)) == len(people)
        assert all(name in companies or name in sides for name in people)
        assert sum(sides.get(name, 1) for name in people) <= cast("int", row.get("capacity", 99))


def test_the_visit_has_places_and_time_for_the_way(rows: dict[str, list[Row]]) -> None:
    visit = next(row for row in rows["sessions"] if row["kind"] == "visit" and row.get("capacity"))
    there, back = (row for row in rows["sessions"] if row["kind"] == "transfer")
    way = next(
        cast("int", row["minutes"])
        for row in rows["travel"]
        if row["origin"] == "КРИТБИ" and row["destination"] == visit["venue"]
    )
    assert way == 60
    for bus in (there, back):
        assert listed(bus, "participants") == listed(visit, "participants")
        assert moment(bus, "ends") - moment(bus, "starts") >= timedelta(minutes=way)
    assert moment(there, "ends") <= moment(visit, "starts")
    assert moment(visit, "ends") <= moment(back, "starts")


def test_a_twentieth_of_the_meetings_cannot_be_placed(rows: dict[str, list[Row]]) -> None:
    """A proof by counting, without the engine.

    Each meeting has one company of the delegation, so that what is lost to one of these is not
    lost to another. A company that is asked for more than it takes loses the difference; or it
    loses its meetings with companies that are never free when it is. The larger of both counts.
    """
    free = free_slots(rows)
    partners: defaultdict[str, set[str]] = defaultdict(set)
    home = {str(row["name"]): row for row in rows["companies"] if row["side"] == "home"}
    pairs = accepted_pairs(rows)
    for pair in pairs:
        for name in pair & home.keys():
            partners[name] |= pair - {name}
    lost = 0
    for name, row in home.items():
        most = cast("int", row.get("max_meetings", free[name].total()))
        too_many = len(partners[name]) - most
        never = sum(not free[name].keys() & free[other].keys() for other in partners[name])
        lost += max(too_many, never, 0)
    assert lost / len(pairs) >= 0.05


def free_slots(rows: Mapping[str, list[Row]]) -> dict[str, Counter[datetime]]:
    """How many of each company's people are free in which slot."""
    free: dict[str, Counter[datetime]] = {}
    for company in rows["companies"]:
        name = str(company["name"])
        windows = [row for row in rows["availability"] if row["company"] == name]
        bound = [
            row
            for row in rows["sessions"]
            if {name, company["side"], "all"} & set(listed(row, "participants"))
        ]
        free[name] = Counter()
        for start, end in slots_of(rows):
            only = [w for w in windows if w["is_available"] and w["date"] == start.date()]
            covered = [w for w in only if holds(w, start, end)]
            away = [w for w in windows if not w["is_available"] and touches(w, start, end)]
            number = cast("int", company["representatives_count"])
            number -= sum(touches(row, start, end) for row in bound)
            if number > 0 and not away and (covered or not only):
                free[name][start] = number
    return free


def touches(row: Row, start: datetime, end: datetime) -> bool:
    return moment(row, "starts") < end and start < moment(row, "ends", time.max)


def holds(row: Row, start: datetime, end: datetime) -> bool:
    return moment(row, "starts") <= start and end <= moment(row, "ends", time.max)


@pytest.mark.django_db
def test_the_product_reads_it_without_a_word_of_complaint() -> None:
    content = resources.files("vstrecha.workbook").joinpath("data/sample.xlsx").read_bytes()
    done = import_workbook(content=content, name="sample.xlsx", mission=None, user=None)
    assert not done.preview.problems
    assert not done.preview.notes
    assert done.mission.companies.count() == 52
    again = preview_workbook(content=content, name="sample.xlsx", mission=done.mission)
    assert {row.state for sheet in again.sheets for row in sheet.rows} == {State.UNCHANGED}
