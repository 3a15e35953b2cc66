"""config and --context."""

from __future__ import annotations

from tests.terminal.kubectl.scene import kubectls, open_shop


def test_contexts() -> None:
    lines = kubectls(
        "config current-context",
        "config set-context --current --namespace=empty",
        "get svc",
        "config view --minify -o jsonpath='{..namespace}'",
        "config set-context dev --cluster=kubernetes --user=kubernetes-admin --namespace=shop",
        "config get-contexts",
        "config use-context dev",
        "config rename-context dev prod",
        "config current-context",
        "config use-context zz",
        "config set-context dev --current",
        "--context=zz get svc",
    )
    assert [text for _, text in lines] == [
        "kubernetes-admin@kubernetes\n",
        'Context "kubernetes-admin@kubernetes" modified.\n',
        "No resources found in empty namespace.\n",
        "empty",
        'Context "dev" created.\n',
        "CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE\n"
        "          dev                           kubernetes   kubernetes-admin   shop\n"
        "*         kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   empty\n",
        'Switched to context "dev".\n',
        'Context "dev" renamed to "prod".\n',
        "prod\n",
        'error: no context exists with the name: "zz"\n',
        "error: you cannot specify both a context name and --current\n",
        "Error in configuration: context was not found for specified context: zz\n",
    ]


REFUSED = """\
E1123 08:00:00.000000       1 memcache.go:265] "Unhandled Error" err="couldn't get current server API group list: \
Get \\"http://localhost:8080/api?timeout=32s\\": dial tcp 127.0.0.1:8080: connect: connection refused"
"""
FILE = "/etc/kubernetes/admin.conf"
ADMIN = "kubernetes-admin@kubernetes"


def _set(path: str) -> str:
    return f'Property "{path}" set.\n'


def _unset(path: str) -> str:
    return f'Property "{path}" unset.\n'


SINGLE_ENTRIES = [
    (f"config set contexts.{ADMIN}.namespace empty", 0, _set(f"contexts.{ADMIN}.namespace")),
    ("get svc", 0, "No resources found in empty namespace.\n"),
    (f"config unset contexts.{ADMIN}.namespace", 0, _unset(f"contexts.{ADMIN}.namespace")),
    ("get svc ext -o name", 0, "service/ext\n"),
    ("config set clusters.far.server https://10.1.1.1", 0, _set("clusters.far.server")),
    ("config set users.bob.token abc", 0, _set("users.bob.token")),
    ("config set contexts.far.away.cluster far", 0, _set("contexts.far.away.cluster")),
    ("config get-clusters", 0, "NAME\nfar\nkubernetes\n"),
    ("config get-users", 0, "NAME\nbob\nkubernetes-admin\n"),
    ("get svc --context=far.away", 1, "Unable to connect to the server: dial tcp 10.1.1.1:443: i/o timeout\n"),
    ("config unset contexts.far.away", 0, _unset("contexts.far.away")),
    ("config unset contexts.far.away", 0, _unset("contexts.far.away")),
    ("config unset contexts.far.away.user", 1, "error: current map key `far.away` is invalid\n"),
    (
        "config set clusters.far.insecure-skip-tls-verify x",
        1,
        'error: strconv.ParseBool: parsing "x": invalid syntax\n',
    ),
    ("config set users.bob.x y", 1, "error: can't set a map to a value: map[bob:0xc0004dee80 "),
    ("config set x.y z", 1, "error: unable to parse x.y after [] at api.Config\n"),
    ("config set current-context.x z", 1, "error: unable to parse one or more field values of current-context.x\n"),
    ("config delete-cluster far", 0, f"deleted cluster far from {FILE}\n"),
    ("config delete-cluster far", 1, f"error: cannot delete cluster far, not in {FILE}\n"),
    ("config delete-user bob", 0, f"deleted user bob from {FILE}\n"),
    ("config set-cluster near --server=https://10.2.2.2:6443", 0, 'Cluster "near" set.\n'),
    ("config set-credentials eve --token=x", 0, 'User "eve" set.\n'),
    ("config set-context near --cluster=near --user=eve", 0, 'Context "near" created.\n'),
    ("get nodes --context near", 1, "Unable to connect to the server: dial tcp 10.2.2.2:6443: i/o timeout\n"),
    ("config unset users", 0, _unset("users")),
    ("config view --minify --context=near", 1, "error: cannot locate user eve\n"),
    ("config view --minify --context=zz", 1, "error: cannot locate context zz\n"),
    ("get svc --server=localhost:8080", 1, REFUSED * 5 + "The connection to the server localhost:8080 was refused - "),
    ("config unset current-context", 0, _unset("current-context")),
    ("config view --minify", 1, "error: current-context must exist in order to minify\n"),
    ("get svc", 1, REFUSED * 5 + "The connection to the server localhost:8080 was refused - "),
    ("config set current-context zz", 0, _set("current-context")),
    ("get svc", 1, "Error in configuration: context was not found for specified context: zz\n"),
    ("apply -f svc.yaml", 1, 'error: context "zz" does not exist\n'),
    ("config get-contexts -o yaml", 1, "error: --output yaml is not available in kubectl config get-contexts; "),
    ("config set a", 1, "Set one value of the kubeconfig.\n"),
    ("config delete-user", 0, "Delete a user.\n"),
    (f"config use {ADMIN}", 0, f'Switched to context "{ADMIN}".\n'),
]


def test_single_entries() -> None:
    lines = kubectls(*(line for line, _, _ in SINGLE_ENTRIES))
    for (line, status, start), (found, text) in zip(SINGLE_ENTRIES, lines, strict=True):
        assert (line, found, text[: len(start)]) == (line, status, start)


def test_undo_brings_back_clusters_and_users() -> None:
    terminal = open_shop()
    before = terminal.snapshot()
    terminal.run(
        "kubectl config unset clusters; kubectl config set-credentials eve; kubectl config unset current-context"
    )
    terminal.restore(before)
    assert terminal.run("kubectl get svc ext -o name; kubectl config get-users").stdout == (
        "service/ext\nNAME\nkubernetes-admin\n"
    )
