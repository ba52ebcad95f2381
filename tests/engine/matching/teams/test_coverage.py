from __future__ import annotations

import numpy as np
import pytest

from tests.engine.matching.cast import LetterEncoder
from tests.engine.matching.teams.cast import BAKERY, CAST, CELLS, CLINIC, ISOTOPE, LEASING, offer
from vstrecha.engine.matching.encoders import Encoder, NoEncoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.teams import coverage
from vstrecha.engine.matching.teams.coverage import Capabilities, seeks_user, sentences, similarity
from vstrecha.engine.matching.teams.types import Capability, Company, Need, Source

NEEDS = (ISOTOPE, CELLS, CLINIC, LEASING)


def capabilities(*companies: Company, encoder: Encoder | None = None) -> Capabilities:
    return Capabilities(companies or CAST, Resources(encoder or NoEncoder()))


def test_it_works() -> None:
    found = capabilities()
    covered = found.covering(NEEDS)
    # Of each need, the companies that cover it.
    assert [[CAST[place].id for place in np.flatnonzero(row)] for row in covered.strength] == [
        ["isotopes"],
        ["gloves"],
        ["hospital"],
        [],
    ]
    assert found.all[covered.by[0, 1]].id == "yb"
    assert 0.6 <= covered.strength[0, 1] <= 1


def test_who_seeks_a_thing_is_its_user_and_no_source_of_it() -> None:
    seeker = Company("seeker", "host", (offer("w", "Горячие камеры", Source.REQUEST),))
    maker = Company("maker", "host", (offer("o", "Горячие камеры"),))
    thing, user = Need("t", ("горячие камеры",)), Need("u", ("заказчик на горячие камеры",))
    assert not seeks_user(thing)
    assert seeks_user(user)
    # The bakeries make the words of trade rarer than those of bread.
    others = [Company(f"b{n}", "host", BAKERY.capabilities) for n in range(3)]
    covered = capabilities(seeker, maker, *others).covering([thing, user])
    assert covered.strength[0, 0] == covered.strength[1, 1] == 0
    assert covered.strength[0, 1] > 0.6


def test_a_short_text_covers_only_what_its_context_does_too() -> None:
    def company(key: str, context: str) -> Company:
        line = "испытательный стенд"
        return Company(key, "host", (Capability(key, Source.EXISTS, (line,), (line,), (context,)),))

    long_context = "Учёт хлеба, булок, сухарей, баранок, печенья и сушек в магазинах города"
    need = Need("bench", ("испытательный стенд",))
    near, far = company("near", "Стенды"), company("far", long_context)
    others = [Company(f"b{n}", "host", BAKERY.capabilities) for n in range(3)]
    strength = capabilities(near, far, *others).covering([need]).strength[0]
    assert strength[0] > strength[1]


def test_many_needs_are_compared_in_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = capabilities(encoder=LetterEncoder()).covering(NEEDS)
    monkeypatch.setattr(coverage, "_RUN", 3)
    runs = capabilities(encoder=LetterEncoder()).covering(NEEDS)
    assert np.array_equal(whole.strength, runs.strength)
    assert np.array_equal(whole.by, runs.by)


def test_companies_without_capabilities_cover_nothing() -> None:
    nobody = Company("nobody", "host")
    covered = capabilities(nobody, *CAST, nobody).covering(NEEDS)
    assert not covered.strength[:, [0, -1]].any()
    assert np.array_equal(covered.strength[:, 1:-1], capabilities().covering(NEEDS).strength)
    assert not capabilities(nobody).covering(NEEDS).strength.any()
    assert capabilities().covering([]).strength.shape == (0, len(CAST))


@pytest.mark.parametrize("encoder", [NoEncoder(), LetterEncoder()])
def test_the_nearest_sentence_stands_in_the_text(encoder: Encoder) -> None:
    found = capabilities(encoder=encoder)
    (company,) = (one for one in CAST if one.id == "isotopes")
    (capability,) = company.capabilities
    assert found.phrases(ISOTOPE, capability) == ("Обогащённый иттербий",)
    assert found.phrases(Need("p", ("паспорт",)), capability) == ("Паспорт прилагаем.",)
    # A need that shares no word still gets a sentence of the text.
    (phrase,) = found.phrases(Need("x", ("zzz",)), capability)
    assert phrase in capability.texts[0]


def test_sentences_keep_abbreviations_and_numbers_whole() -> None:
    text = "Цена до 35 руб. за кг, 1.5 МВт. Срок — год!\nВторая строка"
    assert list(sentences(text)) == [
        "Цена до 35 руб. за кг, 1.5 МВт.",
        "Срок — год!",
        "Вторая строка",
    ]


def test_similarity_is_the_weaker_direction() -> None:
    texts = [
        ("Медь из отвальной воды",),
        ("Медь из воды отвала и ещё многое другое рядом",),
        ("Хлеб",),
    ]
    near = similarity(texts, Resources(NoEncoder()))
    assert np.array_equal(near, near.T)
    assert near[0, 1] > near[0, 2]
    assert similarity([], Resources(NoEncoder())).shape == (0, 0)


def test_a_need_must_say_something() -> None:
    with pytest.raises(ValueError, match="no text"):
        Need("empty", (" ",))
    with pytest.raises(ValueError, match="must be positive"):
        Need("weightless", ("камеры",), weight=0)
