from __future__ import annotations

from itertools import product

import pytest

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.types import Kind, Size

K = Kind


def test_complements_hold_in_both_directions() -> None:
    table = facts.complements(list(K), list(K))
    assert (table == table.T).all()
    assert table.min() == 0
    assert table.max() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (K.BUSINESS_OFFER, K.BUSINESS_REQUEST),
        (K.TECHNOLOGY_OFFER, K.TECHNOLOGY_REQUEST),
        (K.CONTRACT_RD_OFFER, K.RD_REQUEST),
    ],
)
def test_the_same_family_completes_best(one: Kind, other: Kind) -> None:
    assert facts.complement(one, other) == 1
    assert all(facts.complement(one, kind) < 1 for kind in K if kind is not other)


def test_two_offers_or_two_requests_do_not_complete() -> None:
    for kinds in (facts.OFFERS, facts.REQUESTS):
        assert all(facts.complement(a, b) == 0 for a, b in product(kinds, kinds))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("25.50", "25.50", 1.0),
        ("25.50.1", "25.50.2", 1.0),
        ("C25.50", "25.50", 1.0),
        ("25.50", "25.5", 0.7),
        ("25.61", "25.62", 0.7),
        ("25", "25.62", 0.45),
        ("25.11", "25.62", 0.45),
        ("10.11", "25.62", 0.15),
        ("10.11", "62.01", 0.0),
        ("", "62.01", 0.0),
        ("IT", "62.01", 0.0),
    ],
)
def test_code_proximity(one: str, other: str, expected: float) -> None:
    assert facts.code_proximity([[one]], [[other]])[0, 0] == pytest.approx(expected)
    assert facts.code_proximity([[other]], [[one]])[0, 0] == pytest.approx(expected)
    assert (facts.nearest_codes([one], [other]) is None) == (expected == 0)


def test_the_nearest_codes_count() -> None:
    mine, theirs = ["10.11", "25.61"], ["62.01", "25.62", "25.61"]
    assert facts.code_proximity([mine], [theirs])[0, 0] == 1
    assert facts.nearest_codes(mine, theirs) == ("25.61", "25.61")
    assert not facts.code_proximity([[]], [theirs]).any()


def test_sections() -> None:
    assert [facts.section(code) for code in ("01.11", "25", "62.01", "99", "00", "abc", "1")] == [
        "A",
        "C",
        "J",
        "U",
        "",
        "",
        "",
    ]
    assert facts.is_code("62.01")
    assert not facts.is_code("Moscow")


def test_stages() -> None:
    table = facts.stage_fit([9, 5, None], [9, 7, None])
    assert table.tolist() == [[1.0, 0.5, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.0]]


def test_a_rare_class_says_more_when_shared() -> None:
    companies = [["62.01"]] * 9 + [["25.50"]] * 2 + [["01.11"]] * 9
    shared_by = facts.shares([facts.branches(codes) for codes in companies])
    rare = facts.code_proximity([["25.50"]], [["25.50"]], shared_by)[0, 0]
    usual = facts.code_proximity([["62.01"]], [["62.01"]], shared_by)[0, 0]
    assert rare == 1
    assert 0 < usual < rare
    # Who shares both is told of the rare one.
    assert facts.nearest_codes(["62.01", "25.50"], ["25.50", "62.01"], shared_by) == (
        "25.50",
        "25.50",
    )


def test_two_companies_alone_share_what_is_rare() -> None:
    assert facts.shares([{"maker"}, {"maker"}]) == {"maker": 0}
    assert facts.shares([]) == {}


def test_a_rare_role_says_more_when_shared() -> None:
    shared_by = facts.shares([{"maker"}] * 10 + [{"carrier"}] * 2)
    rarity = facts.shared_rarity(
        [{"maker"}, {"carrier", "maker"}, set()], [{"maker", "carrier"}], shared_by
    )
    assert 0 < rarity[0, 0] < rarity[1, 0] == 1
    assert rarity[2, 0] == 0


def test_sizes_of_the_same_band_fit() -> None:
    bands = list(Size)
    fit = facts.size_fit([*bands, None], [*bands, None])
    assert fit[0].tolist() == pytest.approx([1, 2 / 3, 1 / 3, 0, 0])
    assert (fit == fit.T).all()
    assert not fit[-1].any()


def test_sets_share_what_both_have() -> None:
    assert facts.shared([{"a", "b"}, set()], [{"b"}, {"c"}]).tolist() == [[1, 0], [0, 0]]
    assert facts.shared([], [{"a"}]).shape == (0, 1)
