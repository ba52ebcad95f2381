"""What an answer to a recommendation tells, and how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.types import PartName
from vstrecha.engine.matching.weights import weighed

__all__ = ["Answer", "Because", "Evidence", "Verdict", "evidence_of"]

Array = NDArray[np.float64]


class Verdict(StrEnum):
    """What became of a recommendation, from the best to the worst for the one who answers."""

    OUTCOME = "outcome"
    USEFUL = "useful"
    ACCEPTED = "accepted"
    MUST_MEET = "must_meet"
    DECLINED = "declined"
    USELESS = "useless"
    NO_THANKS = "no_thanks"
    NOT_RELEVANT = "not_relevant"


class Because(StrEnum):
    """Why a recommendation is not relevant; unsaid, where nobody was asked."""

    UNSAID = ""
    INDUSTRY = "industry"
    SUBJECT = "subject"
    NEED = "need"
    STAGE = "stage"
    PLACE = "place"
    KNOWN = "known"
    BUSY = "busy"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """One company's answer to another company shown to it.

    `strengths` are those of the reader's own gain (`Side.strengths`), each in 0..1. `rank` is
    where the other stood in the reader's list (1: first), 0 where unknown. Raises ValueError
    where a strength or the rank is out of range.
    """

    reader: str
    strengths: Mapping[PartName, float]
    verdict: Verdict
    because: Because = Because.UNSAID
    rank: int = 0

    def __post_init__(self) -> None:
        for name, strength in self.strengths.items():
            # A value that is not a number is in no range.
            if not 0 <= strength <= 1:
                raise ValueError(f"strength {name} of an answer is in 0..1, not {strength}")
        if self.rank < 0:
            raise ValueError(f"the rank of an answer is 1 or more, or 0, not {self.rank}")


# Whether it was worth it, and how many plain answers it is worth as evidence. A signed agreement
# says more than a click made before anybody met; one declines for many reasons besides the fit.
_WORTH: Mapping[Verdict, tuple[float, float]] = {
    Verdict.OUTCOME: (1.0, 2.0),
    Verdict.USEFUL: (1.0, 1.5),
    Verdict.ACCEPTED: (1.0, 1.0),
    Verdict.MUST_MEET: (1.0, 0.8),
    Verdict.DECLINED: (0.0, 0.5),
    Verdict.USELESS: (0.0, 1.5),
    Verdict.NO_THANKS: (0.0, 0.7),
    Verdict.NOT_RELEVANT: (0.0, 1.0),
}
# The parts of the score that a reason speaks of.
_SPOKEN_OF: Mapping[Because, frozenset[PartName]] = {
    Because.INDUSTRY: frozenset({PartName.CODES}),
    Because.SUBJECT: frozenset({PartName.MEANING}),
    Because.NEED: frozenset({PartName.KINDS, PartName.SOUGHT, PartName.ROLE}),
    Because.STAGE: frozenset({PartName.STAGE}),
    Because.PLACE: frozenset({PartName.PLACE}),
}
# They say nothing about how well the two fit.
_SAYS_NOTHING = frozenset({Because.KNOWN, Because.BUSY})
# A "no, because of this part" speaks twice as loud of that part. The other parts count as in any
# answer: left out, they would be judged by the other answers alone, which are a biased choice.
_NAMED = 2.0
# An answer from far down the list stands for more that nobody looked at; no more than for this.
_MOST_FOR_RANK = 3.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Answers as numbers, one row each.

    `strengths` and `touches` (how loud the answer speaks of each part) are [answers, parts];
    `labels` is 1 for a yes and 0 for a no, `weights` what each is worth; `readers` numbers those
    who answered from 0.
    """

    strengths: Array
    touches: Array
    labels: Array
    weights: Array
    readers: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.labels)


def evidence_of(
    answers: Sequence[Answer], parts: Sequence[PartName], *, most: float, by_rank: float = 0.0
) -> Evidence:
    """The answers that say something about the fit.

    What is not answered is no evidence: nobody knows whether it was seen. The answers of one
    reader weigh at most `most` together. With `by_rank`, an answer at rank r weighs r to that
    power (at most 3) times as much: inverse propensity under the position-based model of
    Joachims, Swaminathan and Schnabel (2017). The model is of an answer *given* the strengths
    shown, so that a list's order does not bias it where the model is right: 0 is the default.
    """
    telling = [answer for answer in answers if answer.because not in _SAYS_NOTHING]
    numbers: dict[str, int] = {}
    readers = np.array(
        [numbers.setdefault(answer.reader, len(numbers)) for answer in telling], dtype=np.intp
    )
    weights = np.array(
        [
            _WORTH[answer.verdict][1] * min(max(answer.rank, 1) ** by_rank, _MOST_FOR_RANK)
            for answer in telling
        ],
        dtype=np.float64,
    )
    whole = np.bincount(readers, weights, minlength=len(numbers))
    weights *= np.where(whole > most, most / whole, 1)[readers]
    shape = (len(telling), len(parts))
    pairs = [weighed(answer.strengths) for answer in telling]
    return Evidence(
        strengths=np.array(
            [[pair[part] for part in parts] for pair in pairs],
            dtype=np.float64,
        ).reshape(shape),
        touches=np.array(
            [_touches(answer.because, parts) for answer in telling], dtype=np.float64
        ).reshape(shape),
        labels=np.array([_WORTH[answer.verdict][0] for answer in telling], dtype=np.float64),
        weights=weights,
        readers=readers,
    )


def _touches(because: Because, parts: Sequence[PartName]) -> list[float]:
    named = _SPOKEN_OF.get(because, frozenset[PartName]())
    return [_NAMED if part in named else 1.0 for part in parts]
