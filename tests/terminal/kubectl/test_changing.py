"""patch, edit, label, annotate, scale, set, delete: what the recordings do not hold."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl
from tests.terminal.kubectl.scene import open_shop

from svcquest.terminal.process import OpenEditor


@pytest.fixture
def web(kubectl: Kubectl) -> Kubectl:
    kubectl("create deployment web --image=nginx --port=80")
    kubectl("expose deployment web")
    return kubectl


def test_patch_reads_a_file_and_other_text_than_json(web: Kubectl) -> None:
    web.write("p.yaml", "spec: {type: NodePort}\n")
    assert web("patch svc web --patch-file=p.yaml") == "service/web patched\n"
    assert web("patch svc web -p 'spec: {type: ClusterIP}'") == "service/web patched\n"


def test_patch_of_the_status(web: Kubectl) -> None:
    web('patch svc web -p \'{"spec":{"type":"LoadBalancer"}}\'')
    patch = '{"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}'
    assert web(f"patch svc web --subresource=status --type=merge -p '{patch}'") == "service/web patched\n"
    assert web("get svc web -o jsonpath='{.status.loadBalancer.ingress[0].ip}'") == "1.2.3.4"


@pytest.mark.parametrize(
    ("patch", "warnings"),
    [
        ('{"spec":{"type":"NodePort","type":"ClusterIP"}}', ['duplicate field "spec.type"']),
        ('{"spec":{"foo":1},"spec":{"foo":2}}', ['duplicate field "spec"', 'unknown field "spec.foo"']),
        ('{"spec":{"ports":[{"port":80,"port":80}]}}', ['duplicate field "spec.ports[0].port"']),
        ("spec: {type: NodePort, type: ClusterIP}", []),
    ],
)
def test_patch_warns_of_fields_that_stand_twice(web: Kubectl, patch: str, warnings: list[str]) -> None:
    shown = web.terminal.run(f"kubectl patch svc web -p '{patch}'").stderr
    assert shown.splitlines() == [f"Warning: {each}" for each in warnings]


def test_patch_with_dry_run_changes_nothing(web: Kubectl) -> None:
    for how in ("client", "server"):
        patched = web(
            f'patch svc web -p \'{{"spec":{{"type":"NodePort"}}}}\' --dry-run={how} -o jsonpath={{.spec.type}}'
        )
        assert patched == "NodePort"
    assert web("get svc web -o jsonpath='{.spec.type}'") == "ClusterIP"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ("-p '{}' --patch-file=x", "error: cannot specify --patch and --patch-file together\n"),
        ("--patch-file=x", "error: unable to read patch file: open x: no such file or directory\n"),
        (
            "-p '{bad}'",
            "Error from server (BadRequest): invalid character 'b' looking for beginning of object key string\n",
        ),
        ("-p x", "json: cannot unmarshal string into Go value of type map[string]interface {}\n"),
        ("-p '[]' --type=merge", "error decoding patch: json: cannot unmarshal array into Go value of type map"),
        ("-p null --type=merge", "Error from server (BadRequest): Invalid JSON Patch\n"),
        (
            '-p \'{"spec":{"ports":[{"port":"80"}]}}\'',
            'The request is invalid: patch: Invalid value: "map[spec:map[ports:[map[port:80]]]]": unrecognized type: ',
        ),
        ("-p 'a: ['", 'error: unable to parse "a: [": yaml: line 1: did not find expected node content\n'),
        ("--local -p '{}'", "error: cannot specify --local and server resources\n"),
        (
            "--subresource=x -p '{}'",
            "Error from server (NotFound): the server could not find the requested resource\n",
        ),
        (
            '-p \'{"metadata":{"name":"other"}}\'',
            "Error from server (BadRequest): the name of the object (other) does not match the name on the URL (web)\n",
        ),
        (
            '-p \'{"spec":{"ports":[{"name":"x"}]}}\'',
            "Error from server: map: map[name:x] does not contain declared merge key: port\n",
        ),
    ],
)
def test_what_patch_refuses(web: Kubectl, flags: str, message: str) -> None:
    assert message in web.fails(f"patch svc web {flags}")


def test_a_patch_of_nothing_changes_nothing(web: Kubectl) -> None:
    for patch in ("-p null", "-p ' '", "-p '[]' --type=json", "-p null --type=json"):
        assert web(f"patch svc web {patch}") == "service/web patched (no change)\n"


# edit ---------------------------------------------------------------------------------------------------------------


def editor(web: Kubectl, line: str = "edit svc web") -> OpenEditor:
    """What the front end is asked for."""
    (request,) = web.run(line).requests
    assert isinstance(request, OpenEditor)
    return request


def test_edit_opens_the_object_and_takes_what_was_saved(web: Kubectl) -> None:
    request = editor(web)
    text = web.read(request.path)
    assert text.startswith("# Please edit the object below.")
    assert "managedFields" not in text
    web.write(request.path, text.replace("targetPort: 80", "targetPort: 8080"))
    assert web.terminal.run(request.on_save).stdout == "service/web edited\n"
    assert web("get svc web -o jsonpath='{.spec.ports[0].targetPort}'") == "8080"
    assert not web.terminal.files.exists(request.path)


def test_edit_without_a_change_is_cancelled(web: Kubectl) -> None:
    request = editor(web)
    outcome = web.terminal.run(request.on_save)
    assert (outcome.exit, outcome.stderr) == (0, "Edit cancelled, no changes made.\n")


def test_edit_opens_again_with_the_reasons_until_nothing_changes(web: Kubectl) -> None:
    request = editor(web)
    web.write(request.path, web.read(request.path).replace("type: ClusterIP", "type: Bad"))
    outcome = web.terminal.run(request.on_save)
    assert outcome.stderr == 'error: services "web" is invalid\n'
    (again,) = outcome.requests
    assert isinstance(again, OpenEditor)
    text = web.read(again.path)
    assert '# services "web" was not valid:\n# * spec.type: Unsupported value: "Bad"' in text
    outcome = web.terminal.run(again.on_save)
    assert outcome.exit == 1
    assert outcome.stderr.endswith("error: Edit cancelled, no valid changes were saved.\n")


def test_edit_of_broken_text_opens_again(web: Kubectl) -> None:
    request = editor(web)
    web.write(request.path, "a: [\n")
    (again,) = web.terminal.run(request.on_save).requests
    assert isinstance(again, OpenEditor)
    assert "# The edited file had a syntax error: " in web.read(again.path)


def test_edit_of_an_emptied_file_is_cancelled(web: Kubectl) -> None:
    request = editor(web)
    web.write(request.path, "# nothing\n")
    assert web.terminal.run(request.on_save).stderr == "Edit cancelled, saved file was empty.\n"


def test_edit_as_json(web: Kubectl) -> None:
    request = editor(web, "edit svc web -o json")
    web.write(request.path, web.read(request.path).replace('"targetPort": 80', '"targetPort": 81'))
    assert web.terminal.run(request.on_save).stdout == "service/web edited\n"


def test_edit_of_a_type_is_of_all_its_objects(web: Kubectl) -> None:
    assert web.read(editor(web, "edit svc").path).count("kind: Service") == 2
    assert web.fails("edit sts") == "error: edit cancelled, no objects found\n"
    assert web.fails("edit svc -l app=web").startswith("error: unknown shorthand flag: 'l' in -l\n")


# label, annotate, scale ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("label svc web a=b=c", "error: invalid label spec: a=b=c\n"),
        ("label svc web a=b a-", "error: can not both modify and remove a label in the same command\n"),
        ("label svc a=b web", "error: all resources must be specified before label changes: web\n"),
        ("label svc --all -l a=b c=d", "error: cannot set --all and --selector at the same time\n"),
        (
            "annotate svc web a=b a-",
            "error: can not both modify and remove the following annotation(s) in the same command: a\n",
        ),
        (
            "label svc web a=b --resource-version=1",
            'Error from server (Conflict): Operation cannot be fulfilled on services "web": the object has been '
            "modified; please apply your changes to the latest version and try again\n",
        ),
        ("scale deploy web --replicas=2 --resource-version=1", "error: Expected resource version to be 1, was"),
    ],
)
def test_what_is_refused(web: Kubectl, line: str, message: str) -> None:
    assert web.fails(line).startswith(message)


def test_several_objects_are_listed_under_their_names(web: Kubectl) -> None:
    web("create service clusterip two --tcp=80")
    assert web("label svc web two --list") == (
        "Listing labels for Service./web:\n app=web\nListing labels for Service./two:\n app=two\n"
    )


def test_a_dry_run_of_label_prints_and_changes_nothing(web: Kubectl) -> None:
    assert web("label svc web a=b --dry-run=client -o jsonpath={.metadata.labels}") == '{"a":"b","app":"web"}'
    assert web("get svc web -o jsonpath={.metadata.labels}") == '{"app":"web"}'


def test_annotations_may_hold_equals_signs(web: Kubectl) -> None:
    assert web("annotate svc web note=a=b") == "service/web annotated\n"
    assert web("get svc web -o jsonpath={.metadata.annotations.note}") == "a=b"


def test_scale_waits_when_it_is_told_to(web: Kubectl) -> None:
    assert web("scale deploy web --replicas=3 --timeout=1m") == "deployment.apps/web scaled\n"
    assert web("get deploy web -o jsonpath={.status.replicas}") == "3"


# delete -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ("svc web --cascade=maybe", 'invalid cascade value (maybe). Must be "background", "foreground", or "orphan"'),
        ("svc web -o yaml", "unexpected -o output mode: yaml. We only support '-o name'"),
        ("svc --all -l a=b", "setting 'all' parameter but found a non empty selector. "),
        ("svc web --now --grace-period=3", "--now and --grace-period cannot be specified together"),
        ("pod x --force --grace-period=3", "--force and --grace-period greater than 0 cannot be specified together"),
    ],
)
def test_what_delete_refuses(web: Kubectl, flags: str, message: str) -> None:
    assert web.fails(f"delete {flags}") == f"error: {message}\n"


def test_some_namespaces_stay(kubectl: Kubectl) -> None:
    assert kubectl.fails("delete namespace default") == (
        'Error from server (Forbidden): namespaces "default" is forbidden: this namespace may not be deleted\n'
    )


def test_delete_lets_time_pass_until_a_pod_is_gone(kubectl: Kubectl) -> None:
    kubectl("run slow --image=nginx")
    kubectl("annotate pod slow svcquest/linger=12")
    before = kubectl.terminal.cluster.state.now
    kubectl("delete pod slow")
    assert kubectl.terminal.cluster.state.now - before == pytest.approx(12, abs=3)
    assert "NotFound" in kubectl.fails("get pod slow")


def test_delete_gives_up_when_its_time_is_over(kubectl: Kubectl) -> None:
    kubectl("run slow --image=nginx")
    kubectl("annotate pod slow svcquest/linger=20")
    assert kubectl.fails("delete pod slow --timeout=2s") == "error: timed out waiting for the condition on pods/slow\n"


def test_orphans_stay(web: Kubectl) -> None:
    web("delete deploy web --cascade=orphan")
    assert web("get pods -o name").startswith("pod/web-")


def test_delete_names_only_on_demand(web: Kubectl) -> None:
    assert web("delete svc web -o name") == "service/web\n"


def test_deleting_nodes_under_a_namespace_warns(kubectl: Kubectl) -> None:
    outcome = kubectl.run("delete node node-3 -n default")
    assert outcome.stderr == "Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n"


@pytest.mark.parametrize(
    ("answer", "rest"),
    [
        ("y", 'service "web" deleted from default namespace\n'),
        ("Y\n", 'service "web" deleted from default namespace\n'),
        ("n", "deletion is cancelled\n"),
        ("", "deletion is cancelled\n"),
        ("yes", "deletion is cancelled\n"),
    ],
)
def test_delete_asks_first_when_it_is_told_to(web: Kubectl, answer: str, rest: str) -> None:
    question = "You are about to delete the following 1 resource(s):\nservice/web\nDo you want to continue? (y/n): "
    assert web("delete svc web --interactive", answer) == question + rest


def test_an_old_way_to_say_orphan(web: Kubectl) -> None:
    outcome = web.run("delete deploy web --cascade=false")
    assert outcome.stderr == (
        "warning: --cascade=false is deprecated (boolean value) and can be replaced with --cascade=orphan.\n"
    )
    assert web("get rs -o name").startswith("replicaset.apps/web-")


def test_label_holds_to_a_version_for_one_object_only(web: Kubectl) -> None:
    web("create service clusterip two --tcp=80")
    assert web.fails("label svc --all a=b --resource-version=1") == (
        "error: --resource-version may only be used with a single resource\n"
    )


# create --edit ------------------------------------------------------------------------------------------------------


def editor_of_new(kubectl: Kubectl) -> OpenEditor:
    kubectl.write("q.yaml", kubectl("create service clusterip q --tcp=80 --dry-run=client -o yaml"))
    (request,) = kubectl.run("create -f q.yaml --edit").requests
    assert isinstance(request, OpenEditor)
    return request


def test_create_edit_makes_what_was_saved(kubectl: Kubectl) -> None:
    request = editor_of_new(kubectl)
    text = kubectl.read(request.path)
    assert text.startswith("# Please edit the object below.")
    assert kubectl("get svc -o name") == "service/kubernetes\n"
    kubectl.write(request.path, text.replace("port: 80", "port: 81"))
    assert kubectl.terminal.run(request.on_save).stdout == "service/q created\n"
    assert kubectl("get svc q -o jsonpath={.spec.ports[0].port}") == "81"
    assert not kubectl.terminal.files.is_file(request.path)


def test_create_edit_without_a_change_makes_nothing(kubectl: Kubectl) -> None:
    request = editor_of_new(kubectl)
    outcome = kubectl.terminal.run(request.on_save)
    assert (outcome.exit, outcome.stderr) == (0, "Edit cancelled, no changes made.\n")
    assert kubectl("get svc -o name") == "service/kubernetes\n"


def test_create_edit_of_what_the_server_refuses(kubectl: Kubectl) -> None:
    request = editor_of_new(kubectl)
    kubectl.write(request.path, kubectl.read(request.path).replace("name: q", "name: Q"))
    outcome = kubectl.terminal.run(request.on_save)
    assert outcome.exit == 1
    assert 'The Service "Q" is invalid: metadata.name: Invalid value: "Q": ' in outcome.stderr
    assert kubectl.terminal.files.is_file(request.path)


def test_create_edit_of_no_object(kubectl: Kubectl) -> None:
    kubectl.write("x.yaml", "a: 1\n")
    assert "Object 'Kind' is missing" in kubectl.fails("create -f x.yaml --edit")


def test_patch_of_a_file(web: Kubectl) -> None:
    web.write("svc.yaml", web("get svc web -o yaml"))
    line = """patch -f svc.yaml --local -p '{"spec":{"type":"NodePort"}}'"""
    assert web(line) == "service/web patched\n"
    assert web(f"{line} -o jsonpath={{.spec.type}}") == "NodePort"
    assert web("get svc web -o jsonpath={.spec.type}") == "ClusterIP"
    assert web.fails(f"{line} --dry-run=server") == (
        "error: cannot specify --local and --dry-run=server - did you mean --dry-run=client?\n"
    )


def test_patch_looks_at_the_output_format_last(web: Kubectl) -> None:
    assert "unable to match a printer" in web.fails("""patch svc web -p '{"metadata":{"labels":{"x":"y"}}}' -o foo""")
    assert web("get svc web -o jsonpath={.metadata.labels.x}") == "y"


def test_an_object_without_labels_counts_as_labeled_when_one_is_taken_away() -> None:
    terminal = open_shop()
    assert terminal.run("kubectl label svc np zz-").stdout == 'label "zz" not found.\nservice/np labeled\n'
    assert terminal.run("kubectl label svc web zz-").stdout == 'label "zz" not found.\nservice/web not labeled\n'


def test_the_server_warns_although_nothing_changes() -> None:
    terminal = open_shop()
    terminal.run("""kubectl patch svc web -p '{"spec":{"externalIPs":["198.51.100.7"]}}'""")
    assert terminal.run("kubectl label svc web app=web").stderr.startswith("Warning: spec.externalIPs is deprecated")
