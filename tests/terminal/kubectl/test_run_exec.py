from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl
from tests.terminal.kubectl.scene import open_shop


def test_an_interactive_pod_opens_a_shell_and_goes_with_it(kubectl: Kubectl) -> None:
    outcome = kubectl.run("run box --rm -it --image=busybox -- sh")
    assert outcome.stderr == "If you don't see a command prompt, try pressing enter.\n"
    assert kubectl.terminal.depth == 1
    assert kubectl.terminal.run("hostname").stdout == "box\n"
    assert kubectl.terminal.run("exit").stdout == 'pod "box" deleted from default namespace\n'
    assert kubectl.terminal.depth == 0
    kubectl.run("run quiet --rm -itq --image=busybox -- sh")
    assert kubectl.terminal.run("exit").shown == ""
    assert "quiet" not in kubectl("get pods")


def test_a_command_runs_in_its_pod_and_the_pod_goes(kubectl: Kubectl) -> None:
    assert kubectl("run box --rm -i --restart=Never --image=busybox -- hostname") == (
        'box\npod "box" deleted from default namespace\n'
    )
    assert "NotFound" in kubectl.fails("get pod box --output=name") or "Terminating" in kubectl("get pod box")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("", 'pod "box" deleted from default namespace\n'),
        ("--quiet", ""),
        (
            "--port=80 --expose",
            'pod "box" deleted from default namespace\nservice "box" deleted from default namespace\n',
        ),
    ],
)
def test_rm_takes_away_what_run_has_made(kubectl: Kubectl, flags: str, told: str) -> None:
    printed = kubectl(f"run box --rm -i --restart=Never --image=busybox {flags} -- hostname")
    assert printed.removeprefix("service/box created\n") == f"box\n{told}"


def test_the_status_of_a_pods_command_is_the_status_of_run(kubectl: Kubectl) -> None:
    outcome = kubectl.run("run box --rm -i --restart=Never --image=busybox -- sh -c 'exit 4'")
    assert (outcome.exit, outcome.stderr) == (4, "pod default/box terminated (Error)\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("run --image=nginx", "error: NAME is required for run\nSee 'kubectl run -h' for help and examples\n"),
        ("run x --image=Bad:::", 'error: Invalid image name "Bad:::": invalid reference format\n'),
        (
            "run x --image=nginx -t",
            "error: -i/--stdin is required for containers with -t/--tty=true\n"
            "See 'kubectl run -h' for help and examples\n",
        ),
        (
            "run x --image=nginx --rm",
            "error: --rm should only be used for attached containers\nSee 'kubectl run -h' for help and examples\n",
        ),
        ("run x --image=nginx --env=1", "error: invalid env: 1\n"),
        (
            "run x --image=nginx --pod-running-timeout=0s",
            "error: --pod-running-timeout must be higher than zero\nSee 'kubectl run -h' for help and examples\n",
        ),
        ("run x --image=nginx --labels=a", "error: unexpected label spec: a\n"),
        ("run x --image=nginx --overrides='{'", "error: Invalid JSON Patch\n"),
    ],
)
def test_what_run_refuses(kubectl: Kubectl, line: str, message: str) -> None:
    assert kubectl.fails(line) == message


def test_overrides_are_laid_over_the_pod(kubectl: Kubectl) -> None:
    kubectl('run x --image=nginx --overrides=\'{"spec":{"nodeName":"node-2"}}\'')
    assert kubectl("get pod x -o jsonpath='{.spec.nodeName}'") == "node-2"


