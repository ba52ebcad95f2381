from __future__ import annotations

import numpy as np
import pytest

from tests.engine.matching.cast import LetterEncoder
from vstrecha.engine.matching.encoders import Encoder, NoEncoder
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.texts.nearness import Nearness
from vstrecha.engine.matching.texts.vocabulary import Vocabulary


def nearness(one: str, other: str, encoder: Encoder) -> float:
    left, right = Vocabulary([one]), Vocabulary([other])
    return float(Nearness(left, right, Resources(encoder)).rows(np.array([0]))[0, 0])


def test_the_same_stem_is_as_near_as_can_be() -> None:
    assert nearness("насосы", "насос", NoEncoder()) == 1


def test_a_translation_is_as_near_as_the_lexicon_trusts_it() -> None:
    resources = Resources(NoEncoder())
    (stem,) = Vocabulary(["хлеб"]).stems
    trust = dict(resources.lexicon.translations(stem))["bread"]
    assert nearness("хлеб", "bread", NoEncoder()) == pytest.approx(trust)


def test_strangers_have_nothing_in_common() -> None:
    assert nearness("насос", "wine", NoEncoder()) == 0


def test_a_slip_of_the_pen_is_near() -> None:
    assert 0.5 < nearness("ферохромовый", "феррохромовый", NoEncoder()) < 1


def test_nearness_stays_a_share_with_an_encoder() -> None:
    left, right = Vocabulary(["pump crane насос"]), Vocabulary(["pumping cranes кран"])
    found = Nearness(left, right, Resources(LetterEncoder())).rows(np.arange(len(left)))
    assert found.min() >= 0
    assert found.max() <= 1
