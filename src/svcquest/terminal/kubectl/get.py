"""``kubectl get``: objects as tables, or in any other format. Follows ``kubectl/pkg/cmd/get/get.go``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import columns
from svcquest.terminal.kubectl.arguments import (
    ALL_NAMESPACES,
    FIELD_SELECTOR,
    FILE_FLAGS,
    SELECTOR,
    Found,
    Question,
    find,
)
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import FORMATS, PRINT_FLAGS, formatter
from svcquest.terminal.kubectl.resource_types import find_type
from svcquest.terminal.kubectl.tables import AGE, NAME, Column, columns_of, plain
from svcquest.terminal.kubectl.tables.cells import pairs

FLAGS = (
    *FILE_FLAGS,
    *PRINT_FLAGS,
    SELECTOR,
    FIELD_SELECTOR,
    ALL_NAMESPACES,
    Flag("chunk-size", "How many objects to ask for at once", "int64", default="500"),
    Flag("ignore-not-found", "Say nothing of objects that do not exist", "bool"),
    Flag("label-columns", "Labels to show as columns", "list", short="L"),
    Flag("no-headers", "Leave the header out", "bool"),
    Flag("output-watch-events", "Show watch events rather than objects", "bool"),
    Flag("raw", "Path of the API to fetch"),
    Flag("server-print", "Have the server make the table", "bool", default="true"),
    Flag("show-kind", "Show the kind with the name", "bool"),
    Flag("show-labels", "Show all labels", "bool"),
    Flag("sort-by", "Path of the field to sort by"),
    Flag("subresource", "Subresource to fetch"),
    Flag("watch", "Go on showing what changes", "bool", short="w"),
    Flag("watch-only", "Show what changes only", "bool"),
)
GET_FORMATS = (*FORMATS, "custom-columns", "custom-columns-file", "wide")

EVERY_CELL = 1000
"""More words than any row has: an event is known by all of them."""

_SUBRESOURCES = ("status", "scale", "resize")
_WITHOUT_SERVER = (NAME, AGE)
"""What kubectl shows of any object when the server does not make the table."""

NO_TYPE = """You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of \
supported resources.

"""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one kind: what one answer of the server holds."""

    kind: Kind
    rows: tuple[Resource, ...]


def run(call: Call) -> int:
    """Print the objects that the arguments mean."""
    flags = call.flags
    if flags.text("raw"):
        from svcquest.terminal.kubectl.raw import fetch  # noqa: PLC0415 - rarely asked for

        return fetch(call, flags.text("raw"))
    watched = flags.on("watch") or flags.on("watch-only")
    _check(call, watched=watched)
    if not call.args and not flags.list("filename") and not flags.text("kustomize"):
        call.error(NO_TYPE, end="")
        raise call.usage_error(
            "Required resource not specified.\n"
            'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).'
        )
    output = flags.text("output")
    shown_as_table = output in {"", "wide"} and not flags.text("template")
    if watched:
        from svcquest.terminal.watching import ask_for_changes  # noqa: PLC0415 - rarely asked for

        ask_for_changes(call.process, _first_cells(call) if shown_as_table else 0)
    if flags.on("watch-only"):
        return 0
    found = find(call, call.args, Question(empty_selector=True, all_namespaces=flags.on("all-namespaces")))
    if shown_as_table:
        return _print_tables(call, found, wide=output == "wide")
    return _print_trees(call, found)


def _check(call: Call, *, watched: bool) -> None:
    """Follows ``Validate``, and ``SingleResourceType`` of the builder."""
    flags = call.flags
    output, subresource = flags.text("output"), flags.text("subresource")
    if flags.on("show-labels") and output not in {"", "wide"}:
        raise CommandError(f"--show-labels option cannot be used with {output} printer")
    if flags.on("output-watch-events") and not watched:
        raise CommandError("--output-watch-events option can only be used with --watch or --watch-only")
    if subresource and len(call.args) < 2 and not (call.args and "/" in call.args[0]):
        raise CommandError("subresource cannot be used when bulk resources are specified")
    if subresource not in {"", *_SUBRESOURCES}:
        raise CommandError(Status(404, "NotFound", "the server could not find the requested resource"))
    if watched and flags.text("sort-by"):
        call.error("warning: --watch requested, --sort-by will be ignored for watch events received")
    if watched and call.args and (len(call.args[0].split(",")) > 1 or call.args[0] == "all"):
        raise CommandError("you may only specify a single resource type")


def _first_cells(call: Call) -> int:
    """By how many words a row's object is known; events stand only for themselves."""
    if call.args and find_type(call.args[0].partition("/")[0]) == kinds.EVENT:
        return EVERY_CELL
    return 1 + call.flags.on("all-namespaces") + call.flags.on("output-watch-events")


def _problems(call: Call, found: Found) -> tuple[Problem, ...]:
    if not call.flags.on("ignore-not-found"):
        return found.problems
    return tuple(each for each in found.problems if not (isinstance(each, Status) and each.reason == "NotFound"))


