"""A small pack for tests: written into a folder, with parts replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CLUSTER = """\
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: db, namespace: shop}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres, ports: [{containerPort: 8080}]}]}
"""

SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 8080}]
"""

LEVEL: dict[str, Any] = {
    "format": 1,
    "id": "first",
    "title": "First",
    "chapter": "one",
    "summary": "A Service for the website",
    "teaches": ["selector"],
    "brief": "Give the pods of `web` a name.",
    "cluster": ["cluster.yaml"],
    "files": {"service.yaml": "start.yaml"},
    "namespace": "shop",
    "open": ["services"],
    "probes": [
        {
            "id": "web",
            "say": "The name web reaches both pods",
            "from": "pod/shop/db",
            "request": "http://web/",
            "expect": {"pods": {"app": "web"}},
        },
        {
            "id": "not-db",
            "say": "Nothing is sent to the database",
            "from": "pod/shop/db",
            "request": "http://web/",
            "expect": {"not_pods": {"app": "db"}},
        },
    ],
    "changes": [
        {"say": "More of them", "run": "kubectl -n shop scale deployment web --replicas=4"},
        {"say": "A new version", "run": "kubectl -n shop rollout restart deployment web"},
    ],
    "hints": [{"text": "Which labels do they carry?"}, {"text": "It is app=web.", "cost": 1}],
    "solution": {"files": {"service.yaml": "solution.yaml"}},
    "alternates": [{"run": ["kubectl -n shop expose deployment web --port=80 --target-port=8080"]}],
    "near_misses": [
        {"run": ["kubectl -n shop expose deployment web --port=80"], "fails": "web"},
        {"run": ["kubectl -n shop expose deployment db --name=web --port=80 --target-port=8080"], "fails": "not-db"},
    ],
    "debrief": "Well done.",
}

PACK: dict[str, Any] = {
    "format": 1,
    "id": "acme",
    "title": "Acme's own",
    "version": "1.0",
    "chapters": [{"id": "one", "title": "One", "levels": ["first"]}],
}


def write_level(folder: Path, **changes: Any) -> Path:
    """A level that can be trusted, but for the keys given here; None takes a key out."""
    folder.mkdir(parents=True)
    tree = {key: value for key, value in (LEVEL | {"id": folder.name} | changes).items() if value is not None}
    (folder / "level.yaml").write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")
    (folder / "cluster.yaml").write_text(CLUSTER, encoding="utf-8")
    (folder / "start.yaml").write_text(SERVICE.replace("app: web", "app: wbe"), encoding="utf-8")
    (folder / "solution.yaml").write_text(SERVICE, encoding="utf-8")
    return folder


def write_pack(folder: Path, **changes: Any) -> Path:
    """A pack with one level."""
    write_level(folder / "first")
    (folder / "pack.yaml").write_text(yaml.safe_dump(PACK | changes, sort_keys=False), encoding="utf-8")
    return folder


QUESTION: dict[str, Any] = {
    "id": "cause",
    "say": "Why does nobody answer?",
    "choices": [
        {"id": "dns", "text": "The name leads nowhere.", "because": "dig gets an address."},
        {"id": "selector", "text": "The selector takes no pod.", "because": "It says wbe, the pods say web."},
        {"id": "port", "text": "Nothing listens on the port.", "because": "Then there would be endpoints."},
        {"id": "node", "text": "A node is down.", "because": "All of them are ready."},
    ],
    "right": "selector",
    "evidence": {
        "choices": [
            {"id": "endpoints", "text": "kubectl get endpoints web", "because": "There are none."},
            {"id": "pods", "text": "kubectl get pods", "because": "They run whether or not they are selected."},
            {"id": "selectors", "text": "kubectl get svc -o wide", "because": "It shows the selector."},
            {"id": "nodes", "text": "kubectl get nodes", "because": "They are ready."},
        ],
        "right": ["endpoints", "selectors"],
    },
}
"""A question that fits the level."""

ASKING: dict[str, Any] = {
    "questions": [QUESTION],
    "solution": LEVEL["solution"] | {"answers": {"cause": ["selector", "endpoints"]}},
    "near_misses": [
        *LEVEL["near_misses"],
        {"files": {"service.yaml": "solution.yaml"}, "answers": {"cause": ["dns", "endpoints"]}, "fails": "cause"},
    ],
}
"""What makes a level of ``write_level`` ask it."""
