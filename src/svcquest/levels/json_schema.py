"""The JSON Schema of the formats, made from the classes that read them, for editors that complete and check YAML."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.levels import format as formats
from svcquest.levels import placement, translation
from svcquest.levels import probe_format as probes
from svcquest.levels import question_format as questions
from svcquest.levels.reading import Definitions, Reader, Schema
from svcquest.model.frozen import MISSING

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ATTRIBUTE = re.compile(r"^    (\w+(?:, \w+)*): (.+(?:\n        .+)*)", re.MULTILINE)


def level_schema() -> Schema:
    """The schema of ``level.yaml``."""
    definitions: Definitions = {}
    head = _whole(formats.header, definitions)
    rest = _whole(formats.body, definitions)
    return {
        "$schema": DIALECT,
        "title": "svcquest level, format 1",
        "type": "object",
        "properties": head["properties"] | rest["properties"],
        "required": [*head["required"], *rest["required"]],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def pack_schema() -> Schema:
    """The schema of ``pack.yaml``."""
    return _alone(formats.pack, "pack")


def placement_schema() -> Schema:
    """The schema of ``placement.yaml``."""
    return _alone(placement.placement, "placement test")


def _alone(reader: Reader, what: str) -> Schema:
    """The schema of a file that is one record."""
    definitions: Definitions = {}
    whole = _whole(reader, definitions)
    return {
        "$schema": DIALECT,
        "title": f"svcquest {what}, format 1",
        **{name: whole[name] for name in ("type", "properties", "required", "additionalProperties")},
        "$defs": dict(sorted(definitions.items())),
    }


def _whole(reader: Reader, definitions: Definitions) -> Schema:
    """A record's own schema, taken out of the definitions."""
    name = reader.schema(definitions)["$ref"].rpartition("/")[2]
    return definitions.pop(name)


def record_schema(
    model: type, declared: Mapping[str, Any], required: Sequence[str], short: str, definitions: Definitions
) -> Schema:
    """The schema of a record: a reference, with what it refers to among the definitions.

    Args:
        declared: fields by key.
        short: the key for which a value that is no mapping stands, or a mapping with none of the keys.
    """
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}  # so that a record that holds itself ends here
        texts = descriptions(model)
        properties = {
            key: _described(field.metadata["reader"].schema(definitions), texts.get(field.name, ""), field.default)
            for key, field in declared.items()
        }
        definitions[name] = {
            "type": "object",
            "description": summary(model),
            "properties": properties,
            "required": list(required),
            "additionalProperties": False,
        }
    reference: Schema = {"$ref": f"#/$defs/{name}"}
    if not short:
        return reference
    return {"anyOf": [reference, declared[short].metadata["reader"].schema(definitions)]}


def _described(schema: Schema, text: str, default: Any) -> Schema:
    described = {"description": text, **schema} if text else dict(schema)
    if isinstance(default, str | int | float) and default != "" and default is not MISSING:
        described["default"] = default
    return described


def summary(model: type) -> str:
    """What a record is: the first paragraph of its class's text."""
    return " ".join(inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0].split())


def descriptions(model: type) -> dict[str, str]:
    """What each field means, by the field's name in the class."""
    _, found, section = (model.__doc__ or "").partition("Attributes:\n")
    if not found:
        return {}
    text = "\n".join(line.removeprefix("    ") for line in section.splitlines())
    return {name: " ".join(words.split()) for names, words in _ATTRIBUTE.findall(text) for name in names.split(", ")}


RECORDS: tuple[type, ...] = (
    formats.Header,
    formats.Body,
    *probes.PROBES.values(),
    probes.RequestExpect,
    probes.LookupExpect,
    probes.EnvironmentExpect,
    probes.ObjectExpect,
    probes.PodSet,
    probes.Addresses,
    probes.Share,
    questions.Question,
    questions.Choice,
    questions.EvidenceQuestion,
    formats.Change,
    formats.Hint,
    formats.AnswerSpec,
    formats.StepSpec,
    formats.NearMissSpec,
    formats.Equivalent,
    formats.Par,
    formats.Proxy,
    formats.Setup,
    translation.Translation,
    translation.QuestionTexts,
    formats.PackFile,
    formats.Chapter,
    placement.PlacementFile,
)
"""Every class of the formats, in the order in which the reference tells them."""
