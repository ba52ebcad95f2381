"""What is said when a problem cannot be understood."""

from __future__ import annotations


class ProblemError(ValueError):
    """A problem that cannot be planned as written.

    `where` names the object ("meeting m7"), `field` its field, `mend` says what is wrong and
    what is wanted instead. Nothing else is raised for a bad problem.
    """

    def __init__(self, where: str, field: str, mend: str) -> None:
        super().__init__(where, field, mend)
        self.where = where
        self.field = field
        self.mend = mend

    def __str__(self) -> str:
        place = f"{self.where}, field '{self.field}'" if self.field else self.where
        return f"{place}: {self.mend}"
