"""The components of the interface. /styleguide/ (in debug) shows each of them alive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from vstrecha.web.icons import ICONS

register = template.Library()

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of a row of tabs or segments; `count` stands beside its label."""

    label: Words
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stepper. `state` is `done`, `current` or `todo`."""

    label: Words
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class BarPart:
    """One summand of a score: its name in words and its value."""

    label: Words
    value: float


@register.inclusion_tag("web/components/icon.html")
def icon(name: str) -> dict[str, object]:
    """A line drawing of ours. It is decoration: the words stand beside it."""
    return {"path": ICONS[name]}


@register.inclusion_tag("web/components/button.html")
def button(  # noqa: PLR0913 - a component's options, all but the first by name
    text: Words,
    *,
    url: str = "",
    kind: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    dialog: str = "",
) -> dict[str, object]:
    """A button, or a link that looks like one where `url` is given.

    `kind` is empty, `primary`, `quiet` or `small`. `dialog` is the id of a dialog that a script
    opens first.
    """
    return {
        "text": text,
        "url": url,
        "kind": kind,
        "icon": icon,
        "name": name,
        "value": value,
        "dialog": dialog,
    }


@register.inclusion_tag("web/components/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """A form field with its label, help and errors."""
    described = [f"{bound.auto_id}-help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
    widget = bound.as_widget(attrs={"aria-describedby": " ".join(described)} if described else {})
    return {"field": bound, "widget": widget}


@register.inclusion_tag("web/components/choices.html")
def choices(
    legend: Words, name: str, options: Iterable[object], *, kind: str = "checkbox"
) -> dict[str, object]:
    """A list of choices, each with `value`, `label`, `count` and `is_chosen`."""
    return {"legend": legend, "name": name, "options": options, "kind": kind}


@register.inclusion_tag("web/components/tag.html")
def tag(text: Words, kind: str = "", url: str = "") -> dict[str, object]:
    """A short word on a tint: `kind` is empty, `good`, `warn`, `bad`, `accent`, `home`, `host`."""
    return {"text": text, "kind": kind, "url": url}


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Sequence[Tab], label: Words) -> dict[str, object]:
    """A row of links to the views of one page; `label` names the row for screen readers."""
    return {"items": items, "label": label}


@register.inclusion_tag("web/components/segments.html")
def segments(items: Sequence[Tab], label: Words) -> dict[str, object]:
    """A row of links of which one is on, within a view."""
    return {"items": items, "label": label}


@register.inclusion_tag("web/components/sort.html", takes_context=True)
def sort(context: Context, text: Words, key: str, kind: str = "") -> dict[str, object]:
    """A column's head that sorts by a link: `?sort=key`, and `?sort=-key` the second time.

    Needs `request` and `sort` (the key in force) in the page's context.
    """
    request: HttpRequest = context["request"]
    current = str(context.get("sort", ""))
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{key}" if current == key else key
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return {"text": text, "query": query.urlencode(), "direction": direction, "kind": kind}


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """The page's query string with some parameters changed (None takes one out)."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("web/components/stepper.html")
def stepper(steps: Sequence[Step], label: Words) -> dict[str, object]:
    """The steps of a longer task, done and to do."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("web/components/meter.html")
def meter(value: float, most: float, text: Words) -> dict[str, object]:
    """How much of a whole; `text` says the same in words."""
    share = min(max(value / most, 0.0), 1.0) if most else 0.0
    return {"width": f"{share * 100:.2f}", "text": text}


@register.inclusion_tag("web/components/bar.html")
def bar(value: float, most: float, hue: str) -> dict[str, object]:
    """A bar as long as the value's share of the most, in the hue of a side (`home`, `host`) or
    `accent`. The home side's grow to the left."""
    share = value / most * 100 if most else 0.0
    start = 100 - share if hue == "home" else 0
    return {"width": f"{share:.2f}", "start": f"{start:.2f}", "hue": hue}


@register.inclusion_tag("web/components/reason_bar.html")
def reason_bar(parts: Sequence[BarPart], score: float) -> dict[str, object]:
    """The parts of a score, in points of a hundred, side by side on a bar a hundred long.

    What is shown adds up: parts below half a point are left out of the words, and the largest
    part takes the rounding. Values are shares of one; negative parts cannot be drawn and are
    taken off the largest.
    """
    total = round(score * 100)
    points = [max(round(part.value * 100), 0) for part in parts]
    if points:
        largest = max(range(len(points)), key=points.__getitem__)
        points[largest] = max(points[largest] + total - sum(points), 0)
    starts = [0]
    for amount in points:
        starts.append(starts[-1] + amount)
    return {
        "score": total,
        "parts": [
            {"label": part.label, "points": end - start, "start": start, "hue": min(index, 4)}
            for index, (part, (start, end)) in enumerate(zip(parts, pairwise(starts), strict=True))
            if end > start
        ],
    }


@register.inclusion_tag("web/components/bound.html")
def bound(*, value: int, limit: int, whole: int, text: Words) -> dict[str, object]:
    """A figure with the proven limit beyond which no other answer can come.

    `value` of `whole` is reached, at most `limit` can be; `text` says it in a sentence.
    """
    most = max(whole, limit, value, 1)
    return {
        "value": value,
        "limit": limit,
        "whole": whole,
        "text": text,
        "value_width": f"{value / most * 100:.2f}",
        "limit_at": f"{min(limit / most * 100, 99.5):.2f}",
    }


@register.simple_block_tag(name="empty", end_name="endempty")
def empty(content: SafeString, title: Words, icon: str = "info") -> SafeString:
    """What stands where there is nothing yet: why, and what to do next."""
    return render_to_string(
        "web/components/empty.html", {"content": content, "title": title, "icon": icon}
    )


@register.simple_block_tag(name="dialog", end_name="enddialog")
def dialog(content: SafeString, key: str, title: Words) -> SafeString:
    """A dialog with the id `key`, opened by a button with the same `dialog`."""
    return render_to_string(
        "web/components/dialog.html", {"content": content, "key": key, "title": title}
    )


@register.filter
def of(mapping: Mapping[object, object], key: object) -> object:
    """The mapping's value at a key (None where it has none)."""
    return mapping.get(key)
