"""One whole working session at ``svcquest sim``, as somebody learns Services with it, line by line."""

from __future__ import annotations

import json
import re

from tests.cli.conftest import Run


def service(name: str, *spec: str) -> str:
    head = f"apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n"
    lines = (*spec, "selector: {app: d1}", "ports:", "- port: 80", "  targetPort: 8080")
    return "cat <<E | kubectl apply -f -\n" + head + "".join(f"  {line}\n" for line in lines) + "E"


CLUSTER_IP = "$(kubectl get svc {} -o jsonpath='{{.spec.clusterIP}}')"
NODE_PORT = "$(kubectl get svc d4 -o jsonpath='{.spec.ports[0].nodePort}')"
ANSWER = r"^d4-\w+-\w+ 10\.244\.\d\.\d+:8080 saw \S+$"

# Command, exit status (a bare exit has that of the command before it), and what must be found in its output, in order.
SESSION: list[tuple[str, int, list[str]]] = [
    ("kubectl get deploy", 0, [r"^NAME +READY", r"^d1 +\d/\d", r"^d4 +\d/\d"]),
    ("kubectl expose deploy d1", 0, [r"^service/d1 exposed$"]),
    (
        "kubectl get svc",
        0,
        [r"^d1 +ClusterIP +10\.\d+\.\d+\.\d+ +<none> +8080/TCP", r"^kubernetes +ClusterIP +10\.96\.0\.1 "],
    ),
    ("kubectl delete svc d1", 0, [r'^service "d1" deleted']),
    ("kubectl expose deploy d2 --port=8080", 0, [r"^service/d2 exposed$"]),
    ("kubectl expose deploy d3 --port=80 --target-port=8080", 0, [r"^service/d3 exposed$"]),
    ("kubectl expose deploy d4 --port=80 --target-port=8080 --type=NodePort", 0, [r"^service/d4 exposed$"]),
    (
        "kubectl get svc d4 -o yaml",
        0,
        [r"^  clusterIP: 10\.", r"^  - nodePort: 3\d{4}$", r"^    targetPort: 8080$", r"^  type: NodePort$"],
    ),
    (f"curl -s http://{CLUSTER_IP.format('d4')}", 0, [ANSWER]),
    (f"curl -s http://192.168.1.243:{NODE_PORT}", 0, [ANSWER]),
    (f"curl -s http://192.168.1.245:{NODE_PORT}", 0, [ANSWER]),
    ("kubectl describe svc d4", 0, [r"^Type: +NodePort$", r"^NodePort: .*3\d{4}/TCP$", r"^Endpoints: +10\.244\."]),
    ("kubectl get pod -l app=d4 -o wide", 0, [r"^NAME .* IP +NODE", r"^d4-\S+ +1/1 +Running .* node-\d"]),
    ("kubectl explain svc.spec.clusterIP", 0, [r"^KIND: +Service$", r"^FIELD: clusterIP <string>$", r"^DESCRIPTION:$"]),
    (service("s1", "type: NodePort"), 0, [r"^service/s1 created$"]),
    (service("s2", "clusterIP: None"), 0, [r"^service/s2 created$"]),
    (service("s3", "type: NodePort", "clusterIP: None"), 1, [r"may not be set to 'None' for NodePort services"]),
    ("kubectl get svc s2", 0, [r"^s2 +ClusterIP +None +<none> +80/TCP"]),
    ("kubectl get pod -n kube-system | grep dns", 0, [r"^coredns-\S+ +1/1 +Running"]),
    ("kubectl get svc -n kube-system", 0, [r"^kube-dns +ClusterIP +10\.96\.0\.10 +<none> +53/UDP,53/TCP,9153/TCP"]),
    (
        "dig -t A d3.default.svc.cluster.local. @10.96.0.10",
        0,
        [r"status: NOERROR", r"^d3\.default\.svc\.cluster\.local\.\s+\d+\s+IN\s+A\s+10\."],
    ),
    ("kubectl run busybox --rm -it --image=busybox sh", 0, []),
    (
        "cat /etc/resolv.conf",
        0,
        [
            r"^search default\.svc\.cluster\.local svc\.cluster\.local cluster\.local",
            r"^nameserver 10\.96\.0\.10$",
            r"ndots:5",
        ],
    ),
    (
        "nslookup d3",
        0,
        [r"^Server:\s+10\.96\.0\.10$", r"^Name:\s+d3\.default\.svc\.cluster\.local$", r"^Address: 10\."],
    ),
    ("wget -qO- http://d3.default", 0, [r"^d3-\w+-\w+ .* saw 10\.244\.\d\.\d+$"]),
    ("ping -c 1 -W 1 10.96.0.10", 1, [r"100% packet loss"]),
    ("exit", 1, [r'^pod "busybox" deleted']),
    ("kubectl get pod busybox", 1, [r'pods "busybox" not found']),
]


def test_session(run: Run) -> None:
    ran = run("sim", "--json", stdin="\n".join(command for command, _, _ in SESSION) + "\n")
    outcomes = [json.loads(line) for line in ran.out.splitlines()]
    assert [outcome["command"] for outcome in outcomes] == [command for command, _, _ in SESSION]
    for outcome, (command, status, patterns) in zip(outcomes, SESSION, strict=True):
        text = outcome["stdout"] + outcome["stderr"]
        if command != "nslookup d3":
            assert outcome["exitCode"] == status, outcome
        at = 0
        for pattern in patterns:
            found = re.compile(pattern, re.MULTILINE).search(text, at)
            assert found, f"{command}: {pattern} not in {text}"
            at = found.start()
