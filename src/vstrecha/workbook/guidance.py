"""What to write in each column, with an example, in both languages: notes and instructions.

The words stand here and not in the catalogue of translations: a workbook has the language that
was asked for, whatever the reader's, and its words are needed where no Django runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    """Help and an example, English and Russian."""

    en: str
    ru: str
    example_en: str = ""
    example_ru: str = ""

    def help(self, language: str) -> str:
        return self.ru if language == "ru" else self.en

    def example(self, language: str) -> str:
        return self.example_ru if language == "ru" else self.example_en


G = Guide

SHEET_GUIDES: Mapping[str, Guide] = {
    "mission": G(
        "The mission itself: one field a row, the value in column B.",
        "Сама миссия: в каждой строке одно поле, значение пишется в столбце B.",
    ),
    "venues": G(
        "Where meetings and events are held. Each table takes one meeting at a time.",
        "Где проходят встречи и события. За одним столом идёт одна встреча.",
    ),
    "travel": G(
        "How long the way takes between venues. One row serves both directions.",
        "Сколько занимает дорога между площадками. Одна строка годится в обе стороны.",
    ),
    "grid": G(
        "When meetings can be held: one row for each part of a day, say 9:30 to 13:00. "
        "The part is cut into slots of equal length.",
        "Когда можно встречаться: одна строка на каждую часть дня, например с 9:30 до 13:00. "
        "Часть дня делится на встречи равной длины.",
    ),
    "companies": G(
        "Who takes part. A company is known by its INN, else by its e-mail, else by its name.",
        "Кто участвует. Компанию узнаём по ИНН, если его нет — по эл. почте, иначе по названию.",
    ),
    "opportunities": G(
        "What companies offer and seek: recommendations are made from these rows.",
        "Что компании предлагают и ищут: по этим строкам подбираются рекомендации.",
    ),
    "availability": G(
        "When a company cannot meet, or can only meet. Leave the sheet empty if all are there "
        "all the time.",
        "Когда компания не может встречаться или может только в это время. Если все свободны "
        "всегда, оставьте лист пустым.",
    ),
    "sessions": G(
        "Events of the programme during which their participants hold no meetings.",
        "События программы, во время которых их участники не встречаются.",
    ),
    "requests": G(
        "Who wants to meet whom. Leave the sheet empty, and requests are proposed from the "
        "best recommendations.",
        "Кто с кем хочет встретиться. Если лист пуст, запросы предлагаются по лучшим "
        "рекомендациям.",
    ),
    "timetable": G(
        "The plan, a row for each meeting. To move a meeting by hand change its date, time, venue "
        "or table, and give the file back: it stays there when the mission is planned again.",
        "План: каждая встреча в своей строке. Чтобы переставить встречу вручную, измените её "
        "дату, время, площадку или стол и загрузите файл: при новом планировании она останется "
        "там.",
    ),
}

_TITLE_EN = G(
    "The same in English, for foreign partners.", "То же по-английски, для иностранных партнёров."
)
_LINES_EN = G(
    "The same in English, line by line in the same order.",
    "То же по-английски, строка за строкой в том же порядке.",
)
_LANGUAGE = G(
    "Language of the texts of this row, as a code or a name. Empty: the mission's.",
    "Язык текстов этой строки: код или название. Пусто — язык миссии.",
    "ru",
    "ru",
)
_CODES = G(
    "NACE Rev. 2 / OKVED2 codes, separated by semicolons. Keep the cells as text, or Excel turns "
    "01.10 into a date.",
    "Коды ОКВЭД2, через точку с запятой. Оставьте ячейки текстовыми, иначе Excel превратит 01.10 "
    "в дату.",
    "27.51; 24.45",
    "27.51; 24.45",
)
_COMPANY = G(
    "The company's INN, e-mail or name, as on the sheet Companies.",
    "ИНН, эл. почта или название компании, как на листе «Компании».",
    "Feal-Technology LLC",
    "ООО «Феал-Технология»",
)
_DATE = G("A day of the mission.", "День миссии.", "2026-12-10", "10.12.2026")

GUIDES: Mapping[tuple[str, str], Guide] = {
    ("mission", "title"): G(
        "What the mission is called.",
        "Как называется миссия.",
        "Trade mission of Kaluga region to Krasnoyarsk territory",
        "Торгово-экономическая миссия Калужской области в Красноярский край",
    ),
    ("mission", "title_en"): _TITLE_EN,
    ("mission", "summary"): G(
        "What the mission is for, in two or three sentences: strangers read it first.",
        "Зачем нужна миссия, в двух-трёх предложениях: это прочтут первым.",
        "Innovative businesses of two regions look for partners.",
        "Инновационные предприятия двух регионов ищут партнёров.",
    ),
    ("mission", "summary_en"): _TITLE_EN,
    ("mission", "address"): G(
        "Last part of the page's address: small Latin letters, digits, hyphens. "
        "Empty: made from the title.",
        "Последняя часть адреса страницы: строчные латинские буквы, цифры, дефисы. "
        "Пусто — составляется из названия.",
        "kaluga-krasnoyarsk-2026",
        "kaluga-krasnoyarsk-2026",
    ),
    ("mission", "home_region"): G(
        "The region the delegation comes from.",
        "Регион, из которого едет делегация.",
        "Kaluga region",
        "Калужская область",
    ),
    ("mission", "home_region_en"): G(
        "The same in English.", "То же по-английски.", "Kaluga region", "Kaluga region"
    ),
    ("mission", "host_region"): G(
        "The region that receives it.",
        "Регион, который принимает.",
        "Krasnoyarsk territory",
        "Красноярский край",
    ),
    ("mission", "host_region_en"): G(
        "The same in English.",
        "То же по-английски.",
        "Krasnoyarsk territory",
        "Krasnoyarsk territory",
    ),
    ("mission", "starts_on"): G(
        "The day the mission begins.", "День, когда миссия начинается.", "2026-12-10", "10.12.2026"
    ),
    ("mission", "ends_on"): G(
        "The day the mission ends.", "День, когда миссия кончается.", "2026-12-12", "12.12.2026"
    ),
    ("mission", "time_zone"): G(
        "The zone of the place visited, by its name in the tz database: all times in this file "
        "are in it.",
        "Часовой пояс места, где проходит миссия, по базе tz: в нём записаны все времена этого "
        "файла.",
        "Asia/Krasnoyarsk",
        "Asia/Krasnoyarsk",
    ),
    ("mission", "language"): G(
        "Language in which the texts of this file are written, as a code or a name.",
        "Язык, на котором написаны тексты этого файла: код или название.",
        "ru",
        "ru",
    ),
    ("mission", "is_public"): G(
        "Whether strangers see the mission's page and its catalogue. Empty: no.",
        "Видна ли страница миссии и каталог всем. Пусто — нет.",
        "yes",
        "да",
    ),
    ("mission", "same_side_meetings"): G(
        "Whether companies of the same side may meet too. Empty: no.",
        "Могут ли встречаться и компании одной стороны. Пусто — нет.",
        "no",
        "нет",
    ),
    ("mission", "requests_per_company"): G(
        "How many requests at most are proposed to a company where the sheet Requests is empty. "
        "Empty: 8.",
        "Сколько запросов самое большее предлагается компании, если лист «Запросы» пуст. "
        "Пусто — 8.",
        "8",
        "8",
    ),
    ("venues", "name"): G(
        "Short name by which other sheets call the venue.",
        "Короткое название, под которым площадка стоит на других листах.",
        "KRITBI incubator",
        "КРИТБИ",
    ),
    ("venues", "name_en"): _TITLE_EN,
    ("venues", "address"): G(
        "Where to come.", "Куда приходить.", "Krasnoyarsk, ul. Primernaya 1", "Красноярск, ул. …"
    ),
    ("venues", "tables"): G(
        "How many meetings can be held at the same time. Empty or 0: only events are held here.",
        "Сколько встреч может идти одновременно. Пусто или 0 — здесь только события.",
        "12",
        "12",
    ),
    ("travel", "origin"): G(
        "A venue of the sheet Venues.", "Площадка с листа «Площадки».", "KRITBI incubator", "КРИТБИ"
    ),
    ("travel", "destination"): G(
        "Another venue of the sheet Venues.",
        "Другая площадка с листа «Площадки».",
        "Zheleznogorsk",
        "Железногорск",
    ),
    ("travel", "minutes"): G("Minutes from door to door.", "Минут от двери до двери.", "60", "60"),
    ("grid", "date"): _DATE,
    ("grid", "starts"): G(
        "When the first meeting begins.", "Начало первой встречи.", "9:30", "9:30"
    ),
    ("grid", "ends"): G(
        "When the last meeting is over at the latest.",
        "Когда последняя встреча должна закончиться.",
        "13:00",
        "13:00",
    ),
    ("grid", "slot_minutes"): G(
        "How long one meeting takes.", "Сколько длится одна встреча.", "25", "25"
    ),
    ("grid", "pause_minutes"): G(
        "Pause after each meeting, to change tables. Empty: none.",
        "Пауза после каждой встречи, чтобы пересесть. Пусто — без паузы.",
        "5",
        "5",
    ),
    ("companies", "name"): G(
        "Full name with its legal form.",
        "Полное название с организационной формой.",
        "Feal-Technology LLC",
        "ООО «Феал-Технология»",
    ),
    ("companies", "name_en"): _TITLE_EN,
    ("companies", "side"): G(
        "Whether the company comes with the delegation or receives it.",
        "Едет ли компания в составе делегации или принимает.",
        "delegation",
        "делегация",
    ),
    ("companies", "inn"): G(
        "Taxpayer number: 10 digits, for an entrepreneur 12. A company from abroad has none.",
        "10 цифр, у предпринимателя 12. У иностранной компании оставьте пустым.",
        "7707083893",
        "7707083893",
    ),
    ("companies", "email"): G(
        "The company's common address, not a person's.",
        "Общий адрес компании, а не личный.",
        "info@company.example",
        "info@company.example",
    ),
    ("companies", "website"): G(
        "Address of the company's site.",
        "Адрес сайта компании.",
        "https://company.example",
        "https://company.example",
    ),
    ("companies", "city"): G(
        "Where the company is.", "Где находится компания.", "Kaluga", "Калуга"
    ),
    ("companies", "city_en"): G("The same in English.", "То же по-английски.", "Kaluga", "Kaluga"),
    ("companies", "contact"): G(
        "Whom to address, as a role. No personal names.",
        "К кому обращаться: должность, без имён и фамилий.",
        "head of sales",
        "руководитель отдела продаж",
    ),
    ("companies", "description"): G(
        "What the company does, in a few sentences.",
        "Чем занимается компания, в нескольких предложениях.",
        "Makes precision alloys and thin-layer heating elements in series.",
        "Серийно выпускает прецизионные сплавы и тонкослойные нагреватели.",
    ),
    ("companies", "description_en"): _TITLE_EN,
    ("companies", "language"): _LANGUAGE,
    ("companies", "spoken_languages"): G(
        "Languages in which the company can talk, separated by semicolons.",
        "Языки, на которых компания может говорить, через точку с запятой.",
        "ru; en",
        "ru; en",
    ),
    ("companies", "industry_codes"): _CODES,
    ("companies", "size"): G(
        "How many people the company employs. Empty: not said; that never counts against it.",
        "Сколько человек работает в компании. Пусто — не указано, это не мешает подбору.",
        "10 to 49",
        "от 10 до 49",
    ),
    ("companies", "is_fictional"): G(
        "Yes for an invented company of a sample. Empty: no.",
        "«Да» для выдуманной компании в примере. Пусто — нет.",
        "no",
        "нет",
    ),
    ("companies", "representatives_count"): G(
        "How many of its people can hold meetings at the same time. Empty: 1.",
        "Сколько её представителей могут вести встречи одновременно. Пусто — 1.",
        "1",
        "1",
    ),
    ("companies", "min_meetings"): G(
        "How many meetings it should have at least. Empty: 0.",
        "Сколько встреч ей нужно самое меньшее. Пусто — 0.",
        "3",
        "3",
    ),
    ("companies", "max_meetings"): G(
        "How many meetings it takes at most. Empty: as many as there is time for.",
        "Сколько встреч она проведёт самое большее. Пусто — сколько позволит время.",
        "12",
        "12",
    ),
    ("companies", "key"): G(
        "Names the company in addresses and calendars. Written by the program: do not change it.",
        "Имя компании в адресах и календарях. Пишется программой: не меняйте его.",
        "inn-7707083893",
        "inn-7707083893",
    ),
    ("opportunities", "company"): _COMPANY,
    ("opportunities", "kind"): G(
        "An offer or a request of business or technology, an R&D request, an offer of contract "
        "R&D, or a joint project.",
        "Предложение или запрос, деловой или технологический, запрос на НИОКР, предложение "
        "заказных НИОКР или совместный проект.",
        "technology offer",
        "технологическое предложение",
    ),
    ("opportunities", "title"): G(
        "One line that says it all. A company's titles must differ.",
        "Одна строка, из которой всё ясно. У одной компании названия не повторяются.",
        "Heating of stadium stands with thin-layer elements",
        "Обогрев трибун стадионов тонкослойными нагревателями",
    ),
    ("opportunities", "title_en"): _TITLE_EN,
    ("opportunities", "description"): G(
        "What it is, what is new in it, whom it suits.",
        "Что это, что в этом нового, кому подойдёт.",
        "Elements 0.3 mm thick keep seats warm at −30 °C.",
        "Нагреватели толщиной 0,3 мм держат сиденья тёплыми при −30 °C.",
    ),
    ("opportunities", "description_en"): _TITLE_EN,
    ("opportunities", "exists"): G(
        "For a joint project: what you already have, each thing on a line of its own or after a "
        "semicolon. Teams are proposed from it.",
        "Для совместного проекта: что у вас уже есть — каждое с новой строки или через точку с "
        "запятой. По этому подбираются команды.",
        "a heating system for stands; serial production",
        "система обогрева трибун; серийное производство",
    ),
    ("opportunities", "exists_en"): _LINES_EN,
    ("opportunities", "missing"): G(
        "For a joint project: what you need from others, one need a line or after a semicolon. "
        "Say each so that a stranger understands it by itself. Teams are proposed from it.",
        "Для совместного проекта: что нужно от других — каждая потребность с новой строки или "
        "через точку с запятой. Пишите так, чтобы строка была понятна сама по себе. По этому "
        "подбираются команды.",
        "a stadium whose stands need heating in winter; a maker of prefabricated stands",
        "стадион с трибунами, которые нужно греть зимой; изготовитель сборных трибун",
    ),
    ("opportunities", "missing_en"): _LINES_EN,
    ("opportunities", "language"): _LANGUAGE,
    ("opportunities", "stage"): G(
        "Technology readiness, from 1 (an idea) to 9 (in series).",
        "Уровень готовности технологии: от 1 (идея) до 9 (серия).",
        "8",
        "8",
    ),
    ("opportunities", "partner_sought"): G(
        "What the partner should be or do.",
        "Кем должен быть партнёр и что делать.",
        "owners and builders of sports facilities",
        "владельцы и строители спортивных сооружений",
    ),
    ("opportunities", "partnership"): G(
        "What kind of agreement is wanted.",
        "Какой договор нужен.",
        "supply agreement",
        "договор поставки",
    ),
    ("opportunities", "industry_codes"): _CODES,
    ("availability", "company"): _COMPANY,
    ("availability", "date"): _DATE,
    ("availability", "starts"): G(
        "Empty: from the beginning of the day.", "Пусто — с начала дня.", "9:00", "9:00"
    ),
    ("availability", "ends"): G(
        "Empty: to the end of the day.", "Пусто — до конца дня.", "13:00", "13:00"
    ),
    ("availability", "is_available"): G(
        "No: cannot meet then. Yes: on this day can meet only then.",
        "Нет — в это время не может. Да — в этот день может только в это время.",
        "no",
        "нет",
    ),
    ("sessions", "title"): G(
        "What the event is called.",
        "Как называется событие.",
        "Presentation of projects",
        "Презентация проектов",
    ),
    ("sessions", "title_en"): _TITLE_EN,
    ("sessions", "kind"): G(
        "Opening, pitches, visit, meal or transfer.",
        "Открытие, презентации, визит, питание или переезд.",
        "pitches",
        "презентации",
    ),
    ("sessions", "date"): _DATE,
    ("sessions", "starts"): G("When it begins.", "Когда начинается.", "10:00", "10:00"),
    ("sessions", "ends"): G("When it is over.", "Когда кончается.", "12:00", "12:00"),
    ("sessions", "venue"): G(
        "A venue of the sheet Venues. Empty: no matter where.",
        "Площадка с листа «Площадки». Пусто — место не важно.",
        "KRITBI incubator",
        "КРИТБИ",
    ),
    ("sessions", "capacity"): G(
        "How many companies there is room for. Empty: for all.",
        "Сколько компаний поместится. Пусто — сколько угодно.",
        "20",
        "20",
    ),
    ("sessions", "participants"): G(
        "All, delegation, host, or companies by INN, e-mail or name, separated by semicolons. "
        "Empty: nobody is bound.",
        "Все, делегация, принимающая, либо компании по ИНН, эл. почте или названию через точку с "
        "запятой. Пусто — никто не занят.",
        "all",
        "все",
    ),
    ("requests", "sender"): G(
        "Who asks for the meeting: INN, e-mail or name.",
        "Кто просит о встрече: ИНН, эл. почта или название.",
        "Feal-Technology LLC",
        "ООО «Феал-Технология»",
    ),
    ("requests", "recipient"): G(
        "Who is asked: INN, e-mail or name.",
        "Кого просят: ИНН, эл. почта или название.",
        "KRITBI",
        "КРИТБИ",
    ),
    ("requests", "priority"): G(
        "How much it matters. Must meet: placed before all others. Empty: normal.",
        "Насколько это важно. «Обязательно» — ставится прежде всех. Пусто — обычный.",
        "high",
        "высокий",
    ),
    ("requests", "status"): G(
        "Whether the one asked has agreed: only accepted requests are placed. Empty: accepted.",
        "Согласна ли вторая сторона: в план идут только принятые. Пусто — принят.",
        "accepted",
        "принят",
    ),
    ("requests", "cooperation"): G(
        "What the sender wants to do together.",
        "Что отправитель хочет делать вместе.",
        "to equip a stadium with heated seats",
        "оснастить стадион обогреваемыми местами",
    ),
    ("requests", "unclear"): G(
        "What the sender wants to find out.",
        "Что отправитель хочет узнать.",
        "power available at the stands",
        "какая мощность подведена к трибунам",
    ),
    ("requests", "about_us"): G(
        "A line about the sender.",
        "Строка об отправителе.",
        "independent maker, series of 5,000 a year",
        "независимый производитель, серия 5 000 в год",
    ),
    ("requests", "length"): G(
        "How many slots the meeting takes. Empty: 1.",
        "Сколько слотов занимает встреча. Пусто — 1.",
        "1",
        "1",
    ),
    ("requests", "on_date"): G(
        "If the meeting is possible on one day only.",
        "Если встреча возможна только в один день.",
        "2026-12-11",
        "11.12.2026",
    ),
    ("requests", "at_time"): G(
        "If the meeting can begin at one time only: the start of a slot.",
        "Если встреча может начаться только в одно время: начало слота.",
        "10:00",
        "10:00",
    ),
    ("requests", "day_half"): G(
        "If it is possible only before noon or only after it.",
        "Если она возможна только до полудня или только после.",
        "morning",
        "утро",
    ),
    ("timetable", "date"): _DATE,
    ("timetable", "starts"): G("The start of a slot.", "Начало слота.", "10:00", "10:00"),
    ("timetable", "ends"): G(
        "Follows from the start: no need to change it.",
        "Следует из начала: менять не нужно.",
        "10:25",
        "10:25",
    ),
    ("timetable", "venue"): G(
        "A venue of the sheet Venues.", "Площадка с листа «Площадки».", "KRITBI incubator", "КРИТБИ"
    ),
    ("timetable", "table"): G("The table's number.", "Номер стола.", "4", "4"),
    ("timetable", "home"): G("Who meets.", "Кто встречается.", "Feal-Technology LLC", "…"),
    ("timetable", "host"): G("With whom.", "С кем.", "KRITBI", "КРИТБИ"),
    ("timetable", "pinned"): G(
        "Yes: the meeting stays here when the mission is planned again, though not moved by hand.",
        "Да — при новом планировании встреча останется здесь, хотя её и не переставляли.",
        "yes",
        "да",
    ),
    ("timetable", "meeting"): G(
        "Names the meeting. Written by the program: do not change it.",
        "Имя встречи. Пишется программой: не меняйте его.",
    ),
    ("timetable", "planned"): G(
        "Where the plan put the meeting. Written by the program: do not change it.",
        "Куда встречу поставил план. Пишется программой: не меняйте его.",
    ),
}

STEPS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Fill in the sheets from left to right. Columns marked with * are needed.",
        "Point at a header to read what to write there. Lists drop down from the cells.",
        "Columns may be moved, and ones that you do not need deleted.",
        "Read the file in: first you see what is new, what changes, which cells need mending.",
        "Nothing is saved until you agree. Read a corrected file in as often as you like.",
        "Rows missing from a later file stay as they were.",
    ),
    "ru": (
        "Заполните листы слева направо. Столбцы со знаком * обязательны.",
        "Наведите курсор на заголовок, чтобы прочесть, что писать. В ячейках раскрываются списки.",
        "Столбцы можно переставлять, а ненужные удалять.",
        "Загрузите файл: сначала вы увидите, что нового, что изменится и какие ячейки поправить.",
        "Без вашего согласия ничего не сохраняется. Исправленный файл можно загружать снова.",
        "Строки, которых нет в новом файле, останутся как были.",
    ),
}
