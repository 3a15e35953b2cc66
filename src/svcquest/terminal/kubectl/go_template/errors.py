"""What goes wrong with a template."""

from __future__ import annotations


class TemplateError(Exception):
    """A template that cannot be read or does not fit the object; its text is Go's, from ``template: `` on."""
