"""``kubectl create -f``: objects that files hold.

Follows ``k8s.io/kubectl/pkg/cmd/create/create.go``.
"""

from __future__ import annotations

from svcquest.model.status import Status
from svcquest.model.tree import with_value
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, SELECTOR, Target, file_targets
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all, with_source
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer


def _run(call: Call) -> int:
    if call.args:
        raise call.usage_error(f"Unexpected args: {_go_list(call.args)}")
    if not call.flags.list("filename") and not call.flags.text("kustomize"):
        from svcquest.terminal.kubectl.help import help_text  # noqa: PLC0415 - only when nothing was asked for

        call.error("error: must specify one of -f and -k\n")
        call.error(help_text("create"), end="")
        raise CommandError
    dry = dry_run(call)
    printer(call, "created", dry)
    validation = submit.validation(call)
    problems: list[Problem] = []
    seen = 0
    for each in file_targets(call, validate=validation == "Strict"):
        seen += 1
        if not isinstance(each, Target):
            problems.append(each)
            continue
        problem = _create(call, each, dry)
        if problem:
            problems.append(problem)
    raise_all(problems)
    if not seen:
        raise CommandError("no objects passed to create")
    return 0


def _create(call: Call, target: Target, dry: DryRun) -> Problem | None:
    assert target.manifest is not None
    tree = target.manifest
    if call.flags.on("save-config"):
        tree = submit.with_last_applied(tree, target.namespace)
    if dry == "client":
        placed = with_value(tree, ("metadata", "namespace"), target.namespace) if target.namespace else tree
        call.print(printer(call, "created", dry)(placed), end="")
        return None
    answer = submit.create(call, target.kind, tree, target.namespace, dry=dry, strictness=submit.validation(call))
    if isinstance(answer, Status):
        return with_source(answer, "creating", target.source)
    call.print(printer(call, "created", dry)(answer.tree), end="")
    return None


def _go_list(args: list[str]) -> str:
    return f"[{' '.join(args)}]"


CREATE = Command(
    _run,
    usage="-f FILENAME",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        SELECTOR,
        submit.VALIDATE,
        submit.SAVE_CONFIG,
        submit.field_manager("kubectl-create"),
    ),
    examples=("kubectl create -f svc.yaml", "cat svc.yaml | kubectl create -f -"),
)
