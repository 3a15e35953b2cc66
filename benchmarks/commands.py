"""One command of kubectl in process, on a small cluster (median at most 2 ms of one core each)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

from benchmarks.measure import cpu_seconds, percentile, report
from svcquest.engine.cluster import Cluster
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal

LIMIT = 2.0
ROUNDS = 60

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: applied
spec:
  selector:
    app: web
  ports:
  - name: http
    port: {port}
    targetPort: 80
"""

COMMANDS = {
    # what is measured: its line, and lines that go before each round and are not measured
    "get": ("kubectl get svc,pods,endpointslices -o wide", ()),
    "get -o yaml": ("kubectl get svc web -o yaml", ()),
    "describe": ("kubectl describe svc web", ()),
    "expose": ("kubectl expose deployment web --name=exposed", ("kubectl delete svc exposed --ignore-not-found",)),
    "apply, anew": ("kubectl apply -f {file}", ("kubectl delete svc applied --ignore-not-found",)),
    "apply, changed": ("kubectl apply -f {file}", ()),
    "apply, unchanged": ("kubectl apply -f same.yaml", ()),
}


def small_cluster() -> Terminal:
    """Three nodes, two Deployments with seven pods, three Services."""
    files = {f"{port}.yaml": SERVICE.format(port=port) for port in (80, 81)} | {"same.yaml": SERVICE.format(port=90)}
    terminal = Terminal(Cluster(), Files(files))
    for line in (
        "kubectl create deployment web --image=nginx:1.27 --port=80 --replicas=4",
        "kubectl create deployment shop --image=nginx:1.27 --port=8080 --replicas=3",
        "kubectl expose deployment web",
        "kubectl expose deployment shop --type=NodePort",
        "kubectl apply -f 80.yaml",
    ):
        outcome = terminal.run(line)
        if outcome.exit:
            raise RuntimeError(f"{line}: {outcome.stderr}")
    return terminal


def rounds(terminal: Terminal, line: str, before: tuple[str, ...]) -> Iterator[float]:
    """Milliseconds of each round; the first ones, which import what the command needs, are left out."""
    for number in range(ROUNDS + 5):
        for each in before:
            terminal.run(each)
        spent = cpu_seconds(partial(terminal.run, line.format(file=f"{80 + number % 2}.yaml")))
        if number >= 5:
            yield spent * 1000


def run() -> bool:
    """Measure each command on a cluster of its own."""
    kept = True
    for name, (line, before) in COMMANDS.items():
        spent = list(rounds(small_cluster(), line, before))
        figure = f"median {median(spent):.2f} ms, p95 {percentile(spent, 0.95):.2f} ms"
        kept &= report(f"kubectl {name}", figure, median(spent), LIMIT)
    return kept