@pytest.mark.parametrize(
    ("fragment", "path", "printed"),
    [
        ('{"spec":{"containers":[{"name":"y"}]}}', "{.spec.containers}", '[{"name":"y","resources":{}}]'),
        (
            '{"spec":{"containers":[{"env":[{}],"ports":[{}]}]}}',
            "{.spec.containers[0].env[0]}{.spec.containers[0].ports[0]}",
            '{"name":""}{"containerPort":0}',
        ),
        ('{"spec":null}', "{.spec}", '{"containers":null}'),
        ('{"metadata":null}', "{.metadata}", "{}"),
        ('{"status":null}', "{.status}", "{}"),
    ],
)
def test_an_overridden_pod_has_the_fields_that_are_always_printed(
    kubectl: Kubectl, fragment: str, path: str, printed: str
) -> None:
    line = f"run x --image=nginx --overrides='{fragment}' --dry-run=client -o jsonpath='{path}'"
    assert kubectl(line) == printed


@pytest.fixture
def web(kubectl: Kubectl) -> Kubectl:
    kubectl("create deployment web --image=nginx --port=80")
    kubectl("expose deployment web")
    return kubectl


@pytest.mark.parametrize("word", ["deploy/web", "deployment.apps/web", "svc/web"])
def test_exec_finds_a_pod_behind_other_objects(web: Kubectl, word: str) -> None:
    assert web(f"exec {word} -- hostname").startswith("web-")


def test_exec_gives_back_the_status(web: Kubectl) -> None:
    outcome = web.run("exec deploy/web -- sh -c 'echo hi; exit 6'")
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (6, "hi\n", "command terminated with exit code 6\n")


def test_exec_passes_standard_input_on_only_with_i(web: Kubectl) -> None:
    assert web("exec -i deploy/web -- cat", stdin="over here\n") == "over here\n"
    assert web("exec deploy/web -- cat", stdin="over here\n") == ""
    assert web("exec -i deploy/web -- sh", stdin="echo one\necho two\n") == "one\ntwo\n"


def test_exec_opens_a_shell(web: Kubectl) -> None:
    web("exec -it deploy/web -- sh")
    assert web.terminal.depth == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("exec nope -- ls", 'Error from server (NotFound): pods "nope" not found\n'),
        ("exec nope", "error: you must specify at least one command for the container\n"),
        ("exec deploy/web -c zzz -- ls", "out of: nginx\n"),
        ("exec node/node-1 -- ls", "error: cannot attach to *v1.Node: selector for *v1.Node not implemented\n"),
    ],
)
def test_what_exec_refuses(web: Kubectl, line: str, message: str) -> None:
    assert web.fails(line).endswith(message)


def test_a_program_that_the_image_lacks(kubectl: Kubectl) -> None:
    kubectl("run d --image=gcr.io/distroless/static")
    assert kubectl.fails("exec d -- curl http://web").endswith('exec: "curl": executable file not found in $PATH\n')


def test_a_default_container_is_named_where_there_are_several(kubectl: Kubectl) -> None:
    kubectl("create deployment two --image=nginx --image=busybox")
    outcome = kubectl.run("exec deploy/two -- hostname")
    assert outcome.stderr == 'Defaulted container "nginx" out of: nginx, busybox\n'


def test_debug_puts_tools_beside_a_pod(web: Kubectl) -> None:
    pod = web("get pods -o name").strip().removeprefix("pod/")
    outcome = web.run(f"debug {pod} -it --image=busybox -c tools")
    assert outcome.exit == 0
    assert web.terminal.depth == 1
    assert web.terminal.run("hostname").stdout == f"{pod}\n"
    web.terminal.run("exit")
    assert web(f"get pod {pod} -o jsonpath='{{.spec.ephemeralContainers[*].name}}'") == "tools"


COPIES = [
    ("--image=busybox --copy-to=copy -c tool", "c:nginx:1.27 side:busybox:1.35 tool:busybox"),
    ("--image=busybox --copy-to=copy -c c", "c:busybox side:busybox:1.35"),
    ("--copy-to=copy --set-image=c=nginx:2,side=x", "c:nginx:2 side:x"),
    ("--copy-to=copy --set-image=*=nginx:2", "c:nginx:2 side:nginx:2"),
]


