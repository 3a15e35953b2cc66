"""The verbs that only ask, one table a verb: exit status, standard output, standard error."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import DEPRECATED, kubectl, kubectls

HELP = "See 'kubectl {} -h' for help and examples\n"

AUTH = [
    ("auth can-i create svc", 0, "yes\n", ""),
    ("auth can-i create foo", 0, "yes\n", "Warning: the server doesn't have a resource type 'foo'\n\n"),
    ("auth can-i list nodes", 0, "yes\n", "Warning: resource 'nodes' is not namespace scoped\n\n"),
    (
        "auth can-i",
        1,
        "",
        "error: you must specify two arguments: verb resource or verb resource/resourceName.\n"
        "See 'kubectl auth can-i -h' for help and examples.\n",
    ),
    (
        "auth whoami",
        0,
        "ATTRIBUTE   VALUE\nUsername    kubernetes-admin\nGroups      [kubeadm:cluster-admins system:authenticated]\n",
        "",
    ),
]

DISCOVERY = [
    (
        "api-resources --api-group=discovery.k8s.io",
        0,
        "NAME             SHORTNAMES   APIVERSION            NAMESPACED   KIND\n"
        "endpointslices                discovery.k8s.io/v1   true         EndpointSlice\n",
        "",
    ),
    ("api-resources --api-group=discovery.k8s.io -o name", 0, "endpointslices.discovery.k8s.io\n", ""),
    (
        "api-resources --api-group=apps --no-headers --verbs=list --namespaced=true",
        0,
        "controllerrevisions            apps/v1   true   ControllerRevision\n"
        "daemonsets            ds       apps/v1   true   DaemonSet\n"
        "deployments           deploy   apps/v1   true   Deployment\n"
        "replicasets           rs       apps/v1   true   ReplicaSet\n"
        "statefulsets          sts      apps/v1   true   StatefulSet\n",
        "",
    ),
    (
        "api-resources -o foo",
        1,
        "",
        'error: unable to match a printer suitable for the output format "foo", '
        "allowed formats are: json,kyaml,name,wide,yaml\n",
    ),
    (
        "version",
        0,
        "Client Version: v1.36.2\nKustomize Version: v5.8.1\nServer Version: v1.36.2\n",
        "",
    ),
    ("version --client", 0, "Client Version: v1.36.2\nKustomize Version: v5.8.1\n", ""),
    ("version -o foo", 1, "", "error: --output must be 'yaml' or 'json'\n"),
    (
        "cluster-info",
        0,
        "Kubernetes control plane is running at https://192.168.1.242:6443\n"
        "CoreDNS is running at https://192.168.1.242:6443/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n"
        "\n"
        "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n",
        "",
    ),
]

EVENTS = [
    ("events -n empty", 0, "", "No events found in empty namespace.\n"),
    ("events -A --for svc/web", 0, "", "No events found.\n"),
    ("events --for svc/web", 0, "", "No events found in default namespace.\n"),
    ("events --for svc", 1, "", "error: --for must be in resource/name form\n"),
    ("events --types=Foo", 1, "", "error: valid --types are Normal or Warning\n"),
    ("events x", 1, "", "error: unexpected arguments: [x]\n" + HELP.format("events")),
]

LOGS = [
    (
        "logs web-1",
        0,
        "c: started\nc: listening on *:8080/TCP\n",
        'Defaulted container "c" out of: c, side\n',
    ),
    ("logs web-1 -c side", 0, "side: started\nside: listening on nothing\n", ""),
    ("logs web-1 -c c --tail=1", 0, "c: listening on *:8080/TCP\n", ""),
    ("logs web-1 -c zz", 1, "", "error: container zz is not valid for pod web-1 out of: c, side\n"),
    ("logs nope", 1, "", 'error: error from server (NotFound): pods "nope" not found in namespace "default"\n'),
    (
        "logs deploy/nope",
        1,
        "",
        'error: error from server (NotFound): deployments.apps "nope" not found in namespace "default"\n',
    ),
    (
        "logs svc/ext",
        1,
        "",
        "error: cannot get the logs from *v1.Service: invalid service 'ext': Service is defined without a selector\n",
    ),
    (
        "logs web-1 -c c --previous",
        1,
        "",
        'Error from server (BadRequest): previous terminated container "c" in pod "web-1" not found\n',
    ),
    (
        "logs web-1 -c c --since=1s --since-time=2024-01-01T00:00:00Z",
        1,
        "",
        "error: at most one of `sinceTime` or `sinceSeconds` may be specified\n",
    ),
    (
        "logs web-1 -c c --since-time=2024-01-01",
        1,
        "",
        'error: parsing time "2024-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"\n',
    ),
    (
        "logs web-1 -c c --since-time=2024-02-31T00:00:00Z",
        1,
        "",
        'error: parsing time "2024-02-31T00:00:00Z": day out of range\n',
    ),
    ("logs web-1 --limit-bytes=-1", 1, "", "error: --limit-bytes must be greater than 0\n"),
    ("logs web-1 --since=-1s", 1, "", "error: --since must be greater than 0\n"),
    ("logs web-1 --tail=-2", 1, "", "error: --tail must be greater than or equal to -1\n"),
    ("logs web-1 c -c c", 1, "", "error: only one of -c or an inline [CONTAINER] arg is allowed\n"),
    (
        "logs web-1 c --all-containers",
        1,
        "",
        "error: --all-containers=true should not be specified with container name c\n",
    ),
    ("logs web-1 c --limit-bytes=5", 0, "c: st", ""),
    ("logs web-1 --all-containers -f --max-log-requests=2 --tail=0", 0, "", ""),
    (
        "logs web-1 --all-containers -f --max-log-requests=1",
        1,
        "",
        "error: you are attempting to follow 2 log streams, but maximum allowed concurrency is 1, "
        "use --max-log-requests to increase the limit\n",
    ),
]

WAY = "Way: kubectl -> API server -> kubelet on node-1 -> localhost:{} inside pod/{}: {}\n"
PAST = (
    "service/{} only told the pod and the port: its addresses, kube-proxy, its other endpoints and network policies "
    "play no part.\n"
)
OPEN = "The tunnel stays open, as if it ran in another terminal.\n"

PORT_FORWARD = [
    (
        "port-forward svc/np 8000:81",
        0,
        "Forwarding from 127.0.0.1:8000 -> 8080\nForwarding from [::1]:8000 -> 8080\n",
        WAY.format(8080, "web-1", "a program listens there") + PAST.format("np") + OPEN,
    ),
    (
        "port-forward web-1 http",
        0,
        "Forwarding from 127.0.0.1:8080 -> 8080\nForwarding from [::1]:8080 -> 8080\n",
        WAY.format(8080, "web-1", "a program listens there") + OPEN,
    ),
    (
        "port-forward web-1 :http :8080 --address=0.0.0.0,::1",
        0,
        "Forwarding from 0.0.0.0:40000 -> 8080\nForwarding from [::1]:40000 -> 8080\n"
        "Forwarding from 0.0.0.0:40001 -> 8080\nForwarding from [::1]:40001 -> 8080\n",
        WAY.format(8080, "web-1", "a program listens there") + OPEN,
    ),
    ("port-forward web-1 80 --address=here", 1, "", "error: here is not a valid IP\n"),
    ("port-forward web-1 nope", 1, "", "error: Pod 'web-1' does not have a named port 'nope'\n"),
    ("port-forward web-1 80:", 1, "", "error: Pod 'web-1' does not have a named port ''\n"),
    ("port-forward svc/np nope", 1, "", "error: Service 'np' does not have a named port 'nope'\n"),
    ("port-forward web-1 0", 1, "", "error: remote port must be > 0\n"),
    (
        "port-forward web-1 70000:80",
        1,
        "",
        "error: error parsing local port '70000': strconv.ParseUint: parsing \"70000\": value out of range\n",
    ),
    (
        "port-forward web-1 x:80",
        1,
        "",
        "error: error parsing local port 'x': strconv.ParseUint: parsing \"x\": invalid syntax\n",
    ),
    (
        "port-forward web-1 8081",
        0,
        "Forwarding from 127.0.0.1:8081 -> 8081\nForwarding from [::1]:8081 -> 8081\n",
        WAY.format(8081, "web-1", "connection refused, no program listens there") + OPEN,
    ),
    ("port-forward svc/np 99", 1, "", "error: Service np does not have a service port 99\n"),
    (
        "port-forward svc/bare 9",
        1,
        "",
        "error: cannot attach to *v1.Service: invalid service 'bare': Service is defined without a selector\n",
    ),
    ("port-forward nope 80", 1, "", 'Error from server (NotFound): pods "nope" not found\n'),
    (
        "port-forward svc/np",
        1,
        "",
        "error: TYPE/NAME and list of ports are required for port-forward\n" + HELP.format("port-forward"),
    ),
]

TOP = [(f"top {what}", 1, "", "error: Metrics API not available\n") for what in ("pods", "nodes", "pod web-1")]

GET = [
    (
        "get svc",
        0,
        "NAME         TYPE           CLUSTER-IP   EXTERNAL-IP      PORT(S)        AGE\n"
        "bare         ClusterIP      10.96.22.3   <none>           9/TCP          0s\n"
        "ext          ExternalName   <none>       db.example.com   <none>         0s\n"
        "kubernetes   ClusterIP      10.96.0.1    <none>           443/TCP        0s\n"
        "np           NodePort       10.96.22.2   <none>           81:30080/TCP   0s\n"
        "web          ClusterIP      10.96.22.1   <none>           80/TCP         0s\n",
        "",
    ),
    (
        "get pods,deploy --no-headers",
        0,
        "pod/web-1   2/2   Running   2     0s\n"
        "pod/web-2   1/2   Running   2     0s\n"
        "deployment.apps/idle   0/0   0     0     0s\n",
        "",
    ),
    ("get ep web", 0, "NAME   ENDPOINTS          AGE\nweb    10.244.1.20:8080   0s\n", DEPRECATED),
    ("get svc -n empty", 0, "", "No resources found in empty namespace.\n"),
    ("get svc -A -l none=here", 0, "", "No resources found\n"),
    ("get svc x -n nowhere", 1, "", 'Error from server (NotFound): namespaces "nowhere" not found\n'),
    ("get svc x --ignore-not-found", 0, "", ""),
    ("get svc web np -o name", 0, "service/web\nservice/np\n", ""),
    ("get SVC", 1, "", 'error: the server doesn\'t have a resource type "SVC"\n'),
    ("get Service web -o name", 0, "service/web\n", ""),
    ("get services.v1. web -o name", 0, "service/web\n", ""),
    ("get svc, web", 1, "", "error: arguments in resource/name form must have a single resource and name\n"),
    ("get svc,svc web -o name", 0, "service/web\n", ""),
    ("get svc,services web -o name", 0, "service/web\nservice/web\n", ""),
    ("get all web", 1, "", "error: you must specify only one resource\n"),
    ("get svc ''", 1, "", "error: resource name may not be empty\n"),
    (
        "get svc,deploy web -l a=b",
        1,
        "",
        "error: selectors and the all flag cannot be used when passing resource/name arguments\n",
    ),
    ("get svcs -o foo", 1, "", 'error: the server doesn\'t have a resource type "svcs"\n'),
    ("get svc nope -o foo", 1, "", 'Error from server (NotFound): services "nope" not found\n'),
    ("get svc nope -o foo --ignore-not-found", 0, "", ""),
    ("get svc web -l a=b", 1, "", "error: name cannot be provided when a selector is specified\n"),
    ("get svc --raw", 1, "", "error: flag needs an argument: --raw\nSee 'kubectl get --help' for usage.\n"),
    ("get svc --nope", 1, "", "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n"),
    (
        "get svc -l 'app in web'",
        1,
        "",
        'Error from server (BadRequest): Unable to find "/v1, Resource=services" that match label selector '
        "\"app in web\", field selector \"\": unable to parse requirement: found 'web' expected: '('\n",
    ),
    (
        "get pods --field-selector=foo=bar",
        1,
        "",
        'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", '
        'field selector "foo=bar": field label not supported: foo\n',
    ),
    (
        "svc",
        1,
        "",
        'error: unknown command "svc" for "kubectl"\n\nDid you mean this?\n\tset\n',
    ),
]

SORTING = [
    ("get svc --sort-by=.spec.type -o name", 0, "bare kubernetes web ext np", ""),
    ("get svc --sort-by='{.spec.ports[0].port}' -o name", 0, "ext bare web np kubernetes", ""),
    ("get svc --sort-by=metadata.name -o name", 0, "bare ext kubernetes np web", ""),
    ("get svc --sort-by=.nope", 0, "", "No resources found in default namespace.\n"),
    (
        "get svc --sort-by=.nope -o name",
        1,
        "",
        'error: couldn\'t find any field with path "{.nope}" in the list of objects\n',
    ),
    (
        "get svc,pods --sort-by=.metadata.name",
        1,
        "",
        'error: couldn\'t find any field with path "{.metadata.name}" in the list of objects\n',
    ),
    (
        "get svc --sort-by='{.x'",
        1,
        "",
        "error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
        "'{.name1.name2}'\n",
    ),
]

COLUMNS = [
    (
        "-o custom-columns=A:.metadata.name,B:.nope,C:.spec.ports[0].port",
        0,
        "A     B        C\nweb   <none>   80\n",
        "",
    ),
    ("-o custom-columns=A:metadata.name --no-headers", 0, "web\n", ""),
    ("-o custom-columns=S:.spec.selector", 0, "S\nmap[app:web]\n", ""),
    (
        "-o custom-columns=NAME",
        1,
        "",
        "error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>\n",
    ),
    ("-o custom-columns=", 1, "", "error: custom-columns format specified but no custom columns given\n"),
]

TEMPLATES = [
    ("{{.spec.type}}", "ClusterIP"),
    ("{{.spec.nope}}", "<no value>"),
    ("{{.x.y}}", "<no value>"),
    ('{{len .spec.ports}} {{index .spec.ports 0 "port"}}', "1 80"),
    ('{{printf "%s!" .metadata.name}}', "web!"),
    ("{{range $k, $v := .metadata.labels}}{{$k}}={{$v}};{{end}}", "app=web;tier=front;"),
    ('{{if eq .spec.type "ClusterIP"}}yes{{else}}no{{end}}', "yes"),
    ("{{with .nope}}there{{else}}missing{{end}}", "missing"),
    ('{{range .spec.ports}}{{.name}}:{{.port}}{{"\\n"}}{{end}}', "http:80\n"),
    ("{{- .metadata.name -}}", "web"),
]

JSONPATHS = [
    ("{.spec.ports[0].port}", "80"),
    ("{.spec.ports}", '[{"name":"http","port":80,"protocol":"TCP","targetPort":"http"}]'),
    ("{.spec.nope}", ""),
    (".spec.type", ".spec.type"),
    ("{.spec.type} {.metadata.name}", "ClusterIP web"),
    ("{.spec['type','clusterIP']}", "ClusterIP 10.96.22.1"),
    ("{.spec.ports[?(@.port>79)].name}", "http"),
    ("{.metadata.labels.*}", "web front"),
    ('{range .spec.ports[*]}{.port}{"\\t"}{end}', "80\t"),
    ("{.metadata.managedFields[0].manager}", "kubectl-create"),
    ("{.metadata.managedFields[0].fieldsV1.f:metadata}", '{"f:labels":{".":{},"f:app":{},"f:tier":{}}}'),
]

TABLES = [*AUTH, *DISCOVERY, *EVENTS, *LOGS, *PORT_FORWARD, *TOP, *GET]


@pytest.mark.parametrize(("line", "status", "stdout", "stderr"), TABLES, ids=[row[0] for row in TABLES])
def test_answer(line: str, status: int, stdout: str, stderr: str) -> None:
    outcome = kubectl(line)
    assert (outcome.stdout, outcome.stderr, outcome.exit) == (stdout, stderr, status)


@pytest.mark.parametrize(("line", "status", "order", "stderr"), SORTING, ids=[row[0] for row in SORTING])
def test_sorting(line: str, status: int, order: str, stderr: str) -> None:
    outcome = kubectl(line)
    assert (outcome.stderr, outcome.exit) == (stderr, status)
    assert [name.removeprefix("service/") for name in outcome.stdout.split()] == order.split()


@pytest.mark.parametrize(("flags", "status", "stdout", "stderr"), COLUMNS, ids=[row[0] for row in COLUMNS])
def test_custom_columns(flags: str, status: int, stdout: str, stderr: str) -> None:
    outcome = kubectl(f"get svc web {flags}")
    assert (outcome.stdout, outcome.stderr, outcome.exit) == (stdout, stderr, status)


@pytest.mark.parametrize(("template", "text"), TEMPLATES)
def test_go_template(template: str, text: str) -> None:
    assert kubectl(f"get svc web -o go-template='{template}'").stdout == text


@pytest.mark.parametrize(("template", "text"), JSONPATHS)
def test_jsonpath(template: str, text: str) -> None:
    assert kubectl(f'get svc web -o jsonpath="{_for_double_quotes(template)}"').stdout == text


def _for_double_quotes(text: str) -> str:
    return "".join(f"\\{letter}" if letter in '"\\' else letter for letter in text)


def test_null_is_not_the_same_as_nothing_in_jsonpath() -> None:
    lines = kubectls(
        "create service clusterip lone --tcp=80",
        "get endpointslices -l kubernetes.io/service-name=lone -o jsonpath='{.items[0].endpoints}{.items[0].nope}'",
    )
    assert lines[1] == (0, "null")


@pytest.mark.parametrize(
    ("verb", "hint"),
    [
        ("attach web-1", "kubectl exec or kubectl logs"),
        ("autoscale deploy idle --max=3", "kubectl scale"),
        ("certificate", "certificates"),
        ("completion bash", "press Tab"),
        ("cp a b", "kubectl exec POD -- cat FILE"),
        ("kustomize", "kubectl apply -f"),
        ("plugin", "no plugins"),
        ("proxy", "kubectl get"),
    ],
)
def test_what_is_not_there_says_what_to_use_instead(verb: str, hint: str) -> None:
    outcome = kubectl(verb)
    assert outcome.exit == 1
    assert f"error: kubectl {verb.split(maxsplit=1)[0]} is not available in this cluster: " in outcome.stderr
    assert hint in outcome.stderr


def test_cordon_and_uncordon() -> None:
    lines = kubectls(
        "cordon node-1 node-2",
        "cordon node-1",
        "get nodes --no-headers -o custom-columns=N:.metadata.name,U:.spec.unschedulable",
        "uncordon node-1",
        "uncordon node-1",
        "cordon nope",
        "cordon node-1 --dry-run=client",
        "cordon",
    )
    assert [text for _, text in lines] == [
        "node/node-1 cordoned\nnode/node-2 cordoned\n",
        "node/node-1 already cordoned\n",
        "node-1   true\nnode-2   true\nnode-3   <none>\n",
        "node/node-1 uncordoned\n",
        "node/node-1 already uncordoned\n",
        'Error from server (NotFound): nodes "nope" not found\n',
        "node/node-1 cordoned (dry run)\n",
        "error: USAGE: cordon NODE [flags]\nSee 'kubectl cordon -h' for help and examples\n",
    ]


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
        'error: context "zz" does not exist\n',
    ]
