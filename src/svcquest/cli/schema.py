"""``svcquest schema``: the JSON Schema of the formats, for editors."""

from __future__ import annotations

import argparse

from svcquest.cli.printing import say_json
from svcquest.levels.json_schema import level_schema, pack_schema


def run(arguments: argparse.Namespace) -> int:
    """Print a schema."""
    say_json(pack_schema() if arguments.of == "pack" else level_schema())
    return 0
