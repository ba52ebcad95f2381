"""Answers that teach something."""

from __future__ import annotations

from tests.factories import make_company, make_match
from vstrecha.matches.feedback import record_answer
from vstrecha.matches.models import Feedback
from vstrecha.missions.models import Mission

_SHOWN = {
    Feedback.Verdict.MUST_MEET: {"codes": 1.0, "meaning": 0.5, "kinds": 0.4},
    Feedback.Verdict.NO_THANKS: {"codes": 0.0, "meaning": 0.5, "kinds": 0.6},
}


def many_for_codes(mission: Mission, count: int = 6) -> None:
    """So many companies want to meet one whose industry is their own, and not one with which
    they have more else in common."""
    others = {
        verdict: make_company(mission, f"other-{number}", "host", f"Хозяин {number}", f"H{number}")
        for number, verdict in enumerate(_SHOWN)
    }
    for number in range(count):
        reader = make_company(mission, f"reader-{number}", "home", f"Гость {number}", f"G{number}")
        for verdict, other in others.items():
            match = make_match(reader, other, 0.4)
            for side in ("first", "second"):
                match.reasons[side]["strengths"] = _SHOWN[verdict]
            match.save()
            record_answer(reader=reader, other=other, verdict=verdict)
