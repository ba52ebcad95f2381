"""Why a company gets fewer suggestions than wanted."""

from __future__ import annotations

import numpy as np

from vstrecha.engine.matching.selection.types import Ints, Shortage
from vstrecha.engine.message import N_, Message, N_n

__all__ = ["shortages"]

_NOBODY = N_("There is nobody whom it may meet: the rules and vetoes leave no company.")
_FEW = N_n(
    "Only {number} company is left that it may meet.",
    "Only {number} companies are left that it may meet.",
)
_TAKEN = N_("The others that fit it are suggested as often as the cap allows.")


def shortages(*, per_company: int, degree: Ints, got: Ints) -> tuple[Shortage, ...]:
    """The companies whose list is shorter than `per_company`, each with the reason.

    `degree` is the number of companies that each may meet, `got` the length of its list.
    """
    return tuple(
        Shortage(company=int(company), got=int(got[company]), why=_why(degree, got, company))
        for company in np.flatnonzero(got < per_company)
    )


def _why(degree: Ints, got: Ints, company: np.intp) -> Message:
    if not degree[company]:
        return Message(_NOBODY)
    if got[company] == degree[company]:
        return Message(_FEW[0], {"number": int(degree[company])}, plural=_FEW[1], number="number")
    return Message(_TAKEN)
