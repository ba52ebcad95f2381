"""The workbook's sheets and columns: names in both languages, types, what is required.

One description serves the template, the reader and the writer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Type(Enum):
    """What a cell holds."""

    TEXT = "text"
    INTEGER = "whole number"
    DATE = "date"
    TIME = "time"
    FLAG = "yes or no"
    CHOICE = "one of a list"
    LIST = "list, separated by semicolons"
    COMPANY = "a company's INN, e-mail or name"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` maps the stored value to its names (English, Russian)."""

    key: str
    en: str
    ru: str
    type: Type = Type.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. The Mission sheet is written upright: a field and its value in each row."""

    key: str
    en: str
    ru: str
    columns: tuple[Column, ...]
    required: bool = False
    upright: bool = False
    aliases: tuple[str, ...] = ()


C, T = Column, Type

SIDES = {"home": ("delegation", "делегация"), "host": ("host", "принимающая")}
KINDS = {
    "business_offer": ("business offer", "деловое предложение"),
    "business_request": ("business request", "деловой запрос"),
    "technology_offer": ("technology offer", "технологическое предложение"),
    "technology_request": ("technology request", "технологический запрос"),
    "rd_request": ("R&D request", "запрос на НИОКР"),
    "joint_project": ("joint project", "совместный проект"),
    "contract_rd_offer": ("contract R&D offer", "предложение заказных НИОКР"),
}
PRIORITIES = {
    "1": ("low", "низкий"),
    "2": ("normal", "обычный"),
    "3": ("high", "высокий"),
    "4": ("must meet", "обязательно"),
}
STATUSES = {
    "accepted": ("accepted", "принят"),
    "pending": ("pending", "ожидает"),
    "declined": ("declined", "отклонён"),
}
HALVES = {"morning": ("morning", "утро"), "afternoon": ("afternoon", "день")}
SESSION_KINDS = {
    "opening": ("opening", "открытие"),
    "pitch": ("pitches", "презентации"),
    "visit": ("visit", "визит"),
    "meal": ("meal", "питание"),
    "transfer": ("transfer", "переезд"),
}

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "mission",
        "Mission",
        "Миссия",
        required=True,
        upright=True,
        columns=(
            C("title", "Title", "Название", required=True),
            C("title_en", "Title (English)", "Название (английский)"),
            C("summary", "Summary", "Описание"),
            C("summary_en", "Summary (English)", "Описание (английский)"),
            C("address", "Web address", "Адрес страницы"),
            C("home_region", "Home region", "Регион делегации", required=True),
            C("home_region_en", "Home region (English)", "Регион делегации (английский)"),
            C("host_region", "Host region", "Принимающий регион", required=True),
            C("host_region_en", "Host region (English)", "Принимающий регион (английский)"),
            C("starts_on", "First day", "Первый день", T.DATE, required=True),
            C("ends_on", "Last day", "Последний день", T.DATE, required=True),
            C("time_zone", "Time zone", "Часовой пояс", required=True),
            C("language", "Language", "Язык"),
            C("is_public", "Public", "Открытая страница", T.FLAG),
            C("same_side_meetings", "Meetings within a side", "Встречи внутри стороны", T.FLAG),
            C(
                "requests_per_company",
                "Proposed requests a company",
                "Предлагаемых запросов на компанию",
                T.INTEGER,
            ),
        ),
    ),
    Sheet(
        "venues",
        "Venues",
        "Площадки",
        required=True,
        columns=(
            C("name", "Venue", "Площадка", required=True),
            C("name_en", "Venue (English)", "Площадка (английский)"),
            C("address", "Address", "Адрес"),
            C("tables", "Tables", "Столы", T.INTEGER),
        ),
    ),
    Sheet(
        "travel",
        "Travel",
        "Переезды",
        columns=(
            C("origin", "From venue", "Откуда", required=True),
            C("destination", "To venue", "Куда", required=True),
            C("minutes", "Minutes", "Минут", T.INTEGER, required=True),
        ),
    ),
    Sheet(
        "grid",
        "Time grid",
        "Сетка времени",
        required=True,
        columns=(
            C("date", "Date", "Дата", T.DATE, required=True),
            C("starts", "From", "С", T.TIME, required=True),
            C("ends", "To", "До", T.TIME, required=True),
            C("slot_minutes", "Slot, minutes", "Встреча, минут", T.INTEGER, required=True),
            C("pause_minutes", "Pause, minutes", "Пауза, минут", T.INTEGER),
        ),
    ),
    Sheet(
        "companies",
        "Companies",
        "Компании",
        required=True,
        columns=(
            C("name", "Company", "Компания", required=True),
            C("name_en", "Company (English)", "Компания (английский)"),
            C("side", "Side", "Сторона", T.CHOICE, required=True, choices=SIDES),
            C("inn", "INN", "ИНН"),
            C("email", "E-mail", "Эл. почта"),
            C("website", "Website", "Сайт"),
            C("city", "Town", "Город"),
            C("city_en", "Town (English)", "Город (английский)"),
            C("contact", "Contact (a role)", "Контакт (должность)"),
            C("description", "Description", "Описание"),
            C("description_en", "Description (English)", "Описание (английский)"),
            C("language", "Language", "Язык"),
            C("spoken_languages", "Languages spoken", "Языки общения", T.LIST),
            C("industry_codes", "Industry codes", "Коды ОКВЭД", T.LIST),
            C("is_fictional", "Fictional", "Вымышленная", T.FLAG),
            C("representatives_count", "Representatives", "Представителей", T.INTEGER),
            C("min_meetings", "Fewest meetings", "Минимум встреч", T.INTEGER),
            C("max_meetings", "Most meetings", "Максимум встреч", T.INTEGER),
        ),
    ),
    Sheet(
        "opportunities",
        "Opportunities",
        "Возможности",
        required=True,
        columns=(
            C("company", "Company", "Компания", T.COMPANY, required=True),
            C("kind", "Type", "Тип", T.CHOICE, required=True, choices=KINDS),
            C("title", "Title", "Название", required=True),
            C("title_en", "Title (English)", "Название (английский)"),
            C("description", "Description", "Описание"),
            C("description_en", "Description (English)", "Описание (английский)"),
            C("language", "Language", "Язык"),
            C("stage", "Stage (TRL)", "Стадия (УГТ)", T.INTEGER),
            C("partner_sought", "Partner sought", "Какой партнёр нужен"),
            C("partnership", "Partnership", "Вид сотрудничества"),
            C("industry_codes", "Industry codes", "Коды ОКВЭД", T.LIST),
        ),
    ),
    Sheet(
        "availability",
        "Availability",
        "Доступность",
        columns=(
            C("company", "Company", "Компания", T.COMPANY, required=True),
            C("date", "Date", "Дата", T.DATE, required=True),
            C("starts", "From", "С", T.TIME),
            C("ends", "To", "До", T.TIME),
            C("is_available", "Available", "Доступна", T.FLAG, required=True),
        ),
    ),
    Sheet(
        "sessions",
        "Sessions",
        "События",
        columns=(
            C("title", "Title", "Название", required=True),
            C("title_en", "Title (English)", "Название (английский)"),
            C("kind", "Type", "Тип", T.CHOICE, required=True, choices=SESSION_KINDS),
            C("date", "Date", "Дата", T.DATE, required=True),
            C("starts", "From", "С", T.TIME, required=True),
            C("ends", "To", "До", T.TIME, required=True),
            C("venue", "Venue", "Площадка"),
            C("capacity", "Places", "Мест", T.INTEGER),
            C("participants", "Participants", "Участники", T.LIST),
        ),
    ),
    Sheet(
        "requests",
        "Requests",
        "Запросы",
        columns=(
            C("sender", "From company", "От кого", T.COMPANY, required=True),
            C("recipient", "To company", "Кому", T.COMPANY, required=True),
            C("priority", "Priority", "Приоритет", T.CHOICE, choices=PRIORITIES),
            C("status", "Status", "Статус", T.CHOICE, choices=STATUSES),
            C("cooperation", "What cooperation", "Какое сотрудничество"),
            C("unclear", "What is unclear", "Что неясно"),
            C("about_us", "About us", "О нас"),
            C("length", "Length, slots", "Длина, слотов", T.INTEGER),
            C("on_date", "Only on", "Только в день", T.DATE),
            C("at_time", "Only at", "Только во время", T.TIME),
            C("day_half", "Time of day", "Половина дня", T.CHOICE, choices=HALVES),
        ),
    ),
)
