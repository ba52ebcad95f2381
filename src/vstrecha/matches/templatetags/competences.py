"""Parts of the map of competences."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.http import urlencode

from vstrecha.matches.selectors.competences import IndustryRow, What
from vstrecha.web.templatetags.components import Words

register = template.Library()

MOST = 6


@register.inclusion_tag("matches/map_answer.html")
def map_answer(
    title: Words, rows: Sequence[IndustryRow], side: str, what: str
) -> dict[str, object]:
    """A short list of industries that answers a question; each leads to its cell.

    Without a `side`, to that of the side which has more in it.
    """
    return {
        "title": title,
        "rows": [
            {"name": row.industry.name, "url": _cell_url(row, side, What(what))}
            for row in rows[:MOST]
        ],
        "more": max(len(rows) - MOST, 0),
    }


def _cell_url(row: IndustryRow, side: str, what: What) -> str:
    cells = [cell for cell in row.cells if cell.what is what and side in {"", cell.side}]
    cell = max(cells, key=lambda cell: cell.count)
    query = urlencode({"industry": row.industry.key, "side": cell.side, "what": what.value})
    return f"?{query}#behind"
