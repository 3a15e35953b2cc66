"""What the cluster picture says of a pod, or of several that are alike."""

from __future__ import annotations

from svcquest.game.picture import PodPicture, ServicePicture
from svcquest.model.language import _
from svcquest.tui.folding import Row
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.ink import Ink, Span
from svcquest.tui.labels import Miss, misses


def sign(pod: PodPicture, ink: Ink, glyphs: Glyphs) -> Span:
    """The state of a pod as a sign."""
    if pod.terminating:
        return (glyphs.gone, ink.dim)
    return (glyphs.ready, ink.ok) if pod.ready else (glyphs.unready, ink.bad)


def title(row: Row, name: str, glyphs: Glyphs) -> str:
    """The name of a pod; of several, how many and whose."""
    return name if len(row.pods) == 1 else f"{len(row.pods)} {glyphs.times} {name}"


def ports(pod: PodPicture) -> str:
    """On which ports something listens."""
    return " ".join(f":{port.removesuffix('/TCP')}" for port in pod.ports) or _("no listener")


def notes(
    pod: PodPicture, near: Miss | None, asked: ServicePicture | None, ink: Ink, glyphs: Glyphs
) -> tuple[Span, ...]:
    """What is worth saying beside a pod.

    Args:
        near: the label that keeps it out of a Service that almost selects it.
        asked: the Service under the cursor: then its selector is held against the pod, pair by pair.
    """
    if pod.terminating:
        return ((_("terminating"), ink.dim),)
    said: list[Span] = []
    if not pod.ready:
        said.append((_("not ready") if pod.phase == "Running" else pod.phase, ink.bad))
    if asked is not None and asked.selector and asked.namespace == pod.namespace:
        missed = misses(pod, asked.selector)
        if missed:
            style = ink.warn if near is not None or len(missed) < len(asked.selector) else ink.dim
            said += [(f"{glyphs.mismatch} {miss}", style) for miss in missed]
        else:
            said.append((glyphs.passed + " " + ", ".join(f"{key}={value}" for key, value in asked.selector), ink.ok))
    elif near is not None:
        said.append((f"{glyphs.mismatch} {near}", ink.warn))
    return tuple(said)
