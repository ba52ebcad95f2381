"""The named cast of teams: a reactor drug that needs an isotope, hot cells and a clinic.

Words alone are enough to tell them apart, so no encoder is needed.
"""

from __future__ import annotations

from vstrecha.engine.matching.teams.types import Capability, Company, Need, Project, Source


def offer(key: str, text: str, source: Source = Source.OFFER) -> Capability:
    return Capability(key, source, (text,), (text.split("\n", maxsplit=1)[0],))


def request(key: str, text: str) -> Need:
    return Need(key, (text,), titles=(text.split("\n", maxsplit=1)[0],))


ISOTOPE = Need("ytterbium", ("обогащённый иттербий",))
CELLS = Need("cells", ("горячие камеры для фасовки",))
CLINIC = Need("clinic", ("заказчик на терапию лютецием",))
LEASING = Need("leasing", ("лизинговая рассрочка на пять лет",))

DRUG = Company(
    "drug",
    "home",
    (
        offer("development", "Разработка радиофармпрепарата под ключ"),
        offer("synthesis", "технология синтеза лютеция", Source.EXISTS),
    ),
    (request("yb", "Обогащённый иттербий и другие изотопы"),),
)
ISOTOPES = Company(
    "isotopes",
    "host",
    (offer("yb", "Обогащённый иттербий\nПоставим партии от грамма. Паспорт прилагаем."),),
    (request("targets", "Синтез лютеция: технология и переработка мишеней"),),
)
GLOVES = Company("gloves", "host", (offer("cells", "Горячие камеры для фасовки препаратов"),))
HOSPITAL = Company(
    "hospital",
    "host",
    (offer("wanted", "Терапия лютецием без очереди", Source.REQUEST),),
    (request("wanted", "Терапия лютецием без очереди"),),
)
BAKERY = Company("bakery", "host", (offer("bread", "Хлеб и булки"),))
CAST = (DRUG, ISOTOPES, GLOVES, HOSPITAL, BAKERY)

PROJECT = Project("project", "drug", ("Лютеций для Сибири",), (ISOTOPE, CELLS, CLINIC, LEASING))
