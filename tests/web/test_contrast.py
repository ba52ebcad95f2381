"""Contrast of the design tokens, in both themes, computed from their OKLCH values.

OKLCH to linear sRGB as in Björn Ottosson's definition of OKLab (also CSS Color 4); contrast as in
WCAG 2.2.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

import vstrecha.web

TOKENS = (Path(vstrecha.web.__file__).parent / "static" / "web" / "tokens.css").read_text("utf-8")
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")

Colour = tuple[float, float, float]
SURFACES = ("surface", "surface-raised", "surface-sunken")
INKS = ("ink", "ink-soft", "accent", "accent-strong", "good", "warn", "bad", "home", "host")
TEXT = [
    *((ink, surface) for ink in INKS for surface in SURFACES),
    *((hue, f"{hue}-tint") for hue in ("accent", "good", "warn", "bad", "home", "host")),
    *((ink, f"{hue}-tint") for ink in ("ink", "ink-soft") for hue in ("home", "host", "accent")),
    ("ink", "accent-tint"),
    ("ink", "good-tint"),
    ("ink", "warn-tint"),
    ("ink", "bad-tint"),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("surface", "ink"),
]
# Edges of fields and marks must be told from what they stand on, which asks for 3:1.
EDGES = [
    ("line-strong", "surface-raised"),
    ("line-strong", "surface"),
    *((f"part-{number}", "surface-raised") for number in range(5)),
]


def colours(css: str) -> dict[str, Colour]:
    """Each token that is an OKLCH colour without transparency, by its name."""
    found = re.findall(r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", css)
    found += [
        (name, lightness, chroma, "0")
        for name, lightness, chroma in re.findall(r"--([\w-]+): oklch\(([\d.]+) (0) 0\)", css)
    ]
    return {name: (float(light), float(c), float(h)) for name, light, c, h in found}


def linear_srgb(colour: Colour) -> Colour:
    """OKLCH to linear sRGB, clipped to the gamut as a screen would."""
    lightness, chroma, hue = colour
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return (clip(red), clip(green), clip(blue))


def clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def luminance(colour: Colour) -> float:
    red, green, blue = linear_srgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


THEMES = {"light": colours(LIGHT), "dark": colours(LIGHT) | colours(DARK)}


def test_the_formula_knows_black_white_and_red() -> None:
    assert contrast((1.0, 0.0, 0.0), (0.0, 0.0, 0.0)) == pytest.approx(21, abs=0.01)
    red = linear_srgb((0.627955, 0.257683, 29.2339))
    assert red == pytest.approx((1.0, 0.0, 0.0), abs=1e-3)


def test_both_themes_give_every_role_a_value() -> None:
    assert colours(LIGHT).keys() == colours(DARK).keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "surface"), TEXT)
def test_text_can_be_read(theme: str, ink: str, surface: str) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens[ink], tokens[surface]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "surface"), EDGES)
def test_edges_can_be_seen(theme: str, edge: str, surface: str) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens[edge], tokens[surface]) >= 3.0
