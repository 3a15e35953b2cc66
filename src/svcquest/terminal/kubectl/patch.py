"""``kubectl patch``.

Follows ``k8s.io/kubectl/pkg/cmd/patch/patch.go``.
"""

from __future__ import annotations

from typing import Any, get_args

from svcquest.model.resource import Resource
from svcquest.model.status import Status, bad_request, quote
from svcquest.model.tree import Tree, show_path
from svcquest.schema.json_types import same
from svcquest.terminal.kubectl import go_json, local_patch, patching, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, Question, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.local import LOCAL, check_dry_run
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer
from svcquest.terminal.kubectl.patching import PatchType


def _run(call: Call) -> int:
    dry = dry_run(call)
    _check(call)
    how = _type(call)
    submit.subresource_of(call)
    text = _text(call)
    if not _is_json(text):
        _parse_yaml(text, call.flags.text("patch"))
    local = call.flags.on("local")
    found = find(call, call.args, Question(as_written=local))
    problems: list[Problem] = []
    for target in found.targets:
        answer = _patched(call, target.resource, text, how, "client" if local else dry)
        if not isinstance(answer, dict):
            problems.append(answer)
            continue
        changed = not same(target.resource.tree, answer)
        # of a dry run kubectl says nothing here
        call.print(printer(call, "patched" if changed else "patched (no change)")(answer), end="")
    raise_all((*problems, *found.problems))
    if not found.targets:
        raise CommandError("no objects passed to patch")
    return 0


def _check(call: Call) -> None:
    text, path = call.flags.text("patch"), call.flags.text("patch-file")
    if text and path:
        raise CommandError("cannot specify --patch and --patch-file together")
    if not text and not path:
        raise CommandError("must specify --patch or --patch-file containing the contents of the patch")
    if call.flags.on("local") and call.args:
        raise CommandError("cannot specify --local and server resources")
    check_dry_run(call)


def _text(call: Call) -> str:
    path = call.flags.text("patch-file")
    if not path:
        return call.flags.text("patch")
    if not call.process.files.is_file(path):
        raise CommandError(f"unable to read patch file: open {path}: no such file or directory")
    return call.process.files.read(path)


def _type(call: Call) -> PatchType:
    given = call.flags.text("type").lower() or "strategic"
    for known in get_args(PatchType):
        if known == given:
            found: PatchType = known
            return found
    raise CommandError(f"--type must be one of [json merge strategic], not {quote(call.flags.text('type'))}")


def _patched(call: Call, live: Resource, text: str, how: PatchType, dry: DryRun) -> Tree | Problem:
    try:
        patch = _parse(text)
    except go_json.JsonError as error:
        if dry == "client":
            return local_patch.unreadable(how, str(error))
        return bad_request(str(error) if how == "strategic" else f"error decoding patch: {error}")
    if dry == "client":
        return local_patch.patched(live, patch, how)
    if _is_json(text):
        call.warn(*_repeated(text))
    answer = patching.send(call, live, patch, how, dry=dry, subresource=submit.subresource_of(call))
    return answer if isinstance(answer, Status) else answer.tree


def _parse(text: str) -> Any:
    """A patch as typed. What begins like a JSON object is left to the server, everything else may be YAML."""
    return go_json.parse(text) if _is_json(text) else _parse_yaml(text, text)


def _repeated(text: str) -> list[str]:
    """What the server says of fields that a patch in JSON names twice. Of YAML kubectl sends the last one only."""
    from svcquest.manifest import parse  # noqa: PLC0415 - as below

    return [f"duplicate field {quote(show_path(each.path))}" for each in parse(text).duplicates]


def _is_json(text: str) -> bool:
    return text.lstrip().startswith("{")


def _parse_yaml(text: str, shown: str) -> Any:
    """The tree of a patch in YAML; the message about what is none shows what ``--patch`` says."""
    from svcquest.manifest import parse  # noqa: PLC0415 - yaml is heavy and most patches are JSON

    parsed = parse(text)
    if parsed.problem is not None:
        why = parsed.problem.message.partition("converting YAML to JSON: ")
        raise CommandError(f"unable to parse {quote(shown)}: {why[2] or why[0]}")
    return parsed.documents[0].tree if parsed.documents else None


PATCH = Command(
    _run,
    usage="(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        LOCAL,
        *FILE_FLAGS,
        submit.field_manager("kubectl-patch"),
        Flag("patch", "The patch, JSON or YAML", short="p"),
        Flag("patch-file", "File with the patch"),
        Flag("type", "json, merge or strategic", default="strategic"),
        submit.SUBRESOURCE,
    ),
    examples=("""kubectl patch svc web -p '{"spec":{"type":"NodePort"}}'""",),
)
