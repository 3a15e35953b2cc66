from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.jsonpath import printer

TREE: dict[str, Any] = {
    "kind": "List",
    "labels": {"app.kubernetes.io/name": "web", "tier": "front"},
    "items": [
        {"name": "a", "port": 80, "tags": ["x", "y"], "ready": True},
        {"name": "b", "port": 8080, "tags": []},
        {"name": "c", "port": 443},
    ],
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        (".kind", ".kind"),
        ("{.kind}", "List"),
        ("{$.kind}/{@.kind}", "List/List"),
        ("{.absent}", ""),
        ("{.items[*].name}", "a b c"),
        ("{.items[0].name}-{.items[-1].name}", "a-c"),
        ("{.items[0:2].name}", "a b"),
        ("{.items[-2:].name}", "b c"),
        ("{.items[::2].name}", "a c"),
        ("{.items[0,2].name}", "a c"),
        ("{.items[0]['name','port']}", "a 80"),
        (r"{.labels.app\.kubernetes\.io/name}", "web"),
        (r"{.labels['app\.kubernetes\.io/name']}", "web"),
        ("{.labels}", '{"app.kubernetes.io/name":"web","tier":"front"}'),
        ("{.labels.*}", "web front"),
        ("{..port}", "80 8080 443"),
        ('{.items[?(@.port==80)].name}{"\\n"}', "a\n"),
        ("{.items[?(@.port>100)].name}", "b c"),
        ("{.items[?(@.port<=443)].name}", "a c"),
        ("{.items[?(@.name!='b')].name}", "a c"),
        ("{.items[?(@.ready)].name}", "a"),
        ("{.items[?(@.ready==true)].name}", "a"),
        ('{range .items[*]}{.name}={.tags}{";"}{end}.', 'a=["x","y"];b=[];c=;.'),
        ('{range .items[*]}{range .tags[*]}{@}{","}{end}{"|"}{end}', "x,y,|||"),
        ("{range .none[*]}{.name}{end}after", "after"),
    ],
)
def test_templates(template: str, text: str) -> None:
    assert printer(template)(TREE) == text


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{.kind", "unclosed action"),
        ("{.items[*}", "unterminated array"),
        ("{.items[x]}", "invalid array index x"),
        (f"{{.items[{2**64}]}}", f"array index {2**64} is not a number"),
        ("{.items[?(@.name=='a')}", "unclosed array expect ]"),
        ("{.items[?(@.name=='a]}", "unterminated filter"),
        ('{"x}', "unterminated quoted string"),
        ("{.items....name}", "invalid multiple recursive descent"),
        ("{%}", "unrecognized character in action: U+0025 '%'"),
    ],
)
def test_templates_that_cannot_be_read(template: str, message: str) -> None:
    with pytest.raises(CommandError) as caught:
        printer(template)
    assert caught.value.problems == (f"error parsing jsonpath {template}, {message}\n",)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{.items[5].name}", "array index out of bounds: index 5, length 3"),
        ("{.items[2:1].name}", "starting index 2 is greater than ending index 1"),
        ("{.items[::-1].name}", "step must be > 0"),
        ("{.kind[0]}", "string is not array or slice"),
        ("{.items[?(@.port=='80')].name}", "incompatible types for comparison"),
        ("{foo}", "unrecognized identifier foo"),
        ("{end}", "not in range, nothing to end"),
    ],
)
def test_templates_that_do_not_fit(template: str, message: str) -> None:
    with pytest.raises(CommandError) as caught:
        printer(template)(TREE)
    assert f"Error executing template: {message}. Printing more" in str(caught.value.problems[0])


@given(st.text("{}[]()?@.*:,'\"\\=<> ab01-$range", max_size=24))
def test_any_text_prints_or_is_refused(template: str) -> None:
    problems: tuple[object, ...] = ()
    text = None
    try:
        text = printer(template)(TREE)
    except CommandError as error:
        problems = error.problems
    assert isinstance(text, str) or problems


@pytest.mark.parametrize(
    ("template", "missing"),
    [
        ("{.spec.nope}", "nope"),
        ("{.spec.ports[*].nope}", "nope"),
        ("{.spec.ports[?(@.port==80)].nope}", "nope"),
        ("{.spec.ports[?(@.nope==80)].port}", "nope"),
        ("{.spec['nope','type']}", "nope"),
        ("{range .spec.ports[*]}{.nope}{end}", "nope"),
        ("{.spec.ports[?(@.port==81)].nope}", ""),
        ("{.spec.ports[?(@.nope)].port}", ""),
        ("{.spec.type}", ""),
    ],
)
def test_fields_may_be_required(template: str, missing: str) -> None:
    show = printer(template, missing_fails=True)
    tree = {"spec": {"type": "ClusterIP", "ports": [{"port": 80}]}}
    if not missing:
        assert show(tree) in {"", "ClusterIP"}
        return
    with pytest.raises(CommandError, match=f"{missing} is not found"):
        show(tree)
