"""Every text colour of every theme can be read on every background that it stands on."""

from __future__ import annotations

import pytest
from textual.color import Color

from svcquest.tui.themes import BY_NAME, PALETTES, Palette

TEXTS = ("text", "dim", "primary", "accent", "ok", "bad", "warn", "service", "pod", "flow")
GROUNDS = ("background", "surface", "panel")
READABLE = 4.5


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_is_readable(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= READABLE


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize("ground", ["primary", "accent"])
def test_inverted_labels_are_readable(palette: Palette, ground: str) -> None:
    assert contrast(palette.background, getattr(palette, ground)) >= READABLE


def _as_seen(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    """A colour through another colour vision (linear approximation in sRGB)."""
    rgb = Color.parse(colour).rgb
    return tuple(sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in matrix)


DEUTERANOPIA = ((0.625, 0.375, 0.0), (0.7, 0.3, 0.0), (0.0, 0.3, 0.7))
PROTANOPIA = ((0.567, 0.433, 0.0), (0.558, 0.442, 0.0), (0.0, 0.242, 0.758))


@pytest.mark.parametrize("name", ["svcquest-safe-dark", "svcquest-safe-light"])
@pytest.mark.parametrize("vision", [DEUTERANOPIA, PROTANOPIA], ids=["deuteranopia", "protanopia"])
def test_healthy_and_broken_differ_for_every_colour_vision(
    name: str, vision: tuple[tuple[float, float, float], ...]
) -> None:
    palette = BY_NAME[name]
    healthy, broken = _as_seen(palette.ok, vision), _as_seen(palette.bad, vision)
    distance = sum((one - other) ** 2 for one, other in zip(healthy, broken, strict=True)) ** 0.5
    assert distance > 75
