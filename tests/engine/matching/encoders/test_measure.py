from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from vstrecha.engine.matching.encoders import Float, JoinedEncoder, NoEncoder, Role, encoder_named
from vstrecha.engine.matching.encoders import measure as module
from vstrecha.engine.matching.encoders.measure import measure, packaged_pairs


class PlaceEncoder:
    """The text's number, on a circle: neighbours are near, and each is nearest to itself."""

    name = "places"
    revision = "1"
    dimension = 2
    blocks = (2,)
    languages = ("ru", "en")

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        angles = np.array([float(text.split()[-1]) for text in texts]) / 20
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


class BlindEncoder(PlaceEncoder):
    """One vector for every text."""

    name = "blind"

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        return super().encode(["1"] * len(texts), role)


def numbered(count: int) -> list[tuple[str, str]]:
    return [(f"русский {number}", f"english {number}") for number in range(count)]


def test_who_finds_each_pair_has_all_of_them() -> None:
    found = measure(PlaceEncoder(), numbered(40))
    assert (found.pairs, found.recall) == (40, 1.0)
    assert found.texts_per_second > 0


def test_who_mistakes_neighbours_is_told_how_many() -> None:
    pairs = numbered(40)
    # Two English titles change places: two of forty are then found wrong.
    pairs[3], pairs[4] = (pairs[3][0], pairs[4][1]), (pairs[4][0], pairs[3][1])
    assert measure(PlaceEncoder(), pairs).recall == pytest.approx(38 / 40)


def test_a_tie_is_missed() -> None:
    assert measure(PlaceEncoder(), [("а 1", "a 1"), ("б 1", "b 1"), ("в 9", "c 9")]).recall <= 1 / 3


def test_who_reads_all_texts_alike_adds_nothing_to_another() -> None:
    pairs = numbered(40)
    pairs[3], pairs[4] = (pairs[3][0], pairs[4][1]), (pairs[4][0], pairs[3][1])
    assert measure(BlindEncoder(), pairs).recall == 0
    joined = JoinedEncoder([BlindEncoder(), PlaceEncoder()])
    assert measure(joined, pairs).recall == pytest.approx(38 / 40)


def test_words_alone_are_measured_without_vectors() -> None:
    found = measure(NoEncoder())
    assert (found.pairs, found.recall, found.texts_per_second) == (200, 0.0, 0.0)
    assert 0.6 < found.recall_of_words < 0.9


def test_a_slow_encoder_reads_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    assert measure(PlaceEncoder(), numbered(200)).pairs == 60


def test_the_packaged_encoder_is_better_than_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 1e9)
    found = measure(encoder_named("use-m3"))
    assert found.pairs == 200
    assert found.recall > 0.8 > found.recall_of_words


def test_the_pairs_are_of_two_languages_and_each_once() -> None:
    russian, english = zip(*packaged_pairs(), strict=True)
    assert len(set(russian)) == len(set(english)) == 200
    assert all(any("а" <= letter <= "я" for letter in text.lower()) for text in russian)
    assert all(text.isascii() or "’" in text for text in english)
