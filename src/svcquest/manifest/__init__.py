"""Manifest text to JSON trees that know their place in the text, and trees back to text as kubectl prints it."""

from svcquest.manifest.positions import DuplicateKey, Place, Position
from svcquest.manifest.problems import Limits, SyntaxProblem
from svcquest.manifest.reader import Document, Parsed, flatten, parse

__all__ = [
    "Document",
    "DuplicateKey",
    "Limits",
    "Parsed",
    "Place",
    "Position",
    "SyntaxProblem",
    "flatten",
    "parse",
]
