"""``make reference``: docs/LEVEL-FORMAT.md from the classes that read level files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svcquest.levels.json_schema import RECORDS, descriptions, summary
from svcquest.levels.reading import Definitions, Schema
from svcquest.model.frozen import MISSING, fields

TARGET = Path(__file__).parents[1] / "docs" / "LEVEL-FORMAT.md"
HEAD = """\
# The level format and the pack format, version 1

Made by `make reference` from the classes that read the files; `svcquest schema` prints the same for editors.
How to write a level, step by step: [WRITING-LEVELS.md](WRITING-LEVELS.md).

A pack is a folder with `pack.yaml` and one folder a level; a level's folder holds `level.yaml` and the files that it
names. Other keys than these are refused, with file, line and column. A key without a default must be there.

In requests, `{clusterIP:NS/SERVICE}`, `{clusterIP:NS/SERVICE:IPv6}`, `{nodePort:NS/SERVICE}`,
`{nodePort:NS/SERVICE:PORT}`, `{loadBalancer:NS/SERVICE}`, `{nodeIP:NODE}`, `{podIP:NS/POD}`,
`{podHost:NS/POD}` (the label under which DNS lists it) and `{env:NS/POD:VARIABLE}` stand for what the cluster has at
that moment; a pod may be named by its workload. `${name}` stands for what the seed draws among `variants`.
"""
TITLES = {
    "Header": "level.yaml, first part",
    "Body": "level.yaml, the rest",
    "PackFile": "pack.yaml",
    "PlacementFile": "placement.yaml",
    "Translation": "level.LANGUAGE.yaml",
}


def main() -> int:
    """Write the file."""
    TARGET.write_text(text(), encoding="utf-8")
    print(f"{TARGET} is written")
    return 0


def text() -> str:
    """The whole reference."""
    return "\n".join([HEAD, *(line for model in RECORDS for line in _record(model))])


def _record(model: type) -> Iterator[str]:
    title = TITLES.get(model.__name__)
    yield f"## {title}" if title else f"### {model.__name__}"
    yield ""
    yield summary(model).replace("``", "`")
    yield ""
    yield "| key | value | default | meaning |"
    yield "|---|---|---|---|"
    meanings = descriptions(model)
    for field in fields(model):
        definitions: Definitions = {}
        shape = _shape(field.metadata["reader"].schema(definitions))
        key = field.metadata["key"] or field.name
        yield f"| `{key}` | {shape} | {_default(field)} | {meanings[field.name]} |".replace("``", "`")
    yield ""


def _shape(schema: Schema) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_shape(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    match schema.get("type"):
        case "array":
            return f"list of {_shape(schema['items'])}"
        case "object":
            return f"mapping to {_shape(schema['additionalProperties'])}"
        case "integer" | "number":
            return f"number, {schema['minimum']:g} to {schema['maximum']:g}" if "minimum" in schema else "number"
        case "boolean":
            return "`true` or `false`"
        case "string":
            return "text"
        case _:
            return "anything"


def _default(field: Any) -> str:
    if field.default is MISSING and field.default_factory is MISSING:
        return "required"
    if field.default_factory is not MISSING or field.default in ("", (), None) or not _is_plain(field.default):
        return ""
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float)


if __name__ == "__main__":
    sys.exit(main())
