from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import open_shop


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kubectl explain svc.spec.sess", ("svc.spec.sessionAffinity", "svc.spec.sessionAffinityConfig")),
        ("kubectl explain svc.spec.ports.t", ("svc.spec.ports.targetPort",)),
        ("kubectl explain ing.spec.rules.h", ("ing.spec.rules.host", "ing.spec.rules.http")),
        ("kubectl explain svc.nope.x", ()),
        ("kubectl explain svc.spec.type.x", ()),
        ("kubectl explain lease.spec.x", ()),
        ("kubectl explain endpointsl", ("endpointslice", "endpointslices")),
        ("kubectl explain --rec", ("--recursive",)),
    ],
)
def test_fields_are_completed_for_explain(line: str, words: tuple[str, ...]) -> None:
    assert open_shop().complete(line)[1] == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kub", ("kubectl",)),
        ("k ap", ("api-resources", "api-versions", "apply")),
        ("kubectl rollout re", ("restart", "resume")),
        ("kubectl create service n", ("nodeport",)),
        ("kubectl create svc n", ("nodeport",)),
        ("kubectl config u", ("unset", "use-context")),
        ("kubectl help exp", ("explain", "expose")),
        ("kubectl get dep", ("deploy", "deployments")),
        ("kubectl get po,dep", ("po,deploy", "po,deployments")),
        ("kubectl get deploy/i", ("deploy/idle",)),
        ("kubectl -n kube-system get svc ", ("kube-dns",)),
        ("kubectl get svc -n kube-system ", ("kube-dns",)),
        ("kubectl get svc --namespace=kube-s", ("--namespace=kube-system",)),
        ("kubectl get po -n kube-s", ("kube-system",)),
        ("kubectl get po -o js", ("json", "jsonpath=")),
        ("kubectl get po --output=w", ("--output=wide",)),
        ("kubectl get po -l app=w", ("app=web",)),
        ("kubectl get po --no-h", ("--no-headers",)),
        ("kubectl expose deploy web --ty", ("--type=",)),
        ("kubectl expose deploy web --type=N", ("--type=NodePort",)),
        ("kubectl expose deploy web --type N", ("NodePort",)),
        ("kubectl patch svc web --type=m", ("--type=merge",)),
        ("kubectl delete svc front --cascade=o", ("--cascade=orphan",)),
        ("kubectl rollout status d", ("daemonsets", "deploy", "deployments", "ds")),
        ("kubectl rollout status deploy i", ("idle",)),
        ("kubectl scale deploy/", ("deploy/idle",)),
        ("kubectl exec web-1 -c ", ("c", "side")),
        ("kubectl logs web-1 --container=s", ("--container=side",)),
        ("kubectl exec web-1 -- get", ("getent",)),
        ("kubectl exec web-1 -c side -- wg", ("wget",)),
        ("kubectl exec web-1 -c c -- wg", ()),
        ("kubectl exec deploy", ("deployment/",)),
        ("kubectl exec svc/web -c side -- wg", ("wget",)),
        ("kubectl exec deploy/idle -- wg", ()),
        ("kubectl logs svc/web -c s", ("side",)),
        ("kubectl set image deploy/idle ", ("c=",)),
        ("kubectl get po -oy", ("-oyaml",)),
        ("kubectl get po -nkube-s", ("-nkube-system",)),
        ("kubectl get po -Aoy", ()),
        ("kubectl auth can-i l", ("list",)),
        ("kubectl auth can-i list servicec", ("servicecidrs",)),
        ("kubectl events --for svc/b", ("svc/bare",)),
        ("kubectl events --for=pod/web-2", ("--for=pod/web-2",)),
        ("kubectl cordon node-", ("node-1", "node-2", "node-3")),
        ("kubectl config use-context k", ("kubernetes-admin@kubernetes",)),
        ("kubectl apply -f ma", ("manifest.yaml",)),
        ("kubectl apply -f ./ma", ("./manifest.yaml",)),
        ("ssh node-3", ("node-3",)),
        ("ssh node-3 iptables-", ("iptables-save",)),
        ("ssh nowhere iptables-", ()),
        ("dig @", ("@10.96.0.10",)),
        ("man nsl", ("nslookup",)),
        ("sudo kubectl get ns kube-n", ("kube-node-lease",)),
        ("watch -n1 kubectl get ns kube-n", ("kube-node-lease",)),
        ("kubectl get po | gr", ("grep",)),
        ("echo $(kubectl get ns kube-n", ("kube-node-lease",)),
        ("cat ma", ("manifest.yaml",)),
        ("kubectl get po > ma", ("manifest.yaml",)),
        ("cd /et", ("/etc/",)),
        ("cat /etc/resol", ("/etc/resolv.conf",)),
        ("curl http://192.168.1.24", ("http://192.168.1.243", "http://192.168.1.244", "http://192.168.1.245")),
        ("echo $KUBEC", ("$KUBECONFIG",)),
        ("which iptables-", ("iptables-save",)),
    ],
)
def test_words_at_the_end_of_a_line(line: str, words: tuple[str, ...]) -> None:
    terminal = open_shop()
    terminal.files.write("manifest.yaml", "")
    start, found = terminal.complete(line)
    assert found == words
    assert all(word.startswith(line[start:]) for word in found)


def test_aliases_are_looked_through() -> None:
    terminal = open_shop()
    terminal.run("alias kg='kubectl get'")
    assert terminal.complete("kg ns kube-n")[1] == ("kube-node-lease",)
    assert "kg" in terminal.complete("k")[1]


def test_in_a_pod_there_is_what_its_image_has() -> None:
    terminal = open_shop()
    terminal.run("kubectl exec -it web-1 -c side -- sh")
    assert terminal.depth == 1
    assert terminal.complete("wg")[1] == ("wget",)
    assert terminal.complete("kubect")[1] == ()
    assert terminal.complete("wget -qO- http://kube-dns")[1] == ("http://kube-dns.kube-system",)


NONSENSE = ("kubectl get nonsense ", "kubectl nonsense ", "kubectl exec nope -- ", "'", "$(", "-", "kubectl -")


@pytest.mark.parametrize("line", NONSENSE)
def test_nothing_sensible_is_no_error(line: str) -> None:
    assert isinstance(open_shop().complete(line)[1], tuple)
