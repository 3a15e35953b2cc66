from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl

SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
"""


@pytest.fixture
def applied(kubectl: Kubectl) -> Kubectl:
    kubectl.write("svc.yaml", SERVICE)
    assert kubectl("apply -f svc.yaml") == "service/web created\n"
    return kubectl


def spec(kubectl: Kubectl, path: str) -> str:
    return kubectl(f"get svc web -o jsonpath='{{{path}}}'")


def test_what_others_have_set_stays(applied: Kubectl) -> None:
    applied("label svc web team=blue")
    applied('patch svc web -p \'{"spec":{"type":"NodePort"}}\'')
    port = spec(applied, ".spec.ports[0].nodePort")
    applied.write("svc.yaml", SERVICE.replace("port: 80", "port: 80, targetPort: 8080"))
    assert applied("apply -f svc.yaml") == "service/web configured\n"
    assert spec(applied, ".metadata.labels") == '{"team":"blue"}'
    assert spec(applied, ".spec.ports[0]") == (
        f'{{"name":"http","nodePort":{port},"port":80,"protocol":"TCP","targetPort":8080}}'
    )


def test_what_has_gone_from_the_file_goes(applied: Kubectl) -> None:
    applied.write("svc.yaml", SERVICE.replace("selector: {app: web}, ", ""))
    assert applied("apply -f svc.yaml") == "service/web configured\n"
    assert spec(applied, ".spec.selector") == ""


def test_one_number_under_two_protocols_ends_in_one_port(applied: Kubectl) -> None:
    both = "ports: [{name: http, port: 80}, {name: udp, port: 80, protocol: UDP}]"
    applied.write("svc.yaml", SERVICE.replace("ports: [{name: http, port: 80}]", both))
    assert applied("apply -f svc.yaml") == "service/web configured\n"
    assert spec(applied, ".spec.ports[*].name") == "udp"


def test_unknown_fields_of_an_existing_object_are_said_of_the_patch(applied: Kubectl) -> None:
    applied.write("svc.yaml", SERVICE + "foo: bar\n")
    error = applied.fails("apply -f svc.yaml")
    assert error.startswith('The request is invalid: patch: Invalid value: "map[foo:bar metadata:map[annotations:map[')
    assert error.endswith('strict decoding error: unknown field "foo"\n')


def test_items_that_cannot_be_told_apart_make_no_patch(applied: Kubectl) -> None:
    applied.write("svc.yaml", SERVICE.replace("{name: http, port: 80}", "{name: http}"))
    error = applied.fails("apply -f svc.yaml").splitlines()
    why = "map: map[name:http] does not contain declared merge key: port"
    assert error[:2] == [f"warning: error calculating patch from openapi {each}spec: {why}" for each in ("v3 ", "")]
    assert error[2:5] == [
        "error: error when applying patch:",
        "",
        "to:",
    ]
    assert 'for: "svc.yaml": error when patching "svc.yaml": creating patch with:' in error
    assert error[-1] == f"for:: {why}"


def test_what_the_server_refuses_to_patch_is_told_with_the_patch(applied: Kubectl) -> None:
    applied.write("svc.yaml", SERVICE.replace("name: web", 'name: web, resourceVersion: "1"'))
    error = applied.fails("apply -f svc.yaml")
    assert error.startswith('Error from server (Conflict): error when applying patch:\n{"metadata":')
    assert '\nfor: "svc.yaml": error when patching "svc.yaml": Operation cannot be fulfilled on services ' in error


def test_force_makes_anew_what_cannot_be_changed(applied: Kubectl) -> None:
    applied.write("svc.yaml", SERVICE.replace("spec: {", "spec: {clusterIP: 10.96.7.7, "))
    assert "may not change once set" in applied.fails("apply -f svc.yaml")
    assert applied("apply -f svc.yaml --force") == "service/web configured\n"
    assert spec(applied, ".spec.clusterIP") == "10.96.7.7"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ("", "error: must specify one of -f and -k\n"),
        ("-f svc.yaml --force-conflicts", "error: --force-conflicts only works with --server-side\n"),
        ("-f svc.yaml -l app=other", "error: no objects passed to apply\n"),
        (
            "-f svc.yaml -l 'app in ('",
            "error: the provided selector \"app in (\" is not valid: unable to parse requirement: found '', "
            "expected: ',', ')' or identifier\n",
        ),
        (
            "-f svc.yaml --prune",
            "error: all resources selected for prune without explicitly passing --all. To prune all resources, pass "
            "the --all flag. If you did not mean to prune all resources, specify a label selector\n",
        ),
        (
            "-f svc.yaml --prune --all --server-side",
            "error: --prune is in alpha and doesn't currently work on objects created by server-side apply\n",
        ),
        ("-f svc.yaml --all -l a=b", "error: cannot set --all and --selector at the same time\n"),
        ("-f svc.yaml --force --dry-run=server", "error: --dry-run=server cannot be used with --force\n"),
        (
            "-f svc.yaml --cascade=no",
            'error: invalid cascade value (no). Must be "background", "foreground", or "orphan"\n',
        ),
        (
            "-f svc.yaml --validate=maybe",
            'error: invalid - validate option "maybe"; must be one of: strict (or true), warn, ignore (or false)\n',
        ),
    ],
)
def test_what_apply_refuses(applied: Kubectl, flags: str, message: str) -> None:
    assert applied.fails(f"apply {flags}") == message


def test_a_kind_that_is_not_modelled_is_stored_as_it_is(kubectl: Kubectl) -> None:
    kubectl.write("s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: Yg==}\n")
    assert kubectl("apply -f s.yaml") == "secret/s created\n"
    assert kubectl("apply -f s.yaml") == "secret/s unchanged\n"
    kubectl.write("s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {c: Yg==}\n")
    assert kubectl("apply -f s.yaml") == "secret/s configured\n"
    assert kubectl("get secret s -o jsonpath='{.data}'") == '{"c":"Yg=="}'


def test_diff_shows_what_apply_would_change_and_changes_nothing(applied: Kubectl) -> None:
    assert applied("diff -f svc.yaml") == ""
    applied.write("svc.yaml", SERVICE.replace("app: web", "app: other"))
    outcome = applied.run("diff -f svc.yaml")
    assert outcome.exit == 1
    changed = [line for line in outcome.stdout.splitlines() if line.startswith(("+ ", "- "))]
    assert changed == ["-    app: web", "+    app: other"]
    assert spec(applied, ".spec.selector.app") == "web"


def test_diff_of_something_new_is_all_of_it(kubectl: Kubectl) -> None:
    kubectl.write("svc.yaml", SERVICE)
    outcome = kubectl.run("diff -f svc.yaml")
    assert outcome.exit == 1
    assert "+kind: Service\n" in outcome.stdout


def test_last_applied_is_shown_and_set(applied: Kubectl) -> None:
    assert "port: 80\n" in applied("apply view-last-applied svc/web")
    assert applied("apply view-last-applied svc/web -o json").startswith('{\n  "apiVersion": "v1",\n')
    applied.write("svc.yaml", SERVICE.replace("port: 80", "port: 81"))
    assert applied("apply set-last-applied -f svc.yaml") == "service/web configured\n"
    assert "port: 81\n" in applied("apply view-last-applied svc/web")
    assert spec(applied, ".spec.ports[0].port") == "80"
    applied("create service clusterip bare --tcp=80")
    assert applied("apply view-last-applied svc bare") == ""


def test_replace_overwrites_and_force_makes_anew(applied: Kubectl) -> None:
    applied("label svc web team=blue")
    assert applied("replace -f svc.yaml") == "service/web replaced\n"
    assert spec(applied, ".metadata.labels") == ""
    uid = spec(applied, ".metadata.uid")
    assert (
        applied("replace --force -f svc.yaml") == 'service "web" deleted from default namespace\nservice/web replaced\n'
    )
    assert spec(applied, ".metadata.uid") != uid
    assert applied.fails("replace") == ("error: must specify one of -f and -k\n")


def test_replace_leaves_no_note_of_what_was_applied(applied: Kubectl) -> None:
    applied("replace -f svc.yaml")
    assert spec(applied, ".metadata.annotations") == ""


def test_nothing_is_replaced_without_a_name(kubectl: Kubectl) -> None:
    kubectl.write("x.yaml", "kind: Service\napiVersion: v1\nspec: {ports: [{port: 1}]}\n")
    assert kubectl.fails("replace -f x.yaml") == (
        'error: error when replacing "x.yaml": resource name may not be empty\n'
    )


def test_a_generated_name_can_be_created_but_not_applied(kubectl: Kubectl) -> None:
    kubectl.write("x.yaml", "kind: Service\napiVersion: v1\nmetadata: {generateName: x-}\nspec: {ports: [{port: 1}]}\n")
    assert kubectl.fails("apply -f x.yaml") == "error: from x-: cannot use generate name with apply\n"
    assert kubectl("create -f x.yaml --dry-run=client") == "service/<unknown> created (dry run)\n"


def test_differences_come_by_name_and_failures_exit_with_2(applied: Kubectl) -> None:
    applied.write("svc.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\n---\n" + SERVICE)
    applied.write("svc.yaml", applied.read("svc.yaml").replace("port: 80", "port: 81"))
    outcome = applied.run("diff -f svc.yaml")
    heads = [line.split("/")[-1] for line in outcome.stdout.splitlines() if line.startswith("diff ")]
    assert (outcome.exit, heads) == (1, ["v1.ConfigMap.default.x", "v1.Service.default.web"])
    bad = ("", "-f nope.yaml", "-f svc.yaml x", "--context=nope -f svc.yaml", "--nope")
    assert [applied.run(f"diff {flags}").exit for flags in bad] == [2] * len(bad)
    assert (
        applied.run("diff --nope").stderr
        == "error: unknown flag: --nope\nSee 'kubectl diff -h' for help and examples\n"
    )


# Files --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("apply -f 's*.yaml'", "service/web unchanged\n"),
        ("get -f '?vc.yaml' -o name", "service/web\n"),
        ("apply -f '[s-t]vc.yaml'", "service/web unchanged\n"),
        ("apply -f 'x*.yaml'", 'error: the path "x*.yaml" does not exist\n'),
        ("apply -f '[.yaml'", 'error: pattern "[.yaml" is not valid: syntax error in pattern\n'),
        ("get svc web -f nope.yaml", 'error: the path "nope.yaml" does not exist\n'),
        ("delete -f other.yaml -l a=b", ""),
        ("delete -f other.yaml --field-selector=a=b", ""),
        ("apply set-last-applied -f svc.yaml", "set-last-applied web: no changes required.\n"),
        (
            "apply set-last-applied -f other.yaml -f svc.yaml",
            'Error from server (NotFound): services "other" not found\n',
        ),
        ("apply -f svc.yaml --dry-run=t", "service/web unchanged (dry run)\n"),
        ("apply -f svc.yaml --dry-run=False", "service/web unchanged\n"),
    ],
)
def test_which_files_are_meant(applied: Kubectl, line: str, answer: str) -> None:
    applied.write("other.yaml", SERVICE.replace("name: web", "name: other, labels: {a: b}"))
    outcome = applied.run(line)
    logged = [text for text in outcome.stderr.splitlines(keepends=True) if "is deprecated (boolean value)" not in text]
    assert outcome.stdout + "".join(logged) == answer


# Server-side --------------------------------------------------------------------------------------------------------


def test_a_manager_takes_fields_over_that_client_side_apply_has_written(applied: Kubectl) -> None:
    applied.write("svc.yaml", SERVICE.replace("app: web", "app: other"))
    assert applied("apply --server-side -f svc.yaml") == "service/web serverside-applied\n"
    assert spec(applied, ".spec.selector.app") == "other"
    assert '"app": "other"' in applied("apply view-last-applied svc web -o json")


def test_owners_are_shown_only_on_demand(kubectl: Kubectl) -> None:
    kubectl.write("svc.yaml", SERVICE)
    kubectl("apply --server-side -f svc.yaml")
    assert "managedFields" not in kubectl("get svc web -o yaml")
    assert "manager: kubectl\n" in kubectl("get svc web -o yaml --show-managed-fields")


def test_a_field_that_somebody_else_has_changed_since_is_theirs(kubectl: Kubectl) -> None:
    kubectl.write("svc.yaml", SERVICE)
    kubectl("apply --server-side -f svc.yaml")
    kubectl("set selector svc web app=other")
    error = kubectl.fails("apply --server-side -f svc.yaml")
    assert error.startswith(
        'error: Apply failed with 1 conflict: conflict with "kubectl-set" using v1: .spec.selector\n'
    )
    assert kubectl("apply --server-side -f svc.yaml --force-conflicts") == "service/web serverside-applied\n"


def test_server_side_apply_knows_no_unknown_fields(kubectl: Kubectl) -> None:
    kubectl.write("svc.yaml", SERVICE.replace("ports", "prots"))
    assert kubectl.fails("apply --server-side -f svc.yaml") == (
        "Error from server: failed to create typed patch object (default/web; /v1, Kind=Service): "
        ".spec.prots: field not declared in schema\n"
    )
