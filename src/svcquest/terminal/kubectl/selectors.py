"""Label and field selectors as the API server reads them.

Follows ``k8s.io/apimachinery/pkg/labels/selector.go`` (Lexer, Parser) and ``pkg/fields/selector.go``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.selectors import EVERYTHING, Operator, Requirement, Selector
from svcquest.model.status import Status, bad_request, quote
from svcquest.model.tree import dig
from svcquest.schema import names
from svcquest.terminal.kubectl.resource_types import verbs


class SelectorError(Exception):
    """A selector that cannot be read; its text is the server's."""


def list_matching(
    cluster: Cluster, kind: Kind, namespace: str | None, labels: str = "", fields: str = ""
) -> list[Resource] | Status:
    """LIST: objects of a kind that match both selectors, by namespace and name.

    Returns:
        400 with the server's wording when a selector cannot be read, 405 when objects of this kind cannot be listed.
    """
    if "list" not in verbs(kind):
        return Status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource")
    try:
        selector = parse_labels(labels) if labels.strip() else EVERYTHING
        accepts = parse_fields(kind, fields)
    except SelectorError as error:
        return bad_request(
            f'Unable to find "{kind.group}/{kind.version}, Resource={kind.plural}" that match '
            f'label selector "{labels}", field selector "{fields}": {error}'
        )
    return [each for each in cluster.select(kind, namespace, selector) if accepts(each)]


# Labels -------------------------------------------------------------------------------------------------------------

_TOKEN = r"\s*(==|!=|=|>|<|!|\(|\)|,|[^\s=!<>(),]+)"
_SYMBOLS = frozenset({"=", "==", "!=", ">", "<", "!", "(", ")", ","})
_OPERATORS: dict[str, Operator] = {
    "=": "In",
    "==": "In",
    "!=": "NotIn",
    "in": "In",
    "notin": "NotIn",
    ">": "Gt",
    "gt": "Gt",
    "<": "Lt",
    "lt": "Lt",
}


def parse_labels(text: str) -> Selector:
    """Read a label selector such as ``app=web,tier in (a,b),!old``.

    Raises:
        SelectorError: it cannot be read.
    """
    return Selector(tuple(requirement for requirement, _ in written(text)))


def written(text: str) -> list[tuple[Requirement, str]]:
    """The requirements of a label selector, by key, each with its operator as it was typed: empty, ``in``, ``==``.

    Raises:
        SelectorError: it cannot be read.
    """
    return sorted(_LabelParser(_tokens(text)).parse(), key=lambda found: found[0].key)


def _tokens(text: str) -> list[str]:
    return [match[1] for match in re.finditer(_TOKEN, text.rstrip())]


class _LabelParser:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def parse(self) -> list[tuple[Requirement, str]]:
        found: list[tuple[Requirement, str]] = []
        while True:
            token = self._peek()
            if not token and not found:
                return []
            if token in _SYMBOLS - {"!"} or not token:
                raise SelectorError(f"found '{token}', expected: !, identifier, or 'end of string'")
            found.append(self._requirement())
            token = self._next()
            if not token:
                return found
            if token != ",":
                raise SelectorError(f"found '{token}', expected: ',' or 'end of string'")
            following = self._peek()
            if following in _SYMBOLS - {"!"} or not following:
                raise SelectorError(f"found '{following}', expected: identifier after ','")

    def _requirement(self) -> tuple[Requirement, str]:
        try:
            return self._read_requirement()
        except SelectorError as error:
            raise SelectorError(f"unable to parse requirement: {error}") from None

    def _read_requirement(self) -> tuple[Requirement, str]:
        absent = self._peek() == "!"
        if absent:
            self._next()
        key = self._next()
        if not key:
            raise SelectorError("found '', expected: identifier")
        if key in _SYMBOLS:
            raise SelectorError(f"found '{key}', expected: identifier")
        _check_key(key)
        if self._peek() in {"", ","}:
            return Requirement(key, "DoesNotExist" if absent else "Exists"), ""
        if absent:
            return Requirement(key, "DoesNotExist"), ""
        word = self._next()
        operator = _OPERATORS.get(word)
        if operator is None:
            raise SelectorError(f"found '{word}', expected: in, notin, =, ==, !=, gt, lt")
        values = self._set() if word in {"in", "notin"} else (self._value(),)
        for value in values:
            _check_value(key, value, operator)
        return Requirement(key, operator, values), word

    def _value(self) -> str:
        token = self._peek()
        if token in {"", ","}:
            return ""
        if token in _SYMBOLS:
            raise SelectorError(f"found '{token}', expected: identifier")
        return self._next()

    def _set(self) -> tuple[str, ...]:
        token = self._next()
        if token != "(":
            raise SelectorError(f"found '{token}' expected: '('")
        token = self._peek()
        if token == ")":
            self._next()
            return ("",)
        if token != "," and (not token or token in _SYMBOLS):
            raise SelectorError(f"found '{token}', expected: ',', ')' or identifier")
        values = self._identifiers()
        token = self._next()
        if token != ")":
            raise SelectorError(f"found '{token}', expected: ')'")
        return tuple(values)

    def _identifiers(self) -> list[str]:
        values: list[str] = []
        while True:
            token = self._next()
            if token == ",":
                if not values:
                    values.append("")
                if self._peek() == ")":
                    return [*values, ""]
                if self._peek() == ",":
                    self._next()
                    values.append("")
                continue
            if not token or token in _SYMBOLS:
                raise SelectorError(f"found '{token}', expected: ',', or identifier")
            values.append(token)
            following = self._peek()
            if following == ")":
                return values
            if following != ",":
                raise SelectorError(f"found '{following}', expected: ',' or ')'")


