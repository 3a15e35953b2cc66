"""What could be typed next at a place of a manifest: fields with their types, values, names that the cluster has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from string import ascii_letters, digits

from svcquest.engine.state import State
from svcquest.manifest.outline import Spot, spot_at
from svcquest.manifest.scalars import reads_as_string
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import KINDS, NAMESPACE, POD, SERVICE, Kind
from svcquest.model.language import counted
from svcquest.schema.descriptions import describe, describe_kind
from svcquest.schema.fields import Field, Struct, field_at, struct, structs
from svcquest.schema.versions import Version, same_zone_distribution

INDENT = 2

_USUAL = [
    "apiVersion",
    "kind",
    "metadata",
    "spec",
    "name",
    "namespace",
    "labels",
    "type",
    "selector",
    "ports",
    "port",
    "targetPort",
    "protocol",
    "nodePort",
    "clusterIP",
    "replicas",
    "template",
    "containers",
    "image",
    "containerPort",
    "matchLabels",
]
"""Fields that most manifests have: offered before the others."""

_SERVERS_OWN = {
    "ObjectMeta": frozenset(
        [
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "generation",
            "managedFields",
            "resourceVersion",
            "selfLink",
            "uid",
        ]
    )
}
"""Fields that only the API server writes."""

_KNOWN_VALUES = {
    ("ServiceSpec", "clusterIP"): ("None",),
    ("ServiceSpec", "ipFamilies"): ("IPv4", "IPv6"),
    ("ServiceSpec", "trafficDistribution"): ("PreferClose", "PreferSameNode", "PreferSameZone"),
}
"""Values worth offering for fields that are no enumerations, by struct and field."""

_LABELS = frozenset({"labels", "matchLabels", "selector"})
"""Maps whose keys and values are labels of pods."""

_WORD = ascii_letters + digits + "-_./"
"""What words are made of: an offer replaces a whole one."""

_PART = 3
"""Letters from which on any part of a word may be meant."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that fits.

    Attributes:
        word: as it is shown.
        insert: what to put in the place of the word that is being typed; may go over lines.
        about: its type, or where it is from, in a word or two.
        help: what it is for, in a sentence or three; may be empty.
        required: the API server insists on this field.
    """

    word: str
    insert: str
    about: str = ""
    help: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """All that fits at a place.

    Attributes:
        typed: the word so far; offers hold it.
        start, end: columns (from 0) of the word that an offer replaces.
        is_value: they are values, not names of fields.
    """

    typed: str
    start: int
    end: int
    is_value: bool
    items: tuple[Offer, ...]


def offers(state: State, text: str, row: int, column: int, namespace: str) -> Offers | None:
    """What could stand at a place (row and column from 0); None where nothing is to be said or added.

    Args:
        namespace: of objects that name none.
    """
    lines = text.split("\n")
    spot = spot_at(lines, row, column)
    if spot is None:
        return None
    rest = lines[row][column:].lstrip(_WORD)
    found = _values(state, spot, namespace) if spot.is_value else _keys(state, spot, namespace, rest)
    fitting = _ranked(found, spot.typed)
    if not fitting or (spot.is_value and spot.typed in {each.word for each in fitting}):
        return None
    return Offers(spot.typed, spot.start, len(lines[row]) - len(rest), spot.is_value, tuple(fitting))


def _ranked(found: Iterator[Offer], typed: str) -> list[Offer]:
    """Those that begin with the word, then those of which a part does (``TrafficPolicy``), then those that hold it."""
    wanted = typed.lower()
    ranks = [(_rank(each.word, wanted), each) for each in found]
    return [each for rank in range(3) for its, each in ranks if its == rank]


def _rank(word: str, wanted: str) -> int | None:
    """How well a word fits, 0 the best; None where it does not."""
    if wanted not in word.lower():
        return None
    if word.lower().startswith(wanted):
        return 0
    starts = [index for index, char in enumerate(word) if index and (char.isupper() or word[index - 1] in "-_./")]
    if any(word[index:].lower().startswith(wanted) for index in starts):
        return 1
    return 2 if len(wanted) >= _PART else None


def _kind(spot: Spot) -> Kind:
    """The document's kind; a Service where it does not say yet."""
    named = [kind for kind in KINDS if kind.kind == spot.kind]
    return next((kind for kind in named if kind.api_version == spot.api_version), (named or [SERVICE])[0])


def _owner(spot: Spot, version: Version) -> tuple[Struct | None, Field | None]:
    """The struct whose fields stand at a place, and the field that it is the type of."""
    kind, find = _kind(spot), structs(version)
    if not spot.path:
        return find(kind.kind), None
    field = field_at(kind, spot.path, version)
    if field is None or (field.shape and not _goes_inside(spot, field)):
        return None, field
    return find(field.item_type), field


def _goes_inside(spot: Spot, field: Field) -> bool:
    """Whether a place is in an item of a list or value of a map, not beside them."""
    return field.shape != "[]" or spot.path[-1] == 0


# Names of fields ------------------------------------------------------------------------------------------------------


