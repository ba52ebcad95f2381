"""Texts, days and times as the reader's language has them.

The time filters never convert: they say the time in the zone that the value carries, which is
the venue's. Selectors hand over times in the mission's zone.
"""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.conf.locale import LANG_INFO
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import get_language_info, gettext, ngettext, pgettext

from vstrecha.web.localised import Localised, localised, reader_language

register = template.Library()

OWN_NAMES = {"ru": "Русский", "en": "English"}


def _mark(text: Localised) -> dict[str, object]:
    return {
        "text": text,
        "mark": text.language.upper(),
        "name": language_name(text.language),
    }


@register.inclusion_tag("web/components/text.html")
def text(record: object, field: str) -> dict[str, object]:
    """A record's text in one line, with `lang` and a mark where it is foreign to the reader."""
    return _mark(record if isinstance(record, Localised) else localised(record, field))


@register.inclusion_tag("web/components/long_text.html")
def long_text(record: object, field: str) -> dict[str, object]:
    """A record's longer text, in paragraphs; the other version is offered where it was entered."""
    found = localised(record, field)
    return _mark(found) | {"other_name": language_name(found.other_language)}


@register.filter
def plain(record: object, field: str) -> str:
    """A record's text alone, for a title or an attribute."""
    return localised(record, field).text


@register.filter
def language_name(code: str) -> str:
    """A language's name as it stands in 'in …': `in Russian`."""
    names = {"ru": gettext("in Russian"), "en": gettext("in English")}
    return names.get(code, code)


@register.filter
def spoken(code: str) -> str:
    """A language's name, as a list of languages has it: `English`."""
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


@register.filter
def site(address: str) -> str:
    """A web address as a person says it: without the protocol and the last slash."""
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")


@register.filter
def own_name(code: str) -> str:
    """A language's name in that language, for the reader who understands no other."""
    return OWN_NAMES.get(code, code)


@register.filter
def clock(value: datetime) -> str:
    """The time of day: `10:30`."""
    return value.strftime("%H:%M")


@register.filter
def day(value: date) -> str:
    """`Thursday 10 December`."""
    # Translators: a day with its weekday, in Django's date format: 'Thursday 10 December'.
    return format_date(value, pgettext("date format", "l j F"))


@register.filter
def short_day(value: date) -> str:
    """`Thu 10 Dec`."""
    # Translators: the same, short: 'Thu 10 Dec'.
    return format_date(value, pgettext("date format", "D j M"))


def day_in_sentence(value: date) -> str:
    """The same within a sentence, where only English begins a weekday with a capital."""
    text = short_day(value)
    return text if reader_language() == "en" else text[:1].lower() + text[1:]


@register.filter
def full_date(value: date) -> str:
    """`10 December 2026`."""
    # Translators: a full date in Django's date format: '10 December 2026'.
    return format_date(value, pgettext("date format", "j F Y"))


@register.filter
def moment(value: datetime) -> str:
    """`10 December 2026, 10:30`, in the zone that the value carries."""
    return f"{full_date(value)}, {clock(value)}"


@register.filter
def days_until(first: date, last: date) -> str:
    """`10–12 December 2026`, shorter where the month or year is the same."""
    if first == last:
        return full_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{full_date(last)}"
    if first.year == last.year:
        # Translators: the first day of a span that ends in another month: '30 November'.
        return f"{format_date(first, pgettext('date format', 'j F'))} – {full_date(last)}"
    return f"{full_date(first)} – {full_date(last)}"


@register.filter
def zone(value: datetime) -> str:
    """How far the value's zone is from UTC: `UTC+7`."""
    offset = value.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


@register.filter
def minutes(value: int) -> str:
    """`45 minutes`, `1 h`, `1 h 30 min`."""
    hours, rest = divmod(value, 60)
    if not hours:
        return ngettext("{n} minute", "{n} minutes", rest).format(n=rest)
    if not rest:
        return gettext("{hours} h").format(hours=hours)
    return gettext("{hours} h {minutes} min").format(hours=hours, minutes=rest)


@register.filter
def lasting(seconds: float) -> str:
    """`12 s`, `1 minute`, `1 min 30 s`."""
    whole, rest = divmod(int(seconds), 60)
    if not whole:
        return gettext("{n} s").format(n=rest)
    if not rest:
        return minutes(whole)
    return gettext("{minutes} min {seconds} s").format(minutes=whole, seconds=rest)


@register.filter
def number(value: float, decimals: int = 0) -> str:
    """A number as the reader's language writes it."""
    return number_format(value, decimals, use_l10n=True, force_grouping=True)
