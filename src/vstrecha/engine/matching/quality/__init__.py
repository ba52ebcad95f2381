"""How much an opportunity says to the partner that it looks for, with advice what to add."""

from vstrecha.engine.matching.quality.meter import Judgement, Quality, assess
from vstrecha.engine.matching.quality.profile import CriterionName, Profile

__all__ = ["CriterionName", "Judgement", "Profile", "Quality", "assess"]
