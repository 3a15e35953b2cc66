"""What a kubelet reports about a pod's containers.

Follows ``pkg/kubelet/kubelet_pods.go`` convertToAPIContainerStatuses as far as a user sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from svcquest.engine.controllers import image_names
from svcquest.engine.controllers.container_runs import Life, wait_after
from svcquest.engine.controllers.programs import Program, fails, program_in
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree


def container_statuses(
    tree: Tree,
    program: Program,
    lives: Mapping[str, Life],
    ready: Collection[str],
    begun: Collection[str],
    started: str,
) -> list[Tree]:
    """The statuses of a pod's containers.

    Args:
        lives: the runs of those that run or are started again, by name.
        ready: names of those that are ready.
        begun: names of those whose startup probe has succeeded.
        started: when the pod began.
    """
    known = {each.get("name"): each for each in (tree.get("status") or {}).get("containerStatuses") or ()}
    found = []
    for container in (tree.get("spec") or {}).get("containers") or ():
        name = container.get("name", "")
        own, life = program_in(tree, program, container), lives.get(name)
        before = known.get(name) or {}
        last = (before.get("lastState") or {}) if life is None or not life.stopped else _last(tree, own, life)
        found.append(
            {
                "name": name,
                "image": container.get("image", ""),
                "imageID": "",
                "ready": name in ready,
                "started": name in begun,
                "restartCount": before.get("restartCount", 0) if life is None else life.restarts,
                "state": _stands_still(own, container, started) if life is None else _moves(tree, container, life),
                "lastState": last,
            }
        )
    return found


def init_statuses(tree: Tree, program: Program, ready: Collection[str], started: str) -> list[Tree] | None:
    """The statuses of a pod's init containers, None when it has none."""
    found = []
    for container in (tree.get("spec") or {}).get("initContainers") or ():
        sidecar = container.get("restartPolicy") == "Always"
        running = sidecar and program in {"running", "crashing"}
        found.append(
            {
                "name": container.get("name", ""),
                "image": container.get("image", ""),
                "imageID": "",
                "ready": not sidecar or container.get("name", "") in ready,
                "started": running,
                "restartCount": 0,
                "state": {"running": {"startedAt": started}} if running else {"terminated": _end(0, started, started)},
                "lastState": {},
            }
        )
    return found or None


def _moves(tree: Tree, container: Mapping[str, Any], life: Life) -> Tree:
    """The state of a container that runs, or waits for its next run."""
    if life.running:
        return {"running": {"startedAt": to_timestamp(life.began)}}
    metadata = tree["metadata"]
    pod = f"{metadata.get('name', '')}_{metadata.get('namespace', '')}({metadata.get('uid', '')})"
    wait = _duration(wait_after(life.restarts, 0.0))
    message = f"back-off {wait} restarting failed container={container.get('name', '')} pod={pod}"
    return {"waiting": {"reason": "CrashLoopBackOff", "message": message}}


def _stands_still(program: Program, container: Mapping[str, Any], started: str) -> Tree:
    """The state of a container that has not begun, or has ended for good."""
    if program != "unpulled":
        return {"terminated": _end(1 if program == "failed" else 0, started, started)}
    image = container.get("image", "")
    wrong = image_names.complaint(image)
    message = wrong or f'Back-off pulling image "{image}"'
    return {"waiting": {"reason": "InvalidImageName" if wrong else "ImagePullBackOff", "message": message}}


def _last(tree: Tree, program: Program, life: Life) -> Tree:
    """How the run before the last start ended. A program that is killed for its probe ends in order."""
    assert life.before is not None
    began, ended = map(to_timestamp, life.before)
    return {"terminated": _end(1 if program == "crashing" and fails(tree) else 0, began, ended)}


def _end(code: int, began: str, ended: str) -> Tree:
    return {
        "exitCode": code,
        "reason": "Error" if code else "Completed",
        "startedAt": began,
        "finishedAt": ended,
    }


def _duration(seconds: float) -> str:
    """As Go prints it: ``40s``, ``2m40s``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"
