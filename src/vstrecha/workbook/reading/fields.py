"""Fields with rules of their own: INN, e-mail, website, languages, industry codes, time zone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError
from stdnum.ru import inn as inn_rules

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.dates import read_date, read_time
from vstrecha.workbook.reading.problems import CellError
from vstrecha.workbook.reading.values import (
    Value,
    read_choice,
    read_flag,
    read_integer,
    read_list,
    read_text,
)
from vstrecha.workbook.reading.words import Raw, said, suggest
from vstrecha.workbook.sheets import Column, Sheet, Type

_INN_LENGTHS = (10, 12)
_CODE = re.compile(r"\d{2}(?:\.\d{1,2}(?:\.\d{1,2})?)?")
_CODE_PREFIX = re.compile(r"^(?:ОКВЭД-?2?|NACE|[A-U])[\s.:]*(?=\d)", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE_NAMES = {
    "русский": "ru",
    "russian": "ru",
    "рус": "ru",
    "английский": "en",
    "english": "en",
    "англ": "en",
    "eng": "en",
    "rus": "ru",
    "немецкий": "de",
    "german": "de",
    "французский": "fr",
    "french": "fr",
    "китайский": "zh",
    "chinese": "zh",
    "испанский": "es",
    "spanish": "es",
    "итальянский": "it",
    "italian": "it",
    "турецкий": "tr",
    "turkish": "tr",
    "казахский": "kk",
    "kazakh": "kk",
    "белорусский": "be",
    "belarusian": "be",
}
_LANGUAGES = frozenset(code.partition("-")[0] for code in LANG_INFO) | {"zh"}
_ZONE_NAMES = {
    "калининград": "Europe/Kaliningrad",
    "мск-1": "Europe/Kaliningrad",
    "москва": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "msk": "Europe/Moscow",
    "самара": "Europe/Samara",
    "мск+1": "Europe/Samara",
    "екатеринбург": "Asia/Yekaterinburg",
    "мск+2": "Asia/Yekaterinburg",
    "омск": "Asia/Omsk",
    "мск+3": "Asia/Omsk",
    "новосибирск": "Asia/Novosibirsk",
    "томск": "Asia/Tomsk",
    "красноярск": "Asia/Krasnoyarsk",
    "мск+4": "Asia/Krasnoyarsk",
    "иркутск": "Asia/Irkutsk",
    "мск+5": "Asia/Irkutsk",
    "якутск": "Asia/Yakutsk",
    "мск+6": "Asia/Yakutsk",
    "владивосток": "Asia/Vladivostok",
    "мск+7": "Asia/Vladivostok",
    "магадан": "Asia/Magadan",
    "мск+8": "Asia/Magadan",
    "камчатка": "Asia/Kamchatka",
    "мск+9": "Asia/Kamchatka",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell's stored value, and a doubt about how it was read."""

    value: Value
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a file says once for all its cells: day 0 of its dates, the language it is in."""

    epoch: datetime
    language: str


def read_cell(raw: Raw, sheet: Sheet, column: Column, setting: Setting) -> Parsed:
    """A filled cell's value; raises CellError where it cannot be read as the column asks."""
    rule = _RULES.get(column.key) or _RULES.get(f"{sheet.key}.{column.key}")
    if rule is not None:
        return rule(raw, column)
    if column.type is Type.CHOICE:
        return _choice(raw, column, setting.language)
    if column.type is Type.DATE:
        return Parsed(read_date(raw, setting.epoch))
    return Parsed(_READERS[column.type](raw, column))


def _choice(raw: Raw, column: Column, language: str) -> Parsed:
    value, exact = read_choice(raw, column, language)
    if exact:
        return Parsed(value)
    return Parsed(value, _read_as(said(raw), column.choice_name(value, language)))


def _read_as(written: str, taken: str) -> Message:
    return Message(N_("“{written}” was read as “{taken}”."), {"written": written, "taken": taken})


def read_inn(raw: Raw, column: Column) -> Parsed:
    """A taxpayer number of 10 or 12 digits with right check digits.

    Where Excel has dropped the leading zero of a number, it is put back and said.
    """
    text = re.sub(r"[\s-]", "", read_text(raw, column)).removeprefix("ИНН")
    mend = Message(N_("Copy it from the company's papers; leave it empty for a foreign company."))
    if not (text.isascii() and text.isdigit()):
        raise CellError(
            Message(N_("The INN “{value}” has other signs than digits."), {"value": said(raw)}),
            mend,
        )
    restored = f"0{text}"
    if len(restored) in _INN_LENGTHS and inn_rules.is_valid(restored):
        return Parsed(restored, _read_as(text, restored))
    if len(text) not in _INN_LENGTHS:
        raise CellError(
            Message(
                N_("The INN {value} has {count} digits; it should have 10, or 12 for a person."),
                {"value": text, "count": len(text)},
            ),
            mend,
        )
    try:
        return Parsed(inn_rules.validate(text))
    except InvalidChecksum as error:
        raise CellError(
            Message(
                N_("The check digits of the INN {value} are wrong: a digit is mistyped."),
                {"value": text},
            ),
            mend,
        ) from error
    except NumberError as error:
        raise CellError(Message(N_("There is no INN {value}."), {"value": text}), mend) from error


