"""The mission's own fields, and which sheets there must be."""

from __future__ import annotations

from datetime import date

from vstrecha.engine.message import N_, Message
from vstrecha.missions.models import Mission
from vstrecha.workbook.reading import Problem
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.drafts import Draft, pair_up
from vstrecha.workbook.sheets import SHEETS

LONGEST_DAYS = 60


def check_mission(comparison: Comparison) -> None:
    """Sheets there must be, the order of the days, a free address, a zone that may be."""
    if comparison.stored.mission is None:
        _check_sheets(comparison)
    pair_up(comparison.drafts["mission"], comparison.stored.of("mission"), [lambda _item: 0])
    draft = comparison.mission_draft
    if draft is None:
        return
    _check_days(draft)
    _check_address(comparison, draft)
    if comparison.stored.mission is not None:
        _check_zone(comparison, draft)


def _check_sheets(comparison: Comparison) -> None:
    language = comparison.reading.language
    for sheet in SHEETS:
        if not sheet.required:
            continue
        read = comparison.reading.sheets.get(sheet.key)
        name = sheet.name(language)
        if read is None:
            comparison.problems.append(
                Problem(
                    Message(N_("There is no sheet “{sheet}”."), {"sheet": name}),
                    Message(N_("Add a sheet of this name; the empty template shows its columns.")),
                    sheet=name,
                )
            )
        elif not read.rows and not read.problems:
            comparison.problems.append(
                Problem(
                    Message(N_("The sheet has no rows.")),
                    Message(N_("Fill it in: a mission cannot be made without it.")),
                    sheet=read.title,
                )
            )


def _check_days(draft: Draft) -> None:
    starts_on, ends_on = draft.date("starts_on"), draft.date("ends_on")
    if starts_on is None or ends_on is None:
        return
    if ends_on < starts_on:
        draft.add(
            "ends_on",
            Message(
                N_("The last day, {last}, is before the first, {first}."),
                {"last": ends_on.isoformat(), "first": starts_on.isoformat()},
            ),
            Message(N_("Correct one of the two.")),
        )
    elif (ends_on - starts_on).days > LONGEST_DAYS:
        draft.add(
            "ends_on",
            Message(
                N_("The mission would last {days} days."), {"days": (ends_on - starts_on).days + 1}
            ),
            Message(
                N_("Correct the first or the last day; {most} days can be planned."),
                {"most": LONGEST_DAYS},
            ),
        )


def _check_address(comparison: Comparison, draft: Draft) -> None:
    address = draft.text("address")
    others = Mission.objects.filter(slug=address)
    if comparison.stored.mission is not None:
        others = others.exclude(pk=comparison.stored.mission.pk)
    if address and others.exists():
        draft.add(
            "address",
            Message(
                N_("The address “{address}” is taken by another mission."), {"address": address}
            ),
            Message(
                N_("Choose another one. To change that mission, give the file on its own page.")
            ),
        )


def _check_zone(comparison: Comparison, draft: Draft) -> None:
    """The zone of times that people have in their calendars stays."""
    mission = comparison.stored.mission
    zone = draft.text("time_zone")
    if (
        mission is None
        or not zone
        or zone == mission.time_zone
        or not comparison.stored.in_use.slots
    ):
        return
    draft.add(
        "time_zone",
        Message(
            N_("The programme is published in the time zone {zone}."), {"zone": mission.time_zone}
        ),
        Message(N_("Leave the zone as it was, or make a new mission of this file.")),
    )


def check_left_days(comparison: Comparison) -> None:
    """What is stored, and stays because the file says nothing of it, must keep its days."""
    draft, facts = comparison.mission_draft, comparison.facts
    days = {
        day
        for sheet in ("grid", "sessions", "availability")
        for row in comparison.left.get(sheet, ())
        if row not in comparison.removed
        and isinstance(day := row.values.get("date"), date)
        and not facts.has_day(day)
    }
    if draft is not None and days:
        draft.problems.append(
            draft.row.problem(
                "ends_on",
                Message(
                    N_("These days would no longer belong to the mission, but are in use: {days}."),
                    {"days": tuple(sorted(day.isoformat() for day in days))},
                ),
                Message(N_("Keep them in the mission.")),
            )
        )
