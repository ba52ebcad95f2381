"""Build the sample mission's workbook from its readable source.

    python -m scripts.build_sample

The source is the folder `sample_mission` beside this file, in TOML. The same source gives the
same bytes wherever zlib compresses alike; a test compares the packaged workbook cell by cell.
"""

from __future__ import annotations

import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from vstrecha.workbook.exports import build_workbook, workbook_bytes

SOURCE = Path(__file__).resolve().parent / "sample_mission"
TARGET = SOURCE.parent.parent / "src/vstrecha/workbook/data/sample.xlsx"
LANGUAGE = "ru"
SIDES = ("home", "host", "all")
PRIORITIES = {"low": "1", "normal": "2", "high": "3", "must": "4"}
# What a file says of the moment it was made, which is of no use here.
EPOCH = (1980, 1, 1, 0, 0, 0)
MADE_AT = b"1980-01-01T00:00:00Z"
MADE_AT_TAGS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")

Row = dict[str, object]
Table = Mapping[str, Any]  # what TOML holds, checked where it is read


def main() -> int:
    """Write the workbook; the exit status."""
    content = reproducible(workbook_bytes(build()))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(content)
    print(f"{TARGET}: {len(content) / 1024:.0f} KiB")
    return 0


def build(source: Path = SOURCE) -> Workbook:
    """The sample mission as a workbook in Russian."""
    return build_workbook(load_rows(source), language=LANGUAGE)


def load_rows(source: Path = SOURCE) -> dict[str, list[Row]]:
    """The rows of every sheet, by the sheet's key and the column's key.

    Raises KeyError for a company that is named and not described, ValueError for one described
    twice.
    """
    about = read(source / "mission.toml")
    programme = read(source / "programme.toml")
    companies = [
        company
        for name in about["company_files"]
        for company in read(source / "companies" / f"{name}.toml")["companies"]
    ]
    names = {str(company["key"]): str(company["name"]) for company in companies}
    if len(names) < len(companies):
        raise ValueError("Two companies have the same key.")
    availability = read(source / "availability.toml")["availability"]
    senders = [
        sender
        for side in ("delegation", "hosts")
        for sender in read(source / "requests" / f"from_{side}.toml")["senders"]
    ]
    return {
        "mission": [tidy(about["mission"])],
        "venues": [tidy(row) for row in programme["venues"]],
        "travel": [tidy(row) for row in programme["travel"]],
        "grid": [tidy(row) for row in programme["grid"]],
        "companies": [company_row(company, about) for company in companies],
        "opportunities": [
            {"company": company["name"]} | tidy(opportunity)
            for company in companies
            for opportunity in company["opportunities"]
        ],
        "availability": [tidy(row) | {"company": names[row["company"]]} for row in availability],
        "sessions": [session_row(session, names) for session in programme["sessions"]],
        "requests": [row for sender in senders for row in request_rows(sender, names)],
    }


def read(path: Path) -> Table:
    """A file of the source."""
    with path.open("rb") as file:
        return tomllib.load(file)


def tidy(row: Table) -> Row:
    """The row with each text on one line: the source breaks long ones to be read."""
    return {
        key: " ".join(value.split()) if isinstance(value, str) else value
        for key, value in row.items()
    }


def company_row(company: Table, about: Table) -> Row:
    """The company without its opportunities and short name; a fictional one says so in words.

    A description says so in its own language, an English version in English.
    """
    row = tidy({k: v for k, v in company.items() if k not in {"key", "opportunities"}})
    if row["is_fictional"]:
        marks = {"ru": about["fictional_mark"], "en": about["fictional_mark_en"]}
        row["description"] = f"{row['description']} {marks[str(row['language'])]}"
        if row.get("description_en"):
            row["description_en"] = f"{row['description_en']} {marks['en']}"
    return row


def session_row(session: Table, names: Mapping[str, str]) -> Row:
    """The session with its participants by their names; whole sides stay as they are."""
    keys: Sequence[str] = session["participants"]
    return tidy(session) | {
        "participants": [key if key in SIDES else names[key] for key in keys],
    }


def request_rows(sender: Table, names: Mapping[str, str]) -> list[Row]:
    """All requests of one company: those with words first, then the short lists."""
    name = names[sender["company"]]
    rows: list[Row] = []
    for request in sender.get("requests", ()):
        words = tidy({key: value for key, value in request.items() if key != "to"})
        rows.append(
            words
            | {
                "sender": name,
                "recipient": names[request["to"]],
                "priority": PRIORITIES[str(words.get("priority", "normal"))],
            }
        )
    for priority in ("high", "normal", "low"):
        rows.extend(
            {"sender": name, "recipient": names[key], "priority": PRIORITIES[priority]}
            for key in sender.get(priority, ())
        )
    return rows


def reproducible(content: bytes) -> bytes:
    """The same file without the time at which it was made."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename == "docProps/core.xml":
                data = MADE_AT_TAGS.sub(rb"\g<1>" + MADE_AT + rb"\g<2>", data)
            info = zipfile.ZipInfo(entry.filename, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main())
