"""The workbook's sheets and columns: names in both languages, types, limits, what is required.

One description serves the template, the reader and the writer. What to write in a column is said
in `guidance`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
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
    """One column.

    `choices` maps the stored value to its names: English, Russian, then others that are understood.
    `longest` limits a text, `least` and `most` a number. Where `blank_keeps`, an empty cell leaves
    a stored value as it is (a new row takes the default); elsewhere it empties the field.
    A `hidden` column is written only where rows have it, and hidden from view.
    """

    key: str
    en: str
    ru: str
    type: Type = Type.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    longest: int = 20_000
    least: int = 0
    most: int = 10_000
    blank_keeps: bool = False
    hidden: bool = False

    def name(self, language: str) -> str:
        """The header, in Russian or English."""
        return self.ru if language == "ru" else self.en

    def choice_name(self, value: str, language: str) -> str:
        """How a stored value is written in the cell."""
        english, russian = self.choices[value][:2]
        return russian if language == "ru" else english


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

    def name(self, language: str) -> str:
        """The tab's title, in Russian or English."""
        return self.ru if language == "ru" else self.en

    def column(self, key: str) -> Column:
        """The column of that key; raises KeyError where there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(f"The sheet '{self.key}' has no column '{key}'.")


C, T = Column, Type

YES_NO = ("yes", "no"), ("да", "нет")
EVERYONE = ("all", "все", "everyone", "all companies", "все компании", "все участники")

SIDES = {
    "home": ("delegation", "делегация", "visitors", "гости", "home delegation"),
    "host": ("host", "принимающая", "host side", "hosts", "принимающая сторона", "хозяева"),
}
# Words first: a spreadsheet would take "10-49" for a month.
SIZES = {
    "micro": ("up to 9", "до 9", "micro", "микро"),
    "small": ("10 to 49", "от 10 до 49", "small", "малая", "малое"),
    "medium": ("50 to 249", "от 50 до 249", "medium", "средняя", "среднее"),
    "large": ("250 and more", "250 и больше", "large", "крупная", "крупное"),
}
KINDS = {
    "business_offer": ("business offer", "деловое предложение", "offer", "предложение"),
    "business_request": ("business request", "деловой запрос", "request", "запрос"),
    "technology_offer": (
        "technology offer",
        "технологическое предложение",
        "предложение технологии",
    ),
    "technology_request": ("technology request", "технологический запрос", "запрос технологии"),
    "rd_request": ("R&D request", "запрос на НИОКР", "запрос НИОКР"),
    "joint_project": ("joint project", "совместный проект", "project", "проект"),
    "contract_rd_offer": (
        "contract R&D offer",
        "предложение заказных НИОКР",
        "заказные НИОКР",
        "НИОКР на заказ",
    ),
}
PRIORITIES = {
    "1": ("low", "низкий", "низкая"),
    "2": ("normal", "обычный", "обычная", "средний", "medium"),
    "3": ("high", "высокий", "высокая"),
    "4": ("must meet", "обязательно", "обязательный", "обязательная", "must"),
}
STATUSES = {
    "accepted": ("accepted", "принят", "принято", "подтверждён", "да", "yes"),
    "pending": ("pending", "ожидает", "ждёт ответа", "на рассмотрении"),
    "declined": ("declined", "отклонён", "отклонено", "отказ", "нет", "no"),
}
HALVES = {
    "morning": ("morning", "утро", "before noon", "первая половина дня", "до обеда"),
    "afternoon": ("afternoon", "день", "after noon", "вторая половина дня", "после обеда"),
}
SESSION_KINDS = {
    "opening": ("opening", "открытие"),
    "pitch": ("pitches", "презентации", "pitch", "презентация", "питчи"),
    "visit": ("visit", "визит", "site visit", "посещение"),
    "meal": ("meal", "питание", "lunch", "обед", "ужин", "dinner", "кофе-брейк", "coffee break"),
    "transfer": ("transfer", "переезд", "трансфер"),
}

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "mission",
        "Mission",
        "Миссия",
        required=True,
        upright=True,
        aliases=("О миссии", "Общее", "About the mission"),
        columns=(
            C(
                "title",
                "Title",
                "Название",
                required=True,
                longest=200,
                aliases=("Название миссии", "Наименование", "Mission title", "Name"),
            ),
            C("title_en", "Title (English)", "Название (английский)", longest=200),
            C("summary", "Summary", "Описание", aliases=("Краткое описание", "Description")),
            C("summary_en", "Summary (English)", "Описание (английский)"),
            C(
                "address",
                "Web address",
                "Адрес страницы",
                longest=80,
                blank_keeps=True,
                aliases=("Slug",),
            ),
            C(
                "home_region",
                "Home region",
                "Регион делегации",
                required=True,
                longest=200,
                aliases=("Регион гостей", "Delegation region"),
            ),
            C(
                "home_region_en",
                "Home region (English)",
                "Регион делегации (английский)",
                longest=200,
            ),
            C(
                "host_region",
                "Host region",
                "Принимающий регион",
                required=True,
                longest=200,
                aliases=("Регион принимающей стороны",),
            ),
            C(
                "host_region_en",
                "Host region (English)",
                "Принимающий регион (английский)",
                longest=200,
            ),
            C(
                "starts_on",
                "First day",
                "Первый день",
                T.DATE,
                required=True,
                aliases=("Дата начала", "Начало", "Start date", "Starts on"),
            ),
            C(
                "ends_on",
                "Last day",
                "Последний день",
                T.DATE,
                required=True,
                aliases=("Дата окончания", "Окончание", "Конец", "End date", "Ends on"),
            ),
            C(
                "time_zone",
                "Time zone",
                "Часовой пояс",
                required=True,
                longest=60,
                aliases=("Timezone", "Временная зона"),
            ),
            C("language", "Language", "Язык", longest=60, blank_keeps=True),
            C(
                "is_public",
                "Public",
                "Открытая страница",
                T.FLAG,
                blank_keeps=True,
                aliases=("Открытая", "Публичная", "Public page"),
            ),
            C(
                "same_side_meetings",
                "Meetings within a side",
                "Встречи внутри стороны",
                T.FLAG,
                blank_keeps=True,
            ),
            C(
                "requests_per_company",
                "Proposed requests a company",
                "Предлагаемых запросов на компанию",
                T.INTEGER,
                blank_keeps=True,
                least=1,
                most=100,
            ),
        ),
    ),
    Sheet(
        "venues",
        "Venues",
        "Площадки",
        required=True,
        aliases=("Места", "Площадка", "Venue", "Places"),
        columns=(
            C(
                "name",
                "Venue",
                "Площадка",
                required=True,
                longest=200,
                aliases=("Название", "Название площадки", "Место", "Name", "Venue name"),
            ),
            C(
                "name_en",
                "Venue (English)",
                "Площадка (английский)",
                longest=200,
                aliases=("Название (английский)", "Name (English)"),
            ),
            C("address", "Address", "Адрес", longest=300),
            C(
                "tables",
                "Tables",
                "Столы",
                T.INTEGER,
                most=500,
                aliases=("Столов", "Число столов", "Количество столов", "Number of tables"),
            ),
        ),
    ),
    Sheet(
        "travel",
        "Travel",
        "Переезды",
        aliases=("Дорога", "Travel times", "Время в пути"),
        columns=(
            C("origin", "From venue", "Откуда", required=True, aliases=("From", "Origin")),
            C("destination", "To venue", "Куда", required=True, aliases=("To", "Destination")),
            C(
                "minutes",
                "Minutes",
                "Минут",
                T.INTEGER,
                required=True,
                least=1,
                most=1_440,
                aliases=("Минуты", "Время в пути", "Время в пути, минут", "Travel minutes"),
            ),
        ),
    ),
    Sheet(
        "grid",
        "Time grid",
        "Сетка времени",
        required=True,
        aliases=("Grid", "Сетка", "Временная сетка", "Slots", "Слоты"),
        columns=(
            C("date", "Date", "Дата", T.DATE, required=True, aliases=("День", "Day")),
            C("starts", "From", "С", T.TIME, required=True, aliases=("Начало", "Start", "От")),
            C("ends", "To", "До", T.TIME, required=True, aliases=("Конец", "Окончание", "End")),
            C(
                "slot_minutes",
                "Slot, minutes",
                "Встреча, минут",
                T.INTEGER,
                required=True,
                least=5,
                most=480,
                aliases=("Длина слота", "Слот, минут", "Slot length", "Meeting, minutes"),
            ),
            C(
                "pause_minutes",
                "Pause, minutes",
                "Пауза, минут",
                T.INTEGER,
                most=240,
                aliases=("Перерыв, минут", "Пауза", "Pause", "Break, minutes"),
            ),
        ),
    ),
    Sheet(
        "companies",
        "Companies",
        "Компании",
        required=True,
        aliases=("Участники", "Организации", "Предприятия", "Participants", "Список компаний"),
        columns=(
            C(
                "name",
                "Company",
                "Компания",
                required=True,
                longest=250,
                aliases=(
                    "Название",
                    "Название компании",
                    "Наименование",
                    "Наименование компании",
                    "Наименование организации",
                    "Организация",
                    "Предприятие",
                    "Name",
                    "Company name",
                    "Organisation",
                    "Organization",
                ),
            ),
            C(
                "name_en",
                "Company (English)",
                "Компания (английский)",
                longest=250,
                aliases=(
                    "Название (английский)",
                    "Название компании (английский)",
                    "Name (English)",
                    "Company name (English)",
                ),
            ),
            C("side", "Side", "Сторона", T.CHOICE, required=True, choices=SIDES),
            C(
                "inn",
                "INN",
                "ИНН",
                longest=20,
                aliases=("ИНН компании", "ИНН организации", "Tax number", "TIN"),
            ),
            C(
                "email",
                "E-mail",
                "Эл. почта",
                longest=254,
                aliases=("Электронная почта", "Почта", "Имейл", "Адрес эл. почты", "Mail"),
            ),
            C(
                "website",
                "Website",
                "Сайт",
                longest=200,
                aliases=("Веб-сайт", "Адрес сайта", "Web site", "URL", "Site"),
            ),
            C(
                "city",
                "Town",
                "Город",
                longest=120,
                aliases=("City", "Населённый пункт", "Местонахождение"),
            ),
            C(
                "city_en",
                "Town (English)",
                "Город (английский)",
                longest=120,
                aliases=("City (English)",),
            ),
            C(
                "contact",
                "Contact (a role)",
                "Контакт (должность)",
                longest=200,
                aliases=("Контакт", "Должность", "Contact", "Role"),
            ),
            C(
                "description",
                "Description",
                "Описание",
                aliases=("О компании", "Описание компании", "Деятельность", "About"),
            ),
            C("description_en", "Description (English)", "Описание (английский)"),
            C("language", "Language", "Язык", longest=60, blank_keeps=True),
            C(
                "spoken_languages",
                "Languages spoken",
                "Языки общения",
                T.LIST,
                aliases=("Языки", "Languages", "Spoken languages"),
            ),
            C(
                "industry_codes",
                "Industry codes",
                "Коды ОКВЭД",
                T.LIST,
                aliases=("ОКВЭД", "ОКВЭД2", "Код ОКВЭД", "NACE", "NACE codes", "OKVED"),
            ),
            C(
                "is_fictional",
                "Fictional",
                "Вымышленная",
                T.FLAG,
                blank_keeps=True,
                aliases=("Пример", "Sample"),
            ),
            C(
                "representatives_count",
                "Representatives",
                "Представителей",
                T.INTEGER,
                blank_keeps=True,
                least=1,
                most=20,
                aliases=("Представители", "Число представителей", "Количество представителей"),
            ),
            C(
                "min_meetings",
                "Fewest meetings",
                "Минимум встреч",
                T.INTEGER,
                blank_keeps=True,
                most=200,
                aliases=("Мин. встреч", "Min meetings", "Minimum meetings"),
            ),
            C(
                "max_meetings",
                "Most meetings",
                "Максимум встреч",
                T.INTEGER,
                least=1,
                most=200,
                aliases=("Макс. встреч", "Max meetings", "Maximum meetings"),
            ),
            C(
                "size",
                "Employees",
                "Сотрудников",
                T.CHOICE,
                choices=SIZES,
                aliases=("Число сотрудников", "Численность", "Size", "Headcount", "Staff"),
            ),
            C("key", "Key", "Ключ", longest=80, blank_keeps=True, hidden=True),
        ),
    ),
    Sheet(
        "opportunities",
        "Opportunities",
        "Возможности",
        required=True,
        aliases=(
            "Предложения и запросы",
            "Предложения",
            "Проекты",
            "Offers and needs",
            "Offers",
        ),
        columns=(
            C(
                "company",
                "Company",
                "Компания",
                T.COMPANY,
                required=True,
                aliases=(
                    "Организация",
                    "Название компании",
                    "Предприятие",
                    "ИНН",
                    "ИНН компании",
                    "INN",
                    "Company name",
                ),
            ),
            C(
                "kind",
                "Type",
                "Тип",
                T.CHOICE,
                required=True,
                choices=KINDS,
                aliases=("Вид", "Kind", "Тип возможности"),
            ),
            C(
                "title",
                "Title",
                "Название",
                required=True,
                longest=250,
                aliases=("Наименование", "Заголовок", "Тема", "Name"),
            ),
            C("title_en", "Title (English)", "Название (английский)", longest=250),
            C("description", "Description", "Описание", aliases=("Подробно", "Details")),
            C("description_en", "Description (English)", "Описание (английский)"),
            C(
                "exists",
                "What exists",
                "Что уже есть",
                T.LIST,
                aliases=("Есть", "Уже есть", "Имеется", "We have"),
            ),
            C("exists_en", "What exists (English)", "Что уже есть (английский)", T.LIST),
            C(
                "missing",
                "What is missing",
                "Чего не хватает",
                T.LIST,
                aliases=("Не хватает", "Недостаёт", "Что нужно", "Missing", "We need"),
            ),
            C("missing_en", "What is missing (English)", "Чего не хватает (английский)", T.LIST),
            C("language", "Language", "Язык", longest=60, blank_keeps=True),
            C(
                "stage",
                "Stage (TRL)",
                "Стадия (УГТ)",
                T.INTEGER,
                least=1,
                most=9,
                aliases=("Стадия", "УГТ", "TRL", "Stage", "Готовность"),
            ),
            C(
                "partner_sought",
                "Partner sought",
                "Какой партнёр нужен",
                longest=300,
                aliases=("Нужный партнёр", "Искомый партнёр", "Партнёр", "Partner"),
            ),
            C(
                "partnership",
                "Partnership",
                "Вид сотрудничества",
                longest=200,
                aliases=("Форма сотрудничества", "Сотрудничество", "Type of partnership"),
            ),
            C(
                "industry_codes",
                "Industry codes",
                "Коды ОКВЭД",
                T.LIST,
                aliases=("ОКВЭД", "ОКВЭД2", "Код ОКВЭД", "NACE", "NACE codes", "OKVED"),
            ),
        ),
    ),
    Sheet(
        "availability",
        "Availability",
        "Доступность",
        aliases=("Занятость", "Присутствие"),
        columns=(
            C("company", "Company", "Компания", T.COMPANY, required=True, aliases=("Организация",)),
            C("date", "Date", "Дата", T.DATE, required=True, aliases=("День", "Day")),
            C("starts", "From", "С", T.TIME, aliases=("Начало", "Start", "От")),
            C("ends", "To", "До", T.TIME, aliases=("Конец", "Окончание", "End")),
            C(
                "is_available",
                "Available",
                "Доступна",
                T.FLAG,
                required=True,
                aliases=("Может", "Доступен", "Может встречаться"),
            ),
        ),
    ),
    Sheet(
        "sessions",
        "Sessions",
        "События",
        aliases=("Мероприятия", "События программы", "Events"),
        columns=(
            C(
                "title",
                "Title",
                "Название",
                required=True,
                longest=250,
                aliases=("Событие", "Мероприятие", "Session", "Event", "Name"),
            ),
            C("title_en", "Title (English)", "Название (английский)", longest=250),
            C(
                "kind",
                "Type",
                "Тип",
                T.CHOICE,
                required=True,
                choices=SESSION_KINDS,
                aliases=("Вид", "Kind"),
            ),
            C("date", "Date", "Дата", T.DATE, required=True, aliases=("День", "Day")),
            C("starts", "From", "С", T.TIME, required=True, aliases=("Начало", "Start", "От")),
            C("ends", "To", "До", T.TIME, required=True, aliases=("Конец", "Окончание", "End")),
            C("venue", "Venue", "Площадка", aliases=("Место", "Где", "Place")),
            C(
                "capacity",
                "Places",
                "Мест",
                T.INTEGER,
                least=1,
                aliases=("Вместимость", "Число мест", "Capacity", "Seats"),
            ),
            C(
                "participants",
                "Participants",
                "Участники",
                T.LIST,
                aliases=("Кто участвует", "Компании", "Companies"),
            ),
        ),
    ),
    Sheet(
        "requests",
        "Requests",
        "Запросы",
        aliases=("Запросы на встречи", "Заявки", "Заявки на встречи", "Meeting requests"),
        columns=(
            C(
                "sender",
                "From company",
                "От кого",
                T.COMPANY,
                required=True,
                aliases=("Отправитель", "От компании", "Кто", "From", "Sender"),
            ),
            C(
                "recipient",
                "To company",
                "Кому",
                T.COMPANY,
                required=True,
                aliases=("Получатель", "Компании", "С кем", "To", "Recipient"),
            ),
            C("priority", "Priority", "Приоритет", T.CHOICE, choices=PRIORITIES, blank_keeps=True),
            C(
                "status",
                "Status",
                "Статус",
                T.CHOICE,
                choices=STATUSES,
                blank_keeps=True,
                aliases=("Состояние", "Ответ", "Answer"),
            ),
            C(
                "cooperation",
                "What cooperation",
                "Какое сотрудничество",
                aliases=("Сотрудничество", "Цель", "Цель встречи", "Cooperation", "Purpose"),
            ),
            C("unclear", "What is unclear", "Что неясно", aliases=("Вопросы", "Questions")),
            C("about_us", "About us", "О нас"),
            C(
                "length",
                "Length, slots",
                "Длина, слотов",
                T.INTEGER,
                blank_keeps=True,
                least=1,
                most=20,
                aliases=("Длина", "Слотов", "Length"),
            ),
            C("on_date", "Only on", "Только в день", T.DATE, aliases=("Дата", "День", "Date")),
            C("at_time", "Only at", "Только во время", T.TIME, aliases=("Время", "Time")),
            C(
                "day_half",
                "Time of day",
                "Половина дня",
                T.CHOICE,
                choices=HALVES,
                aliases=("Время дня", "Half of the day"),
            ),
        ),
    ),
)

TIMETABLE = Sheet(
    "timetable",
    "Timetable",
    "Расписание",
    columns=(
        C("date", "Date", "Дата", T.DATE, required=True),
        C("starts", "From", "С", T.TIME, required=True),
        C("ends", "To", "До", T.TIME),
        C("venue", "Venue", "Площадка", required=True),
        C("table", "Table", "Стол", required=True),
        C("home", "Delegation", "Делегация", T.COMPANY),
        C("host", "Host side", "Принимающая сторона", T.COMPANY),
        C("pinned", "Stays", "Закреплена", T.FLAG, aliases=("Pinned", "Закрепить")),
        C("meeting", "Meeting key", "Ключ встречи", required=True, hidden=True),
        C("planned", "Planned place", "План", hidden=True),
    ),
)
"""The planned workbook's flat timetable: the one sheet of results that is read again, for pins.

`planned` is where the plan put the meeting (see `place_signature`): a row whose time or table
differs from it has been moved by hand. One that `pinned` says yes to is to stay all the same.
"""

INSTRUCTIONS = ("Instructions", "Инструкция")
RESULTS = {
    "grid": ("By company", "По компаниям"),
    "unplaced": ("Unplaced", "Без места"),
    "matches": ("Matches", "Рекомендации"),
    "teams": ("Teams", "Команды"),
}
"""Sheets that are written for people and never read."""


def sheet_of(key: str) -> Sheet:
    """The sheet of that key (the timetable too); raises KeyError where there is none."""
    for sheet in (*SHEETS, TIMETABLE):
        if sheet.key == key:
            return sheet
    raise KeyError(f"The workbook has no sheet '{key}'.")


def place_signature(day: date, starts: time, venue: str, table: str) -> str:
    """A place in the timetable as one text, to tell whether a row has been moved."""
    return f"{day.isoformat()} {starts:%H:%M} | {venue} | {table}"
