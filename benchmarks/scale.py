"""A cluster at Kubernetes' own limits: 5,000 nodes, 10,000 Services, 150,000 pods.

Loading takes at most 20 s and 1.5 GB; after an edit of a Service or a pod's becoming unready, endpoints, names and
routes are right within 5 ms.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys

from benchmarks import changes
from benchmarks.measure import ENVIRONMENT, cpu_seconds, pace, percentile, report
from benchmarks.populated import LIMITS, loaded, trees
from svcquest.engine.cluster import Cluster

LOAD_LIMIT = 20.0
MEMORY_LIMIT = 1.5
CHANGE_LIMIT = 5.0


def run() -> bool:
    """Measure in a process of its own, so that its memory can be told from that of others."""
    print(f"     yardstick: {pace()}")
    command = [sys.executable, "-c", "from benchmarks import scale; scale.measure()"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    found = json.loads(done.stdout)
    load, memory = found["load"], found["memory"]
    kept = [
        report("load 150,000 pods", f"{load:.1f} s", load, LOAD_LIMIT),
        report("memory", f"{memory:.2f} GB", memory, MEMORY_LIMIT),
    ]
    for name in ("edit", "flip"):
        spent = found[name]
        worst = percentile(spent, 0.95)
        kept.append(report(name, f"p50 {percentile(spent, 0.5):.1f} ms, p95 {worst:.1f} ms", worst, CHANGE_LIMIT))
    return all(kept)


def measure() -> None:
    """Load, change, and print what it took as JSON: seconds, gigabytes, milliseconds."""
    objects = list(trees(LIMITS))
    clusters: list[Cluster] = []
    load = cpu_seconds(lambda: clusters.append(loaded(objects)))
    (cluster,) = clusters
    changed = {"edit": changes.edit(cluster, LIMITS), "flip": changes.flip(cluster, LIMITS)}
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"load": load, "memory": kilobytes / 1e6, **changed}))
