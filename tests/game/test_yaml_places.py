"""Where the editor puts its finger: several documents, and what YAML can do to an object."""

from __future__ import annotations

import pytest
from tests.game.places import PORTS, SERVICE, expect_places

WRONG = {
    # More documents than one
    "the second document": SERVICE + "spec:\n" + PORTS + """\
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  ports:
  - port: 5432
    targetPort: "5432"
                ^ spec.ports[0].targetPort: Invalid value: "5432": must contain at least one letter (a-z)
""",
    "both documents": SERVICE + """\
spec: {type: None}
             ^ spec.type: Unsupported value: "None"
^ spec.ports: Required value
---
# a remark
kind: Service
^ apiVersion not set
metadata: {name: db}
""",
    "a document that begins with marks": "# first\n---\n" + SERVICE + """\
spec:
  ports:
  - port: -1
          ^ spec.ports[0].port: Invalid value: -1
    ^ spec.ports[0].targetPort: Invalid value: -1
""",
    # YAML's own ways
    "a key that stands twice": SERVICE + """\
spec:
  type: ClusterIP
  type: nodeport
  ^ spec.type stands here for the second time; the last one counts
        ^ spec.type: Unsupported value: "nodeport"
""" + PORTS,
    "an anchor and what repeats it": SERVICE + """\
spec:
  ports:
  - &first {name: a, port: 80, protocol: tcp}
                  ^ spec.ports[1].name: Duplicate value: "a"
                                         ^ spec.ports[0].protocol: Unsupported value: "tcp"
                                         ^ spec.ports[1].protocol: Unsupported value: "tcp"
  - *first
    ^ spec.ports[1]: Duplicate value
""",
    "a merge key": SERVICE + """\
spec:
  ports:
  - &first {name: a, port: 80, protocol: TCP}
  - <<: *first
    name: B
          ^ spec.ports[1].name: Invalid value: "B": a lowercase RFC 1123 label
    port: 81
""",
    "a value over lines": SERVICE + """\
spec:
  type: ExternalName
  externalName: >-
                ^ spec.externalName: Invalid value: "db .example.com": a lowercase RFC 1123 subdomain
    db
    .example.com
""",
    "a tab": SERVICE + """\
spec:
\tports: []
^ found character that cannot start any token (line 5 begins with a tab; YAML indents with blanks)
""",
    "a key without a colon, at the very end": SERVICE + "spec: {}\nports" + """
^ could not find expected ':' (line 5 has no colon)
""".rstrip("\n"),
    "a list that nobody closes": SERVICE + """\
spec: {ports: [{port: 80}
kind: Service
^ did not find expected ',' or ']'
""",
    "a line with windows' end": SERVICE.replace("\n", "\r\n") + "spec: {ports: [{port: 80, nodePort: 1}]}\r\n" + """\
                                    ^ spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
""",
    "signs that are wide": SERVICE + """\
spec:
  selector: {ü: x, app: 網站}
                        ^ spec.selector: Invalid value: "網站": a valid label must be
             ^ spec.selector: Invalid value: "ü": name part must consist of
""" + PORTS,
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_texts(name: str) -> None:
    expect_places(WRONG[name])
