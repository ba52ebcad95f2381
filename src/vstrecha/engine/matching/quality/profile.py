"""An opportunity as a reviewer reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vstrecha.engine.matching.types import Kind


class CriterionName(StrEnum):
    """What a review looks at."""

    WHAT = "what"
    TITLE = "title"
    ADVANTAGE = "advantage"
    PARTNER = "partner"
    PARTNERSHIP = "partnership"
    STAGE = "stage"
    CODES = "codes"
    LENGTH = "length"
    LANGUAGES = "languages"
    CONTACTS = "contacts"
    NAME = "name"
    TONE = "tone"


@dataclass(frozen=True, slots=True)
class Profile:
    """One opportunity. `versions` counts the languages in which it can be read; `company_names`
    are the names that an anonymous text leaves out; `is_boilerplate` says that sentences of it
    stand in other companies' texts word for word."""

    kind: Kind
    title: str
    description: str = ""
    stage: int | None = None
    partner_sought: str = ""
    partnership: str = ""
    codes: tuple[str, ...] = ()
    versions: int = 1
    company_names: tuple[str, ...] = ()
    is_boilerplate: bool = False

    @property
    def text(self) -> str:
        """Title and description."""
        return f"{self.title}\n{self.description}".strip()
