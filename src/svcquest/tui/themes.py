"""Our own themes: Textual's built-in ones do not keep text readable (a test holds every pair at 4.5:1).

Meaning never rests on colour alone: each state has a glyph and a word too. In the colour-safe themes healthy is
blue and broken is orange, which every common kind of colour vision tells apart.
"""

from __future__ import annotations

from textual.theme import Theme

from svcquest.model.frozen import dataclass
from svcquest.model.language import mark


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme.

    Attributes:
        ok, bad, warn: healthy, broken, take care.
        dim: text of lesser weight; still readable.
        service, pod, flow: the parts of the cluster picture.
    """

    name: str
    label: str
    dark: bool
    background: str
    surface: str
    panel: str
    text: str
    dim: str
    primary: str
    accent: str
    ok: str
    bad: str
    warn: str
    service: str
    pod: str
    flow: str

    def theme(self) -> Theme:
        """The palette as Textual wants it; ``$ok``, ``$bad`` … can be used in styles."""
        return Theme(
            name=self.name,
            primary=self.primary,
            secondary=self.service,
            accent=self.accent,
            foreground=self.text,
            background=self.background,
            surface=self.surface,
            panel=self.panel,
            success=self.ok,
            warning=self.warn,
            error=self.bad,
            dark=self.dark,
            variables={
                "ok": self.ok,
                "bad": self.bad,
                "warn": self.warn,
                "dim": self.dim,
                "service": self.service,
                "pod": self.pod,
                "flow": self.flow,
                "footer-key-foreground": self.accent,
                "footer-description-foreground": self.text,
                "footer-background": self.panel,
                "footer-item-background": self.panel,
                "input-cursor-background": self.text,
                "input-cursor-foreground": self.background,
                "block-cursor-background": self.primary,
                "block-cursor-foreground": self.background,
                "block-cursor-text-style": "bold",
                "block-cursor-blurred-background": self.panel,
                "block-cursor-blurred-foreground": self.text,
                "border": self.primary,
                "border-blurred": self.panel,
                "scrollbar": self.dim,
                "scrollbar-background": self.surface,
                "scrollbar-corner-color": self.surface,
            },
        )


DARK = Palette(
    name="svcquest-dark",
    label=mark("Night"),
    dark=True,
    background="#0d1219",
    surface="#131a24",
    panel="#1d2735",
    text="#e4ebf3",
    dim="#94a3b5",
    primary="#74b3ff",
    accent="#ffbe6b",
    ok="#63dcb8",
    bad="#ff8a70",
    warn="#f2cf63",
    service="#c3a9ff",
    pod="#8fd0ff",
    flow="#ffd28a",
)

LIGHT = Palette(
    name="svcquest-light",
    label=mark("Day"),
    dark=False,
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e2d9",
    text="#1d242c",
    dim="#515c68",
    primary="#0b5cad",
    accent="#8a4b00",
    ok="#006650",
    bad="#a82a12",
    warn="#6b5200",
    service="#5b3aa8",
    pod="#0b5678",
    flow="#7a4b00",
)

CONTRAST = Palette(
    name="svcquest-contrast",
    label=mark("High contrast"),
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    text="#ffffff",
    dim="#d0d0d0",
    primary="#7fd4ff",
    accent="#ffe14d",
    ok="#5cffc4",
    bad="#ff9f87",
    warn="#ffe14d",
    service="#d9c4ff",
    pod="#9fe0ff",
    flow="#ffe9a8",
)

SAFE_DARK = Palette(
    name="svcquest-safe-dark",
    label=mark("Colour-safe night"),
    dark=True,
    background="#0f1318",
    surface="#151b23",
    panel="#212a36",
    text="#e9edf2",
    dim="#9fabb9",
    primary="#7db8ff",
    accent="#f5d76e",
    ok="#6fb6ff",
    bad="#ffa64d",
    warn="#f5d76e",
    service="#d5c3f5",
    pod="#b9d9f5",
    flow="#fff0b8",
)

SAFE_LIGHT = Palette(
    name="svcquest-safe-light",
    label=mark("Colour-safe day"),
    dark=False,
    background="#fcfcfa",
    surface="#f2f3f1",
    panel="#e2e5e6",
    text="#1b2128",
    dim="#4d5863",
    primary="#004e92",
    accent="#6d4d00",
    ok="#00509c",
    bad="#8f4300",
    warn="#665200",
    service="#4b3f8f",
    pod="#00557a",
    flow="#6d4d00",
)

PALETTES: tuple[Palette, ...] = (DARK, LIGHT, CONTRAST, SAFE_DARK, SAFE_LIGHT)
"""In the order in which the settings show them; the first is the default."""

BY_NAME: dict[str, Palette] = {palette.name: palette for palette in PALETTES}
