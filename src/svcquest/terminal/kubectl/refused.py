"""Commands that exist but have nothing to work on here: each says so, and what to use instead."""

from __future__ import annotations

from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag

_ANY = (
    Flag("container", "Container of the pod", short="c"),
    Flag("filename", "File with manifests", "list", short="f"),
    Flag("stdin", "Pass standard input on", "bool", short="i"),
    Flag("tty", "Standard input is a terminal", "bool", short="t"),
)


def _refusal(instead: str) -> Command:
    def run(call: Call) -> int:
        raise CommandError(f"{call.path} is not available in this cluster: {instead}")

    return Command(run, flags=_ANY, any_flags=True)


ATTACH = _refusal("containers have no terminal of their own; use kubectl exec or kubectl logs")
AUTOSCALE = _refusal("nothing measures load here; use kubectl scale")
CERTIFICATE = _refusal("nobody asks for certificates here")
COMPLETION = _refusal("this terminal completes by itself; press Tab")
CREATE_OTHER = _refusal("nothing here uses such an object; kubectl create -f FILE takes any")
CP = _refusal("containers have no files to copy; use kubectl exec POD -- cat FILE")
EDIT_LAST_APPLIED = _refusal("use kubectl apply set-last-applied")
KUSTOMIZE = _refusal("apply the files themselves with kubectl apply -f")
PLUGIN = _refusal("there are no plugins")
PROXY = _refusal("nothing here could talk to it; use kubectl get --output=json")
SET_SUBJECT = _refusal("everybody here may do everything")
