"""``svcquest schema``: the JSON Schema of the formats, for editors."""

from __future__ import annotations

import argparse

from svcquest.cli.printing import say_json
from svcquest.levels.json_schema import level_schema, pack_schema, placement_schema


def run(arguments: argparse.Namespace) -> int:
    """Print a schema."""
    schemas = {"level": level_schema, "pack": pack_schema, "placement": placement_schema}
    say_json(schemas[arguments.of]())
    return 0