def read_email(raw: Raw, column: Column) -> Parsed:
    """One e-mail address, in small letters."""
    text = read_text(raw, column).removeprefix("mailto:").strip("<>").casefold()
    try:
        EmailValidator()(text)
    except ValidationError as error:
        reason = (
            Message(N_("There is more than one address: “{value}”."), {"value": said(raw)})
            if text.count("@") > 1
            else Message(N_("“{value}” is no e-mail address."), {"value": said(raw)})
        )
        raise CellError(
            reason, Message(N_("Write one address, such as info@company.example."))
        ) from error
    return Parsed(text)


def read_website(raw: Raw, column: Column) -> Parsed:
    """The address of a site; one written without https:// gets it."""
    text = read_text(raw, column)
    url = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise CellError(
            Message(N_("“{value}” is no address of a site."), {"value": said(raw)}),
            Message(N_("Write one address, such as https://company.example.")),
        ) from error
    return Parsed(url)


def _language_code(item: str) -> str:
    word = item.casefold().strip(" .").removesuffix(" язык")
    code = _LANGUAGE_NAMES.get(word) or re.split(r"[-_]", word)[0]
    if code in _LANGUAGES:
        return code
    raise CellError(
        Message(N_("“{value}” is no language known here."), {"value": item}),
        Message(N_("Write the language's two-letter code: ru, en, de, fr, zh…")),
    )


def read_language(raw: Raw, column: Column) -> Parsed:
    """A language's two-letter code, from the code or a usual name."""
    return Parsed(_language_code(read_text(raw, column)))


def read_languages(raw: Raw, column: Column) -> Parsed:
    """Codes of languages, each once."""
    items = read_list(raw, column, of_codes=True)
    return Parsed(tuple(dict.fromkeys(_language_code(item) for item in items)))


def read_codes(raw: Raw, column: Column) -> Parsed:
    """NACE / OKVED2 codes: NN, NN.N, NN.NN, NN.NN.N or NN.NN.NN."""
    codes = []
    for item in read_list(raw, column, of_codes=True):
        code = _CODE_PREFIX.sub("", item).rstrip(".")
        if not _CODE.fullmatch(code):
            raise CellError(
                Message(N_("“{value}” is no industry code."), {"value": said(item)}),
                Message(N_("Write codes as 27.51; 24.45, in a cell formatted as Text.")),
            )
        codes.append(code)
    return Parsed(tuple(dict.fromkeys(codes)))


def read_zone(raw: Raw, column: Column) -> Parsed:
    """A name of the tz database; Russian zones also by their town or as МСК+4."""
    text = read_text(raw, column)
    zones = available_timezones()
    by_case = {zone.casefold(): zone for zone in zones}
    word = text.casefold()
    if word in by_case:
        return Parsed(by_case[word])
    named = _ZONE_NAMES.get(word.replace(" ", "").replace("utc", "").replace("−", "-"))
    if named is not None:
        return Parsed(named, _read_as(text, named))
    near = suggest(text, zones)
    raise CellError(
        Message(N_("“{value}” is no time zone."), {"value": said(raw)}),
        Message(N_("Did you mean {near}?"), {"near": near})
        if near
        else Message(N_("Write its name in the tz database, such as Asia/Krasnoyarsk.")),
    )


def read_slug(raw: Raw, column: Column) -> Parsed:
    """The last part of an address: small Latin letters, digits and hyphens."""
    text = read_text(raw, column).casefold().rstrip("/").rpartition("/")[2]
    if not _SLUG.fullmatch(text):
        raise CellError(
            Message(N_("“{value}” cannot be part of an address."), {"value": said(raw)}),
            Message(N_("Use small Latin letters, digits and hyphens: kaluga-krasnoyarsk.")),
        )
    return Parsed(text)


_RULES: Mapping[str, Callable[[Raw, Column], Parsed]] = {
    "inn": read_inn,
    "email": read_email,
    "website": read_website,
    "language": read_language,
    "spoken_languages": read_languages,
    "industry_codes": read_codes,
    "time_zone": read_zone,
    "key": read_slug,
    "mission.address": read_slug,
}

_READERS: Mapping[Type, Callable[[Raw, Column], Value]] = {
    Type.TIME: lambda raw, _column: read_time(raw),
    Type.FLAG: lambda raw, _column: read_flag(raw),
    Type.INTEGER: read_integer,
    Type.LIST: read_list,
    Type.TEXT: read_text,
    Type.COMPANY: read_text,
}
