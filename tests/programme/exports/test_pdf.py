"""The printed timetable, read back from the PDF."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.cast import add_slots, ask, at, company
from tests.programme.exports.conftest import WHY, new_version, place
from vstrecha.companies.models import Company
from vstrecha.meetings.services import form_meetings
from vstrecha.missions.models import Mission
from vstrecha.programme.exports import timetable_pdf
from vstrecha.programme.models import Programme, Session
from vstrecha.programme.services import publish_programme


def pages_of(programme: Programme, *, language: str = "en") -> list[str]:
    """The text of each page, with single spaces."""
    content = timetable_pdf(programme=programme, language=language)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def page_of(programme: Programme, name: str, *, language: str = "en") -> str:
    """The page whose head names the company."""
    (page,) = (
        page
        for page in pages_of(programme, language=language)
        if page.count(name) >= 2 and "Everything by time" not in page
        if f"{name} {name}" in page
    )
    return page


def test_a_page_a_company_visitors_first(programme: Programme) -> None:
    pages = pages_of(programme)
    assert len(pages) == 6
    for page, name in zip(
        pages,
        ["Feal-Technology", "ObninskEnergoTech", "KRITBI", "Northern Ore", "«Тайга-Софт»"],
        strict=False,
    ):
        assert f"{name} {name}" in page
    assert "Everything by time" in pages[-1]


def test_what_a_company_must_know(programme: Programme) -> None:
    page = page_of(programme, "Feal-Technology")
    assert "Kaluga in Krasnoyarsk, 10–12 December 2026" in page
    assert "10:00–10:20 KRITBI, Красноярск" in page
    assert "table 1" in page
    assert "11:20–11:40 Northern Ore, Норильск" in page
    assert "13:00–14:00 Lunch KRITBI" in page
    assert "14:30 Leave for Железногорск now at the latest: 1 h on the way" in page
    assert "15:30–17:00 Визит на завод Железногорск" in page
    assert "You wrote: Совместные испытания, зимой; на стенде" in page
    assert "Version 1, " in page
    assert "Asia/Krasnoyarsk, UTC+7" in page


def test_cyrillic_is_text_and_its_fonts_are_inside(programme: Programme) -> None:
    content = timetable_pdf(programme=programme, language="ru")
    reader = PdfReader(io.BytesIO(content))
    first = reader.pages[0]
    assert "«ОбнинскЭнергоТех»" in first.extract_text()
    fonts = first["/Resources"]["/Font"]  # type: ignore[index]  # pypdf does not say what pages hold
    for font in fonts.values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert "Libertinus" in descriptor["/FontName"]
        assert {"/FontFile2", "/FontFile3"} & descriptor.keys()
    assert str(reader.metadata and reader.metadata.title).startswith("Калуга в Красноярске, 10–12")


def test_what_has_no_place_is_said(programme: Programme) -> None:
    page = page_of(programme, "ObninskEnergoTech")
    assert "Asked for, without a place" in page
    assert "Northern Ore: ObninskEnergoTech, Northern Ore have no free slot in common." in page


def test_a_draft_is_called_one(mission: Mission) -> None:
    draft = new_version(mission)
    place(draft, "feal.kritbi", 0, "1")
    assert "Draft 1, " in pages_of(draft)[0]


def test_a_company_without_anything(programme: Programme) -> None:
    Session.objects.all().delete()
    publish_programme(programme=programme)
    assert "No meetings and no sessions" in page_of(programme, "«Тайга-Софт»")


def test_a_bus_of_the_programme_needs_no_line_of_ours(
    mission: Mission, programme: Programme
) -> None:
    bus = Session.objects.create(
        mission=mission,
        kind="transfer",
        title="Автобус",
        starts_at=at("14:20"),
        ends_at=at("15:20"),
    )
    bus.participants.add(company(mission, "feal"))
    publish_programme(programme=programme)
    assert "Leave for" not in page_of(programme, "Feal-Technology")
    assert "Leave for" in page_of(programme, "ObninskEnergoTech")


@pytest.mark.parametrize(
    "text",
    [
        "#panic(1)",
        '"] #read("/etc/passwd") ["',
        "$ x^2 $ *bold* _it_ `raw` <label> @ref \\ // comment",
        "= Heading",
        "#sys.inputs.data",
    ],
)
def test_texts_are_never_instructions(programme: Programme, text: str) -> None:
    Company.objects.filter(key="kritbi").update(name=text, name_en="", city=text)
    assert text in page_of(programme, "Feal-Technology")


def test_a_full_programme_stays_on_its_page(mission: Mission) -> None:
    host = mission.sides.get(role="host")
    for number in range(30):
        key = f"guest-{number}"
        Company.objects.create(
            mission=mission,
            side=host,
            key=key,
            name=f"ООО «Научно-производственное объединение номер {number}»",
            city="Железногорск-Илимский",
        )
        ask(mission, "feal", key, cooperation=WHY * 3)
    add_slots(mission, at("09:00", day=2), 30, part="long")
    form_meetings(mission=mission)
    programme = new_version(mission)
    for number in range(30):
        place(programme, f"feal.guest-{number}", number + 9, "1")
    pages = pages_of(publish_programme(programme=programme))
    assert [index for index, page in enumerate(pages) if "Feal-Technology Feal" in page] == [0]
    assert "номер 29" in pages[0]
    assert "номер 0»" in pages[0]


def test_the_same_version_gives_the_same_file(programme: Programme) -> None:
    first, second = (timetable_pdf(programme=programme, language="ru") for _ in range(2))
    assert first == second
