from __future__ import annotations

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import company, small_mission
from tests.engine.matching.cast import LetterEncoder
from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.types import Kind, Size
from vstrecha.engine.matching.vectors import text_hash
from vstrecha.matches.bridge import engine_company
from vstrecha.matches.bridge.vectors import DatabaseCache
from vstrecha.matches.models import EncodedText

pytestmark = pytest.mark.django_db


def test_vectors_survive_the_database() -> None:
    encoder = LetterEncoder()
    fresh = encode_cached(["насос", "pump"], "query", Resources(encoder, DatabaseCache()))
    kept = encode_cached(["pump", "насос"], "query", Resources(encoder, DatabaseCache()))
    assert np.array_equal(fresh, kept[::-1])
    assert len(encoder.seen) == 2
    assert EncodedText.objects.count() == 2


def test_revisions_and_roles_do_not_mix() -> None:
    cache, encoder = DatabaseCache(), LetterEncoder()
    encode_cached(["pump"], "query", Resources(encoder, cache))
    hashes = [text_hash("pump")]
    assert set(cache.get_many(encoder, "query", hashes)) == set(hashes)
    assert not cache.get_many(encoder, "passage", hashes)
    encoder.revision = "2"
    assert not cache.get_many(encoder, "query", hashes)


def test_a_vector_kept_by_another_process_stays() -> None:
    cache, encoder = DatabaseCache(), LetterEncoder()
    ones = np.ones(4, dtype=np.float32)
    cache.put_many(encoder, "query", {"x": ones})
    cache.put_many(encoder, "query", {"x": 2 * ones, "y": ones})
    assert cache.get_many(encoder, "query", ["x"])["x"].tolist() == [1, 1, 1, 1]
    assert EncodedText.objects.count() == 2


def test_queries_do_not_grow_with_texts(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    encoder, cache = LetterEncoder(), DatabaseCache()
    texts = [f"text {number}" for number in range(60)]
    encode_cached(texts, "query", Resources(encoder, cache))
    for count in (1, 60):
        with django_assert_num_queries(1):
            encode_cached(texts[:count], "query", Resources(encoder, cache))


def test_a_company_as_the_engine_sees_it() -> None:
    obninsk = company(small_mission(), "obninsk")
    obninsk.description = "Силовая электроника"
    obninsk.industry_codes = ["27.11"]
    opportunity = Opportunity.objects.create(
        company=obninsk,
        kind=Opportunity.Kind.TECHNOLOGY_OFFER,
        title="Управление экскаваторами",
        title_en="Excavator control",
        description="На транзисторах",
        stage=9,
        partner_sought="Горняки",
        industry_codes=["27.12"],
    )
    seen = engine_company(obninsk)
    profile, offer = seen.items
    assert (seen.id, seen.side, seen.codes) == (
        str(obninsk.pk),
        str(obninsk.side_id),
        ("27.11",),
    )
    assert profile.kind is Kind.PROFILE
    assert profile.texts == ("«ОбнинскЭнергоТех»\nСиловая электроника", "ObninskEnergoTech")
    assert offer.id == str(opportunity.pk)
    assert offer.kind is Kind.TECHNOLOGY_OFFER
    assert offer.texts == ("Управление экскаваторами\nНа транзисторах", "Excavator control")
    assert offer.headings == ("Управление экскаваторами", "Excavator control")
    assert (offer.stage, offer.partner_sought, offer.codes) == (9, "Горняки", ("27.12",))


def test_what_else_is_known_of_a_company() -> None:
    obninsk = company(small_mission(), "obninsk")
    obninsk.city, obninsk.city_en = "Обнинск", " "
    obninsk.spoken_languages, obninsk.size = ["ru", "en"], "small"
    Opportunity.objects.create(
        company=obninsk, kind="business_offer", title="Приводы", partnership="поставка"
    )
    seen = engine_company(obninsk)
    assert seen.places[:2] == ("Обнинск", obninsk.side.region)
    assert all(place.strip() for place in seen.places)
    assert (seen.languages, seen.size) == (("ru", "en"), Size.SMALL)
    assert seen.items[1].partnership == "поставка"
    obninsk.size = ""
    assert engine_company(obninsk).size is None


def test_every_size_is_known_to_the_engine() -> None:
    assert set(Company.Size.values) == set(Size)


def test_every_kind_is_known_to_the_engine() -> None:
    assert set(Opportunity.Kind.values) == set(Kind) - {Kind.PROFILE, Kind.UNKNOWN}