@pytest.mark.parametrize(("flags", "images"), COPIES)
def test_debug_of_a_copy(flags: str, images: str) -> None:
    terminal = open_shop()
    assert terminal.run(f"kubectl debug web-1 {flags}").stdout == ""
    found = terminal.run(
        "kubectl get pod copy -o jsonpath='{range .spec.containers[*]}{.name}:{.image} {end}{.metadata.labels.app}'"
    )
    assert found.stdout.strip() == images
    assert "10.244.1.20" in terminal.run("kubectl get pod web-1 -o wide").stdout


def test_a_copy_may_take_the_place_of_its_pod() -> None:
    terminal = open_shop()
    terminal.run(
        "kubectl debug web-2 --image=busybox --copy-to=copy --replace --same-node --keep-labels -c t -- sleep 9"
    )
    shown = terminal.run("kubectl get pods -o jsonpath='{.items[*].metadata.name} {.items[0].spec.nodeName}'")
    assert shown.stdout == "copy web-1 node-2"
    shown = terminal.run("kubectl get pod copy -o jsonpath='{.metadata.labels.app} {.spec.containers[2].command}'")
    assert shown.stdout == 'web ["sleep","9"]'


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("web-1", "you must specify --image when not using --copy-to."),
        ("web-1 --copy-to=x", "you must specify --image, --set-image or command arguments."),
        ("web-1 --copy-to=x -- ls", "you must specify an existing container or a new image when specifying args."),
        (
            "web-1 --copy-to=x -c zz -- ls",
            "you must specify an existing container or a new image when specifying args.",
        ),
        ("--image=x", "NAME or filename is required for debug"),
        ("web-1 --image=Bad:::", 'invalid image name "Bad:::": invalid reference format'),
        ("web-1 --image=x --same-node", "--same-node may only be used with --copy-to."),
        ("web-1 --image=x --profile=y", "unknown profile: y"),
        ("web-1 --image=x --image-pull-policy=y", "invalid image pull policy: y"),
        ("svc/web --image=x", '"/v1, Kind=Service" not supported by debug'),
    ],
)
def test_what_debug_refuses(line: str, message: str) -> None:
    assert open_shop().run(f"kubectl debug {line}").stderr == f"error: {message}\n"


def test_debug_of_a_node_is_a_shell_on_it(kubectl: Kubectl) -> None:
    kubectl("debug node/node-2 -it --image=busybox")
    assert kubectl.terminal.run("hostname").stdout == "node-2\n"


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("--image=gcr.io/distroless/static -it -- sh", "sh"),
        ("--image=busybox -i -- curl http://web", "curl"),
        ("--image=nginx -i -- dig web", "dig"),
    ],
)
def test_a_program_that_the_image_lacks_does_not_start(kubectl: Kubectl, line: str, program: str) -> None:
    outcome = kubectl.run(f"run try --rm --restart=Never {line}")
    assert (outcome.exit, outcome.stdout) == (128, 'pod "try" deleted from default namespace\n')
    assert outcome.stderr.startswith("pod default/try terminated (StartError)\n")
    assert outcome.stderr.endswith(f'exec: "{program}": executable file not found in $PATH\n')


def test_debug_looks_at_the_processes_of_its_target() -> None:
    terminal = open_shop()
    assert terminal.run("kubectl debug web-1 -i --image=busybox --target=nope -c d -- ps").stderr == (
        'The Pod "web-1" is invalid: spec.ephemeralContainers[0].targetContainerName: Not found: "nope"\n'
    )
    shown = terminal.run("kubectl debug web-1 -q -i --image=busybox --target=side -c d -- ps").stdout
    assert shown == terminal.run("kubectl exec web-1 -c d -- ps").stdout
    programs = [line.split(None, 3)[3] for line in shown.splitlines()[1:]]
    assert programs == ["sh", "sh", "ps"]
    assert "targetContainerName: side\n" in terminal.run("kubectl get pod web-1 -o yaml").stdout