# Other formats ------------------------------------------------------------------------------------------------------


def _printer(call: Call) -> Callable[[Tree], str]:
    name, _, spec = call.flags.text("output").partition("=")
    if name in {"custom-columns", "custom-columns-file"}:
        from svcquest.terminal.kubectl import custom_columns  # noqa: PLC0415 - only for this format

        return custom_columns.printer(call, name, spec)
    return formatter(call, GET_FORMATS)


def _print_trees(call: Call, found: Found) -> int:
    """Follows ``printGeneric``: the format is looked at last."""
    problems = _problems(call, found)
    if problems and found.single:
        raise CommandError(*problems)
    trees = [target.resource.tree for target in found.targets]
    if not trees and call.flags.on("ignore-not-found"):
        raise_all(problems)
        return 0
    show = _printer(call)
    if call.flags.text("sort-by") and not found.single:
        from svcquest.terminal.kubectl.sorting import sorted_trees  # noqa: PLC0415 - rarely asked for

        trees = sorted_trees(trees, call.flags.text("sort-by"))
    if found.single and len(trees) == 1:
        call.print(show(trees[0]), end="")
    elif call.flags.text("output") == "name":
        for tree in trees:
            call.print(show(tree), end="")
    else:
        listed = {"apiVersion": "v1", "items": trees, "kind": "List", "metadata": {"resourceVersion": ""}}
        call.print(show(listed), end="")
    raise_all(problems)
    return 0


# Tables -------------------------------------------------------------------------------------------------------------


def _print_tables(call: Call, found: Found, *, wide: bool) -> int:
    blocks = list(_blocks(found))
    if call.flags.text("sort-by") and blocks:
        blocks = _sorted(call, blocks)
    with_kind = call.flags.on("show-kind") or len({block.kind for block in blocks}) > 1
    written = False
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        rows = [row for block in group for row in block.rows]
        if not rows:
            continue
        if written and not call.flags.on("no-headers"):
            call.print()
        _print_table(call, kind, rows, with_kind=with_kind, wide=wide)
        written = True
    problems = _problems(call, found)
    if not written and not problems and not call.flags.on("ignore-not-found"):
        everywhere = call.flags.on("all-namespaces") or not all(kind.namespaced for kind in found.kinds)
        where = "" if everywhere else f" in {call.client.namespace} namespace."
        call.error(f"No resources found{where}")
    raise_all(problems)
    return 0


def _blocks(found: Found) -> Iterator[Block]:
    if not found.listed:
        for target in found.targets:
            yield Block(target.kind, (target.resource,))
        return
    for kind in found.kinds:
        yield Block(kind, tuple(target.resource for target in found.targets if target.kind == kind))


def _sorted(call: Call, blocks: list[Block]) -> list[Block]:
    from svcquest.terminal.kubectl.sorting import sorted_blocks  # noqa: PLC0415 - rarely asked for

    rows = sorted_blocks([block.rows for block in blocks], call.flags.text("sort-by"))
    return [Block(block.kind, tuple(found)) for block, found in zip(blocks, rows, strict=True)]


def _print_table(call: Call, kind: Kind, rows: Sequence[Resource], *, with_kind: bool, wide: bool) -> None:
    known = columns_of(kind, wide=wide) if call.flags.on("server-print") else _WITHOUT_SERVER
    shown = [*known, *_label_columns(call)]
    if with_kind:
        shown[_name_at(shown)] = plain("NAME", lambda row: f"{kind.qualified}/{row.name}")
    if call.flags.on("all-namespaces") and kind.namespaced:
        shown.insert(0, plain("NAMESPACE", lambda row: row.namespace))
    if call.flags.on("output-watch-events"):
        shown.insert(0, plain("EVENT", lambda _row: "ADDED"))
    now = call.client.cluster.state.now
    lines = [] if call.flags.on("no-headers") else [[column.name for column in shown]]
    lines += [[column.cell(row, now) for column in shown] for row in rows]
    call.print(columns.table(lines), end="")


def _name_at(shown: Sequence[Column]) -> int:
    return next((at for at, column in enumerate(shown) if column.name == "NAME"), 0)


def _label_columns(call: Call) -> list[Column]:
    found = [_label_column(key) for key in call.flags.list("label-columns")]
    if call.flags.on("show-labels"):
        found.append(plain("LABELS", lambda row: pairs(row.labels)))
    return found


def _label_column(key: str) -> Column:
    return plain(key.rpartition("/")[2].upper(), lambda row: row.labels.get(key, ""))


GET = Command(
    run,
    usage="(-f FILENAME | TYPE [NAME | -l label] | TYPE/NAME ...) [options]",
    flags=FLAGS,
    examples=("kubectl get svc", "kubectl get pods -o wide -l app=web", "kubectl get svc/web -o yaml"),
)