def _keys(state: State, spot: Spot, namespace: str, rest: str) -> Iterator[Offer]:
    version = state.settings.version
    owner, field = _owner(spot, version)
    if owner is not None:
        yield from _fields(spot, owner, rest)
    elif field is not None and field.shape == "map[string]" and field.name in _LABELS:
        yield from _label_keys(state, spot, namespace, rest)
    elif field is not None and field.shape == "[]" and spot.path[-1] == 0:
        yield from _field_values(spot, field, version)


def _fields(spot: Spot, owner: Struct, rest: str) -> Iterator[Offer]:
    hidden = _SERVERS_OWN.get(owner.name, frozenset()) | spot.siblings | ({"status"} if not spot.path else frozenset())
    fields = [field for field in owner.fields.values() if field.name not in hidden]
    usual = {name: number for number, name in enumerate(_USUAL)}
    fields.sort(key=lambda field: (not field.required, usual.get(field.name, len(usual))))
    for field in fields:
        insert = field.name + _after_key(spot, field, rest)
        yield Offer(field.name, insert, field.type, describe(owner.name, field.name), field.required)


def _after_key(spot: Spot, field: Field, rest: str) -> str:
    """What follows a field's name: the colon, and for a block the line on which it goes on."""
    if rest.strip():
        return "" if rest.lstrip().startswith(":") else ": "
    if spot.in_flow or (not field.shape and struct(field.item_type) is None):
        return ": "
    if field.shape == "[]":
        return ":\n" + " " * spot.indent + "- "
    return ":\n" + " " * (spot.indent + INDENT)


def _label_keys(state: State, spot: Spot, namespace: str, rest: str) -> Iterator[Offer]:
    place = spot.namespace or namespace
    counts = Counter(key for pod in state.select(POD, place) for key in pod.labels)
    for key in sorted(counts):
        if key not in spot.siblings:
            colon = "" if rest.lstrip().startswith(":") else ": "
            pods = counted(counts[key], "pod")
            yield Offer(key, key + colon, pods, f"A label of {pods} of {place}.")


# Values -------------------------------------------------------------------------------------------------------------


def _values(state: State, spot: Spot, namespace: str) -> Iterator[Offer]:
    kind = _kind(spot)
    match spot.path:
        case ("kind",):
            for each in KINDS:
                if spot.api_version in {"", each.api_version}:
                    yield Offer(each.kind, each.kind, each.api_version, describe_kind(each))
            return
        case ("apiVersion",):
            known = [each.api_version for each in KINDS if not spot.kind or each.kind == spot.kind]
            for version in dict.fromkeys(known):
                kinds = ", ".join(each.kind for each in KINDS if each.api_version == version)
                yield Offer(version, version, "", f"Of {kinds}.")
            return
        case (*_, "metadata", "namespace"):
            for found in state.select(NAMESPACE):
                yield Offer(found.name, found.name, "namespace")
            return
    field = field_at(kind, spot.path, state.settings.version)
    if field is None:
        return
    place = spot.namespace or namespace
    if field.shape == "map[string]" and field.name in _LABELS and spot.path[-1] != field.name:
        yield from _label_values(state, place, str(spot.path[-1]))
    elif field.name == "targetPort":
        yield from _port_names(state, place)
    elif not field.shape or spot.path[-1] == 0:
        yield from _field_values(spot, field, state.settings.version)


def _field_values(spot: Spot, field: Field, version: Version) -> Iterator[Offer]:
    """Values that a field's type tells: those of an enumeration, true and false, some known ones."""
    owner = _struct_above(spot, field)
    values = field.values or _KNOWN_VALUES.get((owner, field.name), ())
    if field.name == "trafficDistribution" and not same_zone_distribution(version):
        values = ("PreferClose",)
    if field.item_type == "bool":
        values = ("true", "false")
    for value in values:
        yield Offer(value, value, field.type.removeprefix("[]"), describe(owner, field.name))


def _struct_above(spot: Spot, field: Field) -> str:
    """Name of the struct that a field belongs to."""
    names = [step for step in spot.path if isinstance(step, str)]
    parent = field_at(_kind(spot), names[: names.index(field.name)]) if names.index(field.name) else None
    return parent.item_type if parent is not None else _kind(spot).kind


def _label_values(state: State, namespace: str, key: str) -> Iterator[Offer]:
    counts = Counter(pod.labels[key] for pod in state.select(POD, namespace) if key in pod.labels)
    for value in sorted(counts):
        quoted = value if reads_as_string(value) else f'"{value}"'
        pods = counted(counts[value], "pod")
        yield Offer(value, quoted, pods, f"{pods} of {namespace} with {key}={value}.")


def _port_names(state: State, namespace: str) -> Iterator[Offer]:
    found: dict[str, Counter[int]] = {}
    for pod in state.select(POD, namespace):
        for port in pod.view.ports:
            if port.name:
                found.setdefault(port.name, Counter())[port.port] += 1
    for name in sorted(found):
        numbers = ", ".join(str(number) for number in sorted(found[name]))
        told = f"The container port that pods of {namespace} call {name}: {numbers}."
        yield Offer(name, name, counted(found[name].total(), "pod"), told)
