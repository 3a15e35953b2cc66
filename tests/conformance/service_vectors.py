"""Compares what our API server makes of a Service with what a real one made of it (recordings/service-*.jsonl).

``check_create`` and ``check_update`` take one recorded line and say in a word what is different, None when nothing is.
The creations were recorded as dry runs on the server, the updates for real.

The recordings hold sorted keys where the server saw them in another order. So the order in which unknown fields are
listed is not compared, and of several type errors any one may have been the first. What a type error says in the words
of Go is not compared either.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svcquest.engine.services import ServiceConfig, prepare_create, prepare_update
from svcquest.model.kinds import SERVICE
from svcquest.model.resource import ObjectKey
from svcquest.model.status import Refusal, Status, bad_request
from svcquest.model.tree import Tree, dig
from svcquest.schema.addresses import network, parse
from svcquest.schema.decode import DecodeError, decode
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.request import read_strictly

RECORDINGS = Path(__file__).parent / "recordings"

SINGLE_STACK = ServiceConfig()
DUAL_STACK = ServiceConfig(cidrs=("10.96.0.0/16", "fd00:10:96::/112"))

TAKEN: ObjectKey = ("vec", "taken")

GENERATED = "x7k2p"
"""Suffix of generated names; the recorded ones are as random."""


@dataclass
class Taken:
    """What the recorded cluster held: ``vec/taken``; and a draw that a test can foresee."""

    ips: dict[str, ObjectKey] = field(default_factory=lambda: {"10.96.0.50": TAKEN})
    ports: dict[int, ObjectKey] = field(default_factory=lambda: {30050: TAKEN})
    drawn: int = 0

    def ip_owner(self, ip: str) -> ObjectKey | None:
        return self.ips.get(ip)

    def port_owner(self, port: int) -> ObjectKey | None:
        return self.ports.get(port)

    def draw(self, bound: int) -> int:
        self.drawn += 7
        return self.drawn % bound

    def hold(self, service: Tree) -> None:
        """Note what a Service that is stored now holds."""
        key = (service["metadata"]["namespace"], service["metadata"]["name"])
        spec = service["spec"]
        self.ips |= dict.fromkeys(spec.get("clusterIPs") or (), key)
        ports = [port["nodePort"] for port in spec.get("ports") or () if "nodePort" in port]
        self.ports |= dict.fromkeys([*ports, spec.get("healthCheckNodePort", 0)], key)


def records(name: str) -> Iterator[dict[str, Any]]:
    """The lines of one recording."""
    with (RECORDINGS / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def check_create(record: dict[str, Any], config: ServiceConfig = SINGLE_STACK) -> str | None:
    """How our answer to a creation differs from the recorded one."""
    try:
        service = create(record["input"], Taken(), config, dry_run=True)
    except Refusal as refusal:
        return _difference(record, refusal.status, config)
    return _difference(record, service, config)


def check_update(record: dict[str, Any], config: ServiceConfig = SINGLE_STACK) -> str | None:
    """How our answer to an update differs from the recorded one."""
    taken = Taken()
    old = create(record["old"], taken, config)
    taken.hold(old)
    try:
        new = _update(record["input"], old, taken, config)
    except Refusal as refusal:
        return _difference(record, refusal.status, config)
    kept = new["spec"].get("clusterIP") == old["spec"].get("clusterIP")
    if kept != record["expect"]["clusterIPKept"]:
        return f"clusterIPKept is {kept}"
    return _difference(record, new, config)


def create(sent: Tree, taken: Taken, config: ServiceConfig, *, dry_run: bool = False) -> Tree:
    """What the server would store; raises Refusal."""
    tree = apply_defaults(SERVICE, read_strictly(sent, SERVICE))
    metadata = tree["metadata"]
    if not metadata.get("name") and "generateName" in metadata:
        tree = {**tree, "metadata": {**metadata, "name": metadata["generateName"] + GENERATED}}
    return prepare_create(tree, taken, config, dry_run=dry_run)


def _update(sent: Tree, old: Tree, taken: Taken, config: ServiceConfig) -> Tree:
    tree = apply_defaults(SERVICE, read_strictly(sent, SERVICE))
    name, expected = tree["metadata"].get("name"), old["metadata"]["name"]
    if name != expected:
        text = f"the name of the object ({name}) does not match the name on the URL ({expected})"
        raise Refusal(bad_request(text))
    return prepare_update(tree, old, taken, config)


def _difference(record: dict[str, Any], answer: Tree | Status, config: ServiceConfig) -> str | None:
    expected = record["expect"]
    if isinstance(answer, Status):
        return _refusal_difference(record, answer)
    if expected["status"] not in {200, 201}:
        return f"accepted, not refused: {expected['message']}"
    for part in ("metadata", "spec"):
        found, wanted = answer[part], expected["object"][part]
        if part == "metadata" and found["name"].endswith(GENERATED):
            found = {**found, "name": found["name"].removesuffix(GENERATED) + wanted["name"][-len(GENERATED) :]}
        if not _matches(found, wanted, config):
            return f"{part} is {json.dumps(found, sort_keys=True)}, not {json.dumps(wanted, sort_keys=True)}"
    return None


def _refusal_difference(record: dict[str, Any], status: Status) -> str | None:
    expected = record["expect"]
    if status.code != expected["status"]:
        return f"refused with {status.code} {status.message}, not {expected['status']} {expected.get('message', '')}"
    if status.reason != expected["reason"]:
        return f"reason is {status.reason}, not {expected['reason']}"
    causes = sorted([cause.reason, cause.field, cause.message] for cause in status.causes)
    if causes != expected["causes"]:
        return f"causes are {causes}, not {expected['causes']}"
    field_of_wrong_type = re.search(r"json: cannot unmarshal .* into Go struct field \w+\.(\S+)", expected["message"])
    if field_of_wrong_type:
        found = set(_fields_of_wrong_type(record["input"]))
        return None if field_of_wrong_type[1] in found else f"{field_of_wrong_type[1]} is not among {found}"
    if _comparable(status.message) != _comparable(expected["message"]):
        return f"message is {status.message}, not {expected['message']}"
    return None


def _fields_of_wrong_type(sent: Tree) -> Iterator[str]:
    """Every field that the decoder stumbles over, by taking out the value before it goes on."""
    tree = copy.deepcopy(sent)
    while True:
        try:
            decode(tree, SERVICE)
        except DecodeError as error:
            *outer, last = error.path
            dig(tree, *outer)[last] = None
            yield re.sub(r"Go struct field \w+\.", "", re.findall(r"Go struct field \S+", error.message)[0])
        else:
            return


def _comparable(message: str) -> object:
    """A message without the order of unknown fields and without the path of the scheme in Go."""
    head, _, unknown = message.partition("strict decoding error: ")
    if unknown:
        return head, sorted(unknown.split(", "))
    return message.partition(" in scheme ")[0]


def _matches(found: Any, wanted: Any, config: ServiceConfig) -> bool:
    if wanted == "<allocated>":
        return _is_allocated(found, config)
    if isinstance(wanted, dict) and isinstance(found, dict):
        return found.keys() == wanted.keys() and all(_matches(found[key], wanted[key], config) for key in wanted)
    if isinstance(wanted, list) and isinstance(found, list):
        return len(found) == len(wanted) and all(map(_matches, found, wanted, [config] * len(wanted)))
    return bool(found == wanted) and type(found) is type(wanted)


def _is_allocated(value: object, config: ServiceConfig) -> bool:
    """An address of the cluster's ranges, or a port; dry runs have placeholders at the edge of either."""
    if isinstance(value, int):
        return value >= config.node_ports[0]
    address = parse(str(value))
    return address is not None and any(address in network(cidr) for cidr in config.cidrs)
