"""Laying a manifest out evenly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.manifest import parse
from svcquest.manifest.dump import dump_yaml
from svcquest.manifest.tidy import tidy

UGLY = """\


apiVersion:   v1
kind: Service   # the kind
metadata:
    name:  web
    # where the pods are
    namespace: shop
    annotations:
        note: |
            two
              lines

            here


spec:
      selector:   {app: web,
          tier: front}
      ports:
          -   port: 80
              # named
              name: "http"
          - port:   443
---
kind: Pod
spec:
   containers:
   - name: a
     args:
        - one
        -   two
"""
EVEN = """\
apiVersion: v1
kind: Service   # the kind
metadata:
  name: web
  # where the pods are
  namespace: shop
  annotations:
    note: |
        two
          lines

        here


spec:
  selector: {app: web,
      tier: front}
  ports:
  - port: 80
    # named
    name: "http"
  - port: 443
---
kind: Pod
spec:
  containers:
  - name: a
    args:
    - one
    - two
"""


def test_levels_are_two_columns_apart_and_comments_stay() -> None:
    assert tidy(UGLY).text == EVEN
    assert tidy(EVEN).text == EVEN


@pytest.mark.parametrize("text", ["a: [1, 2\n", "a:\n\tb: 1\n", "a: 1\n b: 2\n"])
def test_a_text_that_cannot_be_read_is_left_alone(text: str) -> None:
    found = tidy(text)
    assert found.text == text
    assert found.problem
    assert found.line > 0


def test_json_is_laid_out_in_its_own_way() -> None:
    assert tidy('{"kind":"Service","apiVersion":"v1"}').text == '{\n    "kind": "Service",\n    "apiVersion": "v1"\n}\n'


_SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab :#-\n'\"", max_size=6)
_TREES = st.recursive(
    _SCALARS, lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text("abc", min_size=1), each, max_size=3)
)


@given(st.dictionaries(st.text("abc", min_size=1), _TREES, min_size=1, max_size=3), st.integers(1, 4))
def test_the_meaning_never_changes(tree: dict[str, object], stretch: int) -> None:
    text = "\n".join(
        " " * (stretch * (len(line) - len(line.lstrip(" ")))) + line.lstrip(" ") for line in dump_yaml(tree).split("\n")
    )
    before = parse(text)
    found = tidy(text)
    after = parse(found.text)
    assert [each.tree for each in after.documents] == [each.tree for each in before.documents]
    assert tidy(found.text).text == found.text
