"""Templates of ``-o go-template``; expected texts are what Go's text/template says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.terminal.kubectl.scene import kubectl

from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.go_template import printer

WEB: dict[str, Any] = {
    "kind": "Service",
    "metadata": {"name": "web", "labels": {"app": "web", "tier": "front"}},
    "spec": {
        "type": "ClusterIP",
        "ports": [{"name": "http", "port": 80}, {"name": "dns", "port": 53}],
        "uid": 1000650000,
        "share": 0.5,
        "on": True,
        "none": None,
    },
}

FILLED = [
    # fields and values
    ("{{.metadata.name}}", "web"),
    ("{{.}}", "map[kind:Service metadata:map[labels:map[app:web tier:front] name:web] spec:map["
     "none:<nil> on:true ports:[map[name:http port:80] map[name:dns port:53]] share:0.5 type:ClusterIP "
     "uid:1.00065e+09]]"),
    ("{{.nope}} {{.nope.deeper}} {{.spec.none}}", "<no value> <no value> <no value>"),
    ("{{.spec.uid}} {{.spec.share}} {{.spec.on}}", "1.00065e+09 0.5 true"),
    ("{{(index .spec.ports 1).name}} {{(.metadata).name}}", "dns web"),
    ('{{"a\\tb"}}{{`\\n`}}{{\'x\'}} {{1}} {{0x10}} {{1.50}} {{-3}} {{1e3}} {{true}}',
     "a\tb\\n120 1 16 1.5 -3 1000 true"),
    # text between actions
    ("a {{- 1 -}}  b{{2 -}}\n c", "a1b2c"),
    ("{{/* nothing */}}x{{- /* trims */ -}} y", "xy"),
    ("{{\n.kind\n}}", "Service"),
    # variables
    ("{{$x := .kind}}{{$x}}{{$x = 1}}{{$x}}{{$.kind}}", "Service1Service"),
    ("{{$x := 1}}{{if true}}{{$x = 2}}{{$x := 3}}{{$x}}{{end}}{{$x}}", "32"),
    ("{{with $l := .metadata.labels}}{{$l.app}}{{end}}", "web"),
    # branches
    ("{{if .spec.on}}on{{end}}{{if not .spec.on}}off{{end}}", "on"),
    ('{{if eq .kind "Pod"}}p{{else if eq .kind "Service"}}s{{else}}o{{end}}', "s"),
    ("{{with .nope}}x{{else with .kind}}{{.}}{{else}}y{{end}}{{with .kind}}{{.}}{{end}}", "ServiceService"),
    ("{{if 0}}{{else}}zero{{end}}{{if .nope}}{{else}}nope{{end}}{{if 0.0}}{{end}}", "zeronope"),
    # ranges
    ("{{range .spec.ports}}{{.name}} {{end}}", "http dns "),
    ("{{range $i, $p := .spec.ports}}{{if $i}},{{end}}{{$p.port}}{{end}}", "80,53"),
    ("{{range $k, $v := .metadata.labels}}{{$k}}={{$v}};{{end}}", "app=web;tier=front;"),
    ("{{range .nope}}x{{else}}empty{{end}}{{range 3}}{{.}}{{end}}", "empty012"),
    ('{{range .spec.ports}}{{if eq .name "dns"}}{{break}}{{end}}{{.name}}{{end}}', "http"),
    ('{{range .spec.ports}}{{if eq .name "http"}}{{continue}}{{end}}{{.name}}{{end}}', "dns"),
    # templates
    ('{{define "p"}}<{{.name}}>{{end}}{{range .spec.ports}}{{template "p" .}}{{end}}', "<http><dns>"),
    ('{{block "b" .kind}}[{{.}}]{{end}}{{template "b" 3}}', "[Service][3]"),
    ('{{define "n"}}{{.}}{{end}}{{template "n"}}', "<no value>"),
    # pipes and functions
    ('{{.kind | printf "%s-%d" "x" | len}}', "21"),
    ("{{len .spec.ports}} {{len .metadata.labels}} {{len .kind}}", "2 2 7"),
    ('{{index .metadata.labels "app"}} {{index .metadata.labels "nope"}}', "web <no value>"),
    ('{{and 1 0 2}} {{or 0 "" "x"}} {{not 0}} {{or .nope "y"}}', "0 x true y"),
    ('{{eq .kind "a" "Service"}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt "b" "a"}} {{ge 1.5 2.5}}',
     "true true true true true false"),
    ("{{eq .nope .spec.none}} {{eq (index .spec.ports 0).port 80.0}}", "true true"),
    ('{{print 1 2 "a" "b" 3}} {{println "a" 1}}', "1 2ab3 a 1\n"),
    ("{{slice .kind 0 4}} {{len (slice .spec.ports 1)}}", "Serv 1"),
    ("{{html \"<a>'\"}} {{js \"a=<b>\"}} {{urlquery \"a b&c\"}}", "&lt;a&gt;&#39; a\\u003D\\u003Cb\\u003E a+b%26c"),
    ('{{base64decode "aGk="}} {{exists . "spec" "ports" 0}} {{exists . "spec" "nope"}}', "hi true false"),
    # printf and its complaints
    ('{{printf "%5s|%-5s|%05d|%.1f|%q|%v|%t|%x|%%" "a" "b" 42 2.55 "c" .spec.on true 255}}',
     '    a|b    |00042|2.5|"c"|true|true|ff|%'),
    ('{{printf "%d" (index .spec.ports 0).port}}', "%!d(float64=80)"),
    ('{{printf "%s %d" 1}}', "%!s(int=1) %!d(MISSING)"),
    ('{{printf "%v" 1 "x"}}', "1%!(EXTRA string=x)"),
    ('{{printf "%s" .metadata.labels}} {{printf "%T" .spec}}', "map[app:web tier:front] map[string]interface {}"),
    ('{{printf "%"}} {{printf "%z" 1}}', "%!(NOVERB) %!z(int=1)"),
]  # fmt: skip

UNREADABLE = [
    ("{{.kind", "unclosed action"),
    ("{{.spec.ports[0]}}", "bad character U+005B '['"),
    ("{{.a-b}}", "bad character U+002D '-'"),
    ("{{#}}", "unrecognized character in action: U+0023 '#'"),
    ('{{"x}}', "unterminated quoted string"),
    ("{{`x}}", "unterminated raw quoted string"),
    ("{{(.a}}", "unclosed left paren"),
    ("{{.a)}}", "unexpected right paren"),
    ("{{3x}}", 'bad number syntax: "3x"'),
    ("{{/* a }}", "unclosed comment"),
    ("{{/* a */ b}}", "comment ends before closing delimiter"),
    ("{{a}}", 'function "a" not defined'),
    ("{{$a}}", 'undefined variable "$a"'),
    ("{{}}", "missing value for command"),
    ("{{if}}{{end}}", "missing value for if"),
    ("{{range .a}}", "unexpected EOF"),
    ("{{end}}", "unexpected {{end}}"),
    ("{{else}}", "unexpected {{else}}"),
    ("{{if 1}}{{else}}{{else}}{{end}}", "expected end; found {{else}}"),
    ("{{break}}", "{{break}} outside {{range}}"),
    ("{{template .a}}", 'unexpected ".a" in template clause'),
    ('{{if 1}}{{define "a"}}{{end}}{{end}}', "unexpected <define> in command"),
    ("{{1 | 2}}", "non executable command in pipeline stage 2"),
    ("{{| len}}", 'unexpected "|" in command'),
    ("{{.a, .b}}", 'unexpected "," in operand'),
    ("{{1.a}}", 'bad number syntax: "1.a"'),
    ("{{with $a, $b := .c}}{{end}}", "too many declarations in with"),
    ("{{range $a, 3}}{{end}}", "range can only initialize variables"),
    ("x\n{{a}}", 'function "a" not defined'),
]

UNFIT = [
    ("{{.kind.x}}", '1:7: executing "output" at <.kind.x>: can\'t evaluate field x in type interface {}'),
    ("{{range .kind}}{{end}}", '1:8: executing "output" at <.kind>: range can\'t iterate over Service'),
    ("{{.metadata.name 3}}", '1:11: executing "output" at <.metadata.name>: name is not a method but has arguments'),
    ("{{3 4}}", "1:2: executing \"output\" at <3>: can't give argument to non-function 3"),
    ("{{nil}}", '1:2: executing "output" at <nil>: nil is not a command'),
    ("{{len .nope}}", '1:2: executing "output" at <len .nope>: error calling len: '
     "reflect: call of reflect.Value.Type on zero Value"),
    ("{{len 3}}", '1:2: executing "output" at <len 3>: error calling len: len of type int'),
    ("{{index .spec.ports 2}}", '1:2: executing "output" at <index .spec.ports 2>: error calling index: '
     "reflect: slice index out of range"),
    ("{{index .spec.ports 9}}", '1:2: executing "output" at <index .spec.ports 9>: error calling index: '
     "index out of range: 9"),
    ("{{index .nope 0}}", '1:2: executing "output" at <index .nope 0>: error calling index: index of untyped nil'),
    ("{{eq 1 (index .spec.ports 0).port}}", '1:2: executing "output" at <eq 1 (index .spec.ports 0).port>: '
     "error calling eq: incompatible types for comparison"),
    ("{{lt .nope 1}}", '1:2: executing "output" at <lt .nope 1>: error calling lt: invalid type for comparison'),
    ("{{eq 1}}", '1:2: executing "output" at <eq 1>: error calling eq: missing argument for comparison'),
    ("{{len}}", '1:2: executing "output" at <len>: wrong number of args for len: want 1 got 0'),
    ("{{index}}", '1:2: executing "output" at <index>: wrong number of args for index: want at least 1 got 0'),
    ("{{printf 3}}", '1:9: executing "output" at <3>: expected string; found 3'),
    ("{{printf .spec.on}}", '1:14: executing "output" at <.spec.on>: wrong type for value; expected string; got bool'),
    ('{{template "x"}}', '1:2: executing "output" at <{{template "x"}}>: template "x" not defined'),
    ('a\nbc{{define "t"}}{{.x.y}}{{end}}{{template "t" "s"}}',
     '2:20: executing "t" at <.x.y>: can\'t evaluate field x in type string'),
]  # fmt: skip


@pytest.mark.parametrize(("template", "text"), FILLED, ids=[row[0] for row in FILLED])
def test_filled_in(template: str, text: str) -> None:
    assert printer(template)(WEB) == text


@pytest.mark.parametrize(("template", "message"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_a_template_that_cannot_be_read(template: str, message: str) -> None:
    with pytest.raises(CommandError) as refused:
        printer(template)
    line = 1 + template.count("\n")
    assert refused.value.problems == (f"error parsing template {template}, template: output:{line}: {message}\n",)


@pytest.mark.parametrize(("template", "message"), UNFIT, ids=[row[0] for row in UNFIT])
def test_a_template_that_does_not_fit(template: str, message: str) -> None:
    with pytest.raises(CommandError) as refused:
        printer(template)(WEB)
    assert str(refused.value.problems[0]).partition(": template: ")[2] == f"output:{message}"


def test_absent_keys_may_be_errors() -> None:
    with pytest.raises(CommandError, match="map has no entry for key"):
        printer("{{.nope}}", missing_fails=True)(WEB)


def test_what_stands_before_a_failure_is_printed_with_an_explanation() -> None:
    outcome = kubectl("get svc web -o go-template='{{.kind}} {{index .spec.ports 7}}'")
    assert outcome.exit == 1
    assert outcome.stdout.startswith("Service Error executing template: template: output:1:12: executing ")
    assert "\n\ttemplate was:\n\t\t{{.kind}} {{index .spec.ports 7}}\n\traw data was:\n\t\t{" in outcome.stdout
    assert outcome.stderr.startswith('error: error executing template "{{.kind}} {{index .spec.ports 7}}": template: ')


@pytest.mark.parametrize(
    "template",
    ["{{range 999999999}}{{end}}", '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}', '{{printf "%99999999d" 1}}',
     "{{" + "(" * 5000 + "}}", "{{range 9999999}}{{printf `%99999d` 1}}{{end}}"],
    ids=["steps", "templates", "width", "parentheses", "text"],
)  # fmt: skip
def test_work_is_bounded(template: str) -> None:
    try:
        text = printer(template)(WEB)
    except CommandError:
        return
    assert text == "%!(BADWIDTH)%!(EXTRA int=1)"


PIECES = ["{{", "}}", "{{-", " -}}", ".kind", ".spec", ".ports", "$x", "$", ":=", "=", "|", "(", ")", "range", "if",
          "end", "else", "with", "define", "template", "block", "break", '"a"', "`b`", "'c'", "3", "-", "1.5", "len",
          "index", "printf", "eq", "and", "nil", "true", ",", " ", "\n", "/*", "*/", "é", "\\", "%"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_is_answered(template: str) -> None:
    try:
        answer = printer(template)(WEB)
    except CommandError as error:
        answer = str(error.problems[0])
    assert isinstance(answer, str)