def _check_key(key: str) -> None:
    problems = names.qualified_name(key)
    if problems:
        raise SelectorError(f"<nil>: Invalid value: {quote(key)}: {'; '.join(problems)}")


def _check_value(key: str, value: str, operator: Operator) -> None:
    if operator not in {"Gt", "Lt"}:
        problems = names.label_value(value)
    elif re.fullmatch(r"[+-]?\d+", value, re.ASCII):
        problems = []
    else:
        problems = ["for 'Gt', 'Lt' operators, the value must be an integer"]
    if problems:
        raise SelectorError(f"values[0][{key}]: Invalid value: {quote(value)}: {'; '.join(problems)}")


# Fields -------------------------------------------------------------------------------------------------------------

_FIELDS: dict[str, frozenset[str]] = {
    "Pod": frozenset(
        {
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.podIPs",
            "status.nominatedNodeName",
        }
    ),
    "Service": frozenset({"spec.clusterIP", "spec.type"}),
    "Node": frozenset({"spec.unschedulable"}),
    "Namespace": frozenset({"status.phase"}),
    "ReplicaSet": frozenset({"status.replicas"}),
    "ReplicationController": frozenset({"status.replicas"}),
    "Event": frozenset(
        {
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type",
        }
    ),
}
_EVERYWHERE = frozenset({"metadata.name", "metadata.namespace"})


def parse_fields(kind: Kind, text: str) -> Callable[[Resource], bool]:
    """Read a field selector such as ``spec.type=NodePort,metadata.name!=web``.

    Raises:
        SelectorError: it cannot be read, or names a field that this kind cannot be selected by.
    """
    terms = [_field_term(kind, part) for part in text.split(",") if part.strip()]
    return lambda resource: all((_field(resource, path) == value) == equal for path, equal, value in terms)


def _field_term(kind: Kind, part: str) -> tuple[str, bool, str]:
    for operator, equal in (("!=", False), ("==", True), ("=", True)):
        path, found, value = part.partition(operator)
        if found:
            path = path.strip()
            if path not in _EVERYWHERE | _FIELDS.get(kind.kind, frozenset()):
                raise SelectorError(_unsupported(kind, path))
            return path, equal, value.strip()
    raise SelectorError(f"invalid selector: '{part}'; can't understand '{part}'")


def _unsupported(kind: Kind, path: str) -> str:
    if kind.group or kind.kind not in _FIELDS:
        return f'"{path}" is not a known field selector: only "metadata.name", "metadata.namespace"'
    return f"field label not supported: {path}"


def _field(resource: Resource, path: str) -> str:
    value = dig(resource.tree, *path.split("."))
    if value is None:
        return "false" if path in {"spec.unschedulable", "spec.hostNetwork"} else ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
