"""The sandbox: any cluster, other proxies and versions, saved and opened again."""

from __future__ import annotations

import pytest

from svcquest.game.keeping import reopen_sandbox
from svcquest.game.sandbox import Sandbox, Source
from svcquest.game.snapshot import to_data
from svcquest.levels.data import data_folder
from svcquest.levels.problems import LevelError
from svcquest.terminal.process import Outcome

CLUSTERS = data_folder("assets") / "clusters"
PRESETS = sorted(path.stem for path in CLUSTERS.glob("*.yaml"))


def opened(name: str) -> Sandbox:
    return Sandbox(Source(name, (CLUSTERS / f"{name}.yaml").read_text(encoding="utf-8")))


def run(sandbox: Sandbox, line: str) -> Outcome:
    outcome = sandbox.command(line)
    assert not outcome.exit, outcome.shown
    return outcome


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_taken_whole(name: str) -> None:
    sandbox = opened(name)
    assert sandbox.refused == ()
    assert len(sandbox.picture().pods) > 5


def test_the_terminal_starts_where_most_pods_are() -> None:
    assert "storefront" in run(opened("shop"), "kubectl get svc").stdout


def test_files_are_applied_without_being_judged() -> None:
    sandbox = opened("playground")
    sandbox.write("a.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: one}\nspec: {ports: [{port: 80}]}\n")
    assert sandbox.apply() == (("service/one created",), ())
    assert sandbox.apply() == ((), ())


def test_kube_proxy_changes_its_mode_and_changes_back() -> None:
    sandbox = opened("shop")
    sandbox.switch_proxy("ipvs", "sh")
    assert (sandbox.settings.proxy_mode, sandbox.settings.scheduler) == ("ipvs", "sh")
    assert sandbox.undo() == "kube-proxy in mode ipvs"
    assert sandbox.settings.proxy_mode == "iptables"


def test_an_older_api_server_knows_less() -> None:
    sandbox = opened("edge")
    patch = """kubectl patch svc echo-near -p '{"spec":{"trafficDistribution":"PreferSameNode"}}'"""
    sandbox.switch_version((1, 33))
    assert "Unsupported value" in sandbox.command(patch).stderr
    sandbox.switch_version((1, 32))
    assert "v1.32.2" in run(sandbox, "kubectl get nodes").stdout
    marked = "kubectl get endpoints -A -l endpoints.kubernetes.io/managed-by -o name"
    assert run(sandbox, marked).stdout == ""
    sandbox.switch_version((1, 36))
    assert run(sandbox, marked).stdout
    run(sandbox, patch)


def test_a_dump_of_a_sandbox_opens_as_the_same_cluster() -> None:
    first = opened("shop")
    run(first, "kubectl scale deployment catalog --replicas=5")
    dump = run(first, "kubectl get all,endpointslices,nodes,namespaces -A -o yaml").stdout
    second = Sandbox(Source("dump", dump))
    assert {pod.key for pod in first.picture().pods} == {pod.key for pod in second.picture().pods}


@pytest.mark.parametrize("name", PRESETS)
def test_a_saved_cluster_opens_as_an_equal_one(name: str) -> None:
    first = opened(name)
    second = Sandbox(Source("saved", first.as_file()))
    shown, again = first.picture(), second.picture()
    assert second.refused == ()
    assert [node.name for node in shown.nodes] == [node.name for node in again.nodes]
    assert [(s.key, s.cluster_ip, len(s.edges)) for s in shown.services] == [
        (s.key, s.cluster_ip, len(s.edges)) for s in again.services
    ]
    assert first.as_file() == second.as_file()


def test_a_saved_cluster_holds_what_was_written_only() -> None:
    text = opened("shop").as_file()
    assert "kind: Deployment" in text
    for derived in ("ReplicaSet", "EndpointSlice", "kind: Pod\n", "resourceVersion", "uid:"):
        assert derived not in text


def test_endpoints_written_by_hand_are_saved() -> None:
    sandbox = opened("playground")
    sandbox.write(
        "slice.yaml",
        "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\n"
        "metadata: {name: mine, labels: {kubernetes.io/service-name: mine}}\n"
        "addressType: IPv4\nendpoints: [{addresses: [192.168.1.10]}]\nports: [{port: 80}]\n",
    )
    sandbox.apply()
    assert "- 192.168.1.10" in sandbox.as_file()


def test_a_sandbox_comes_back_as_it_was_left() -> None:
    first = opened("playground")
    run(first, "kubectl expose deployment d1 --port=80")
    first.switch_proxy("nftables")
    first.switch_version((1, 34))
    first.write("service.yaml", "# mine")
    second = reopen_sandbox(to_data(first.snapshot()))
    assert second is not None
    assert second.source == first.source
    assert (second.settings.proxy_mode, second.settings.version) == ("nftables", (1, 34))
    assert second.history() == first.history()
    assert second.text("service.yaml") == "# mine"
    assert second.picture() == first.picture()


@pytest.mark.parametrize(
    "data", [None, {}, {"level": "sandbox", "actions": []}, {"level": "sandbox", "actions": [["source", "x", "- ]"]]}]
)
def test_what_cannot_be_reopened_is_not(data: dict[str, object] | None) -> None:
    assert reopen_sandbox(data) is None


def test_text_that_is_no_cluster_is_refused_with_its_place() -> None:
    with pytest.raises(LevelError, match=r"notes\.txt:1:1"):
        Sandbox(Source("notes.txt", "just words"))


def test_a_dump_is_saved_with_its_networks_and_with_what_is_not_modelled() -> None:
    services = [
        f"""
- apiVersion: v1
  kind: Service
  metadata: {{name: {name}, namespace: {namespace}, uid: {name}}}
  spec: {{clusterIP: {ip}, clusterIPs: [{ip}], ports: [{{port: 53, protocol: UDP}}], selector: {{app: {name}}}}}"""
        for name, namespace, ip in (
            ("kubernetes", "default", "172.20.0.1"),
            ("kube-dns", "kube-system", "172.20.0.53"),
            ("web", "shop", "172.20.7.7"),
        )
    ]
    custom = """
- apiVersion: example.com/v1
  kind: Widget
  metadata: {name: w, namespace: shop}
  spec: {size: 3}"""
    first = Sandbox(Source("dump", f"apiVersion: v1\nkind: List\nitems:{''.join(services)}{custom}\n"))
    second = Sandbox(Source("saved", first.as_file()))
    assert (first.refused, second.refused) == ((), ())
    for each in (first, second):
        assert (each.settings.service_cidrs, each.settings.pod_resolver) == (("172.20.0.0/16",), "172.20.0.53")
    assert "kind: Widget" in second.as_file()
