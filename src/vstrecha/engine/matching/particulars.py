"""What is known of two items and their companies beside what they write of their business.

Each is small against meaning and kinds; what one of the two does not say counts for nothing, and
never against them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.recognition import RELATED_AGREEMENTS
from vstrecha.engine.matching.sides import Side
from vstrecha.engine.matching.types import PartName

Items = tuple[Side, slice]  # a run of a side's items

# Agreements that lead to each other, in the place of the same one.
RELATED_WORTH = np.float32(0.5)


def particulars(
    mine: Items, theirs: Items, shared_by: Mapping[str, float]
) -> dict[PartName, Float]:
    """How well two runs of items fit in each particular, [items of mine, items of theirs], in
    0..1. `shared_by` says which share of the companies has each role (see `facts.shares`)."""
    return {
        PartName.STAGE: facts.stage_fit(mine[0].stages[mine[1]], theirs[0].stages[theirs[1]]),
        # The other has a role in which the item seeks a partner: the rarer, the more it says.
        PartName.ROLE: facts.shared_rarity(
            mine[0].roles_sought[mine[1]], theirs[0].roles_held[theirs[1]], shared_by
        ),
        PartName.PARTNERSHIP: _partnership(mine, theirs),
        PartName.PLACE: _place(mine, theirs),
        PartName.LANGUAGE: facts.shared(mine[0].languages[mine[1]], theirs[0].languages[theirs[1]]),
        PartName.SIZE: facts.size_fit(mine[0].sizes[mine[1]], theirs[0].sizes[theirs[1]]),
    }


def _partnership(mine: Items, theirs: Items) -> Float:
    own, others = mine[0].agreements[mine[1]], theirs[0].agreements[theirs[1]]
    fit = facts.shared(own, others)
    for related in RELATED_AGREEMENTS:
        one, other = sorted(related)
        for left, right in ((one, other), (other, one)):
            has = np.array([left in found for found in own], dtype=np.float32)
            leads = np.array([right in found for found in others], dtype=np.float32)
            fit = np.maximum(fit, RELATED_WORTH * np.outer(has, leads))
    return fit


def _place(mine: Items, theirs: Items) -> Float:
    """Whether one of the two names where the other is at home."""
    one = _names_home_of(mine, theirs)
    return np.asarray(np.maximum(one, _names_home_of(theirs, mine).T), dtype=np.float32)


def _names_home_of(mine: Items, theirs: Items) -> Float:
    return facts.shared(mine[0].places_named[mine[1]], theirs[0].homes[theirs[1]])
