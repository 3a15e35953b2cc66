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

bounded = settings(max_examples=100, suppress_health_check=list(HealthCheck))


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


# Lines that people type, and what becomes of them under tired fingers -------------------------------------------------

TYPED = """
kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}'
kubectl get pods -l app=web,tier!=db -o wide --sort-by=.metadata.name
kubectl expose deployment idle --port=80 --target-port=8080 --type=NodePort --name=made
kubectl create service nodeport np2 --tcp=80:8080 --node-port=30099 --dry-run=client -o yaml
kubectl patch svc web -p '{"spec":{"selector":{"app":"web"}}}' --type=merge
kubectl patch svc web --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":81}]'
kubectl get svc -A -o custom-columns=NAME:.metadata.name,IP:.spec.clusterIP --no-headers
kubectl get endpointslices -l kubernetes.io/service-name=web -o go-template='{{range .items}}{{.metadata.name}}{{end}}'
kubectl run try --rm -it --image=busybox --restart=Never -- wget -qO- http://web
kubectl exec web-1 -c side -- sh -c 'for i in 1 2; do wget -qO- -T 1 http://web; done'
kubectl set selector svc/web app=web && kubectl rollout restart deploy/idle
kubectl label pod web-1 app- && kubectl annotate svc web a=b --overwrite
kubectl wait --for=condition=Ready pod/web-1 --timeout=3s || kubectl describe pod web-1
kubectl get svc web -o yaml | sed 's/port: 80/port: 81/' | kubectl replace -f -
kubectl apply -f svc.yaml; kubectl diff -f svc.yaml; kubectl delete -f svc.yaml --wait=false
kubectl config set-context --current --namespace=empty; kubectl config view --minify
kubectl auth can-i create services --as=system:serviceaccount:default:default
kubectl explain svc.spec.ports --recursive | head -5
for i in $(seq 3); do curl -s -m 1 http://10.96.22.1; done | sort | uniq -c
while read n t ip rest; do echo "$n=$ip"; done < <(kubectl get svc --no-headers)
curl -v --connect-timeout 1 http://192.168.1.24[3-5]:30080/ -w '%{http_code}\\n' -o /dev/null
dig @10.96.0.10 web.default.svc.cluster.local +short +tries=1; nslookup web 10.96.0.10; host kubernetes
nc -zv -w 1 10.96.22.1 80; ping -c 1 -W 1 10.244.1.20; telnet 10.96.22.2 81; ncat -w 1 10.96.22.1 80
iptables-save -t nat | grep default/web; iptables -t nat -nvL KUBE-SERVICES --line-numbers | awk '{print $4}'
ipvsadm -Ln; nft list ruleset; conntrack -L -p tcp; ipset list -n; ss -lntp; ip -6 route; ip route get 10.96.22.1
ssh node-2 'ps aux | grep kube'; ssh external curl -s -m 1 192.168.1.243:30080
cat <<EOF | kubectl apply -f - ; echo $?\\nkind: Service\\nEOF
x=$((1+2)); [[ $x -gt 2 && web == w* ]] && echo "${x:-none}" | tr 0-9 a-j || exit 3
timeout 2 sh -c 'while true; do sleep 1; done'; time sleep 1; sudo echo `hostname`
f() { echo "$1" >&2; return 2; }; f a 2>&1 | tee out.txt | wc -c; cat out.txt; rm out.txt
""".strip().splitlines()

edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(["drop", "double", "swap", "cut", "put"]),
        st.sampled_from("-='\"{}[]$|&;<>()\\*/:,. a0"),
    ),
    max_size=4,
)


def mangled(text: str, changes: list[tuple[float, str, str]]) -> str:
    for place, kind, sign in changes:
        at = int(place * (len(text) - 1))
        match kind:
            case "drop":
                text = text[:at] + text[at + 1 :]
            case "double":
                text = text[: at + 1] + text[at:]
            case "swap":
                text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
            case "cut":
                text = text[: at + 1]
            case _:
                text = text[:at] + sign + text[at:]
        if not text:
            return ""
    return text


def bounded_answer(text: str) -> None:
    SHOP.cluster.restore(START)
    outcome = Terminal(SHOP.cluster, SHOP.files).run(text.replace("\\n", "\n"), interactive=True)
    assert 0 <= outcome.exit <= 255
    assert len(outcome.shown) <= 2 * OUTPUT_LIMIT
    assert "Traceback" not in outcome.shown


@pytest.mark.parametrize("text", TYPED)
def test_lines_that_people_type(text: str) -> None:
    bounded_answer(text)


@bounded
@given(st.sampled_from(TYPED), edits)
def test_mangled_lines(text: str, changes: list[tuple[float, str, str]]) -> None:
    bounded_answer(mangled(text, changes))


STAGES = (
    """
cat svc.yaml; echo a b; seq 20; kubectl get svc -A; kubectl get svc web -o json; iptables-save; env; ls -la /etc; yes
grep -n a; grep -v -E 'a|b'; grep -c .; sed -n 2,3p; sed 's/a/b/g'; awk '{print $1, $NF}'
awk 'NR>1{s+=$1} END{print s}'
cut -d: -f1; tr a-z A-Z; sort -rn -k2; uniq -c; head -3; tail -n +2; wc -l; tee x.txt; xargs -n1 echo; column -t; rev
tac; nl; base64; fold -w 5; cat -A; paste -sd,; diff - svc.yaml; kubectl apply -f -; kubectl get -f -
xargs -I{} sh -c 'echo {}'
""".strip()
    .replace("\n", "; ")
    .split("; ")
)
STAGES += ["while true; do echo x; done", 'while read x; do echo "<$x>"; done']
JOINTS = (" | ", " | ", " | ", " && ", " || ", "; ", " > x.txt; cat x.txt | ", " 2>&1 | ", " | (cat; echo) | ")

pipes = st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from(JOINTS)), min_size=1, max_size=6)


@bounded
@given(pipes)
def test_any_pipes(stages: list[tuple[str, str]]) -> None:
    bounded_answer("".join(stage + joint for stage, joint in stages[:-1]) + stages[-1][0])
