from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from svcquest.manifest import parse
from svcquest.manifest.dump import dump_json, dump_yaml

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def tree() -> Any:
    (document,) = parse((HERE / "printed_by_kubectl.json").read_text()).documents
    return document.tree


def test_yaml_is_kubectls_yaml(tree: Any) -> None:
    assert dump_yaml(tree) == (HERE / "printed_by_kubectl.yaml").read_text()


def test_json_is_kubectls_json(tree: Any) -> None:
    assert dump_json(tree) + "\n" == (HERE / "printed_by_kubectl.json").read_text()


def test_json_in_the_given_order() -> None:
    value = {"b": [1, {"c": "<x>"}], "a": {}}
    given = dump_json(value, sort_keys=False)
    assert '{\n            "c": "\\u003cx\\u003e"\n        }' in given
    assert list(json.loads(given)) == ["b", "a"]
    assert list(json.loads(dump_json(value))) == ["a", "b"]


@pytest.mark.parametrize(
    ("number", "in_yaml", "in_json"),
    [
        (80, "80", "80"),
        (80.0, "80", "80"),
        (-0.0, "-0", "-0"),
        (1e20, "1e+20", "100000000000000000000"),
        (1e21, "1e+21", "1e+21"),
        (1.5e-7, "1.5e-07", "1.5e-7"),
        (1234567.5, "1.2345675e+06", "1234567.5"),
        (0.00001, "1e-05", "0.00001"),
    ],
)
def test_numbers(number: float, in_yaml: str, in_json: str) -> None:
    assert dump_yaml({"x": number}) == f"x: {in_yaml}\n"
    assert dump_json(number) == in_json
