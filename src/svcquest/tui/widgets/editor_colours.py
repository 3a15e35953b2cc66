"""Colours of YAML and of the editor's own parts."""

from __future__ import annotations

from rich.style import Style
from textual.widgets.text_area import TextAreaTheme

from svcquest.tui.themes import Palette


def editor_theme(palette: Palette) -> TextAreaTheme:
    """What a TextArea wants to know of one of our palettes."""
    return TextAreaTheme(
        name=palette.name,
        base_style=Style(color=palette.text, bgcolor=palette.background),
        gutter_style=Style(color=palette.dim, bgcolor=palette.background),
        cursor_style=Style(color=palette.background, bgcolor=palette.text),
        cursor_line_style=Style(bgcolor=palette.surface),
        cursor_line_gutter_style=Style(color=palette.accent, bgcolor=palette.surface),
        bracket_matching_style=Style(bgcolor=palette.panel, bold=True),
        selection_style=Style(bgcolor=palette.panel, bold=True),
        syntax_styles={
            "string": Style(color=palette.ok),
            "comment": Style(color=palette.dim, italic=True),
            "number": Style(color=palette.accent),
            "boolean": Style(color=palette.warn),
            "constant.builtin": Style(color=palette.warn),
            "type": Style(color=palette.primary),
            "property": Style(color=palette.primary),
            "yaml.field": Style(color=palette.primary, bold=True),
            "punctuation.delimiter": Style(color=palette.dim),
            "punctuation.bracket": Style(color=palette.dim),
            "punctuation.special": Style(color=palette.dim),
        },
    )
