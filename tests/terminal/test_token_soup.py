"""Whatever is typed, a terminal answers: never with a traceback, never without end."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.terminal.kubectl.scene import open_shop

from svcquest.terminal.kubectl.verbs import VERBS
from svcquest.terminal.process import OUTPUT_LIMIT
from svcquest.terminal.session import Terminal

SHOP = open_shop()
START = SHOP.cluster.state

TYPES, NAMES, FLAGS, WORDS, SHELL = (
    text.split()
    for text in (
        "svc services pods po deploy rs ep endpointslices nodes ns all cm events netpol foo SVC svc,pods",
        "web np ext bare web-1 idle node-1 empty kubernetes nope Web_1 svc/web deploy/idle pod/web-2 /x a/b/c -",
        """
        -n -n=empty --namespace=nope -A -l app=web -l '!app' -l 'a in (b' --selector=x=y --field-selector=a=b
        -o -o=yaml -ojson -o=wide -o=name -o=foo -o=jsonpath={.items[*].spec} -o=jsonpath={..x[?(@.y==1)]}
        -o=jsonpath={range -o=go-template={{.x}} -o=custom-columns=A:.b --sort-by=.spec --show-labels --no-headers
        --dry-run --dry-run=client --dry-run=server --all --port=80 --port=x --target-port=http --type=NodePort
        --name=made --image=nginx --replicas=2 --tcp=80:http --external-name=a.b -p {} {"spec":null} -p [] --type=json
        --type=merge --overwrite --force --grace-period=0 --cascade=orphan --wait=false --for=delete --timeout=1s
        --for=condition=Ready --recursive --list --rm -it -- --help -h --v=9 -f svc.yaml -f=- --server-side
        --subresource=status
        """,
        """
        a=b a- =x x= c=nginx:2 80 8080:80 sh ls curl http://web http://np:81 -sS -m 1 dig +short web.default nslookup
        nc -zv create get status restart can-i set-context --current view service clusterip deployment env image
        """,
        """
        | ; && || > >> < 2>&1 $( ) ` ' " $x ${x} * ? ! & { } if then fi for do done while true grep awk {print$1} sed
        s/a/b/ kubectl ssh node-1 external
        """,
    )
)

line = st.tuples(
    st.sampled_from(sorted(VERBS)), st.lists(st.sampled_from([*TYPES, *NAMES, *FLAGS, *WORDS]), max_size=7)
).map(lambda parts: " ".join(("kubectl", parts[0], *parts[1])))
soup = st.lists(st.sampled_from([*TYPES, *NAMES, *FLAGS, *WORDS, *SHELL]), max_size=9)

bounded = settings(deadline=None, derandomize=True, max_examples=150, suppress_health_check=list(HealthCheck))


def answers(text: str) -> None:
    SHOP.cluster.restore(START)
    outcome = Terminal(SHOP.cluster, SHOP.files).run(text)
    assert 0 <= outcome.exit <= 255
    assert len(outcome.stdout) + len(outcome.stderr) <= 2 * OUTPUT_LIMIT
    assert "Traceback" not in outcome.stdout + outcome.stderr
    if outcome.exit:
        return
    assert not outcome.stderr.startswith("error:")


@bounded
@given(line)
def test_any_command_of_kubectl(text: str) -> None:
    answers(text)


@bounded
@given(soup.map(" ".join))
def test_any_words(text: str) -> None:
    answers(text)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_alone_and_with_help(verb: str) -> None:
    answers(f"kubectl {verb}")
    answers(f"kubectl {verb} -h")
    answers(f"kubectl {verb} --nope")
