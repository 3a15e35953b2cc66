"""``help`` and ``man``: what there is in this terminal, in a few lines each."""

from __future__ import annotations

from svcquest.terminal.kubectl.verbs import VERBS
from svcquest.terminal.process import Process

TOPICS: dict[str, tuple[str, str]] = {
    # name: (one line, how to use it)
    "kubectl": ("talk to the cluster; k for short", "kubectl VERB -h, kubectl explain svc.spec.ports"),
    "curl": ("send an HTTP request from here", "curl [-s -m SECONDS -v] http://ADDRESS:PORT/"),
    "wget": ("the same, as busybox does it", "wget -qO- http://NAME/"),
    "nc": ("open a TCP or UDP connection", "nc -zv -w 2 HOST PORT; echo hi | nc -u -w 1 HOST PORT"),
    "ping": ("ICMP echo; proves nothing about a Service", "ping -c 2 ADDRESS"),
    "dig": ("ask a DNS server; no search list unless +search", "dig +short web.shop.svc.cluster.local @10.96.0.10"),
    "nslookup": ("ask DNS, with the search list; host and getent too", "nslookup web.shop"),
    "host": ("ask DNS, shortest answers", "host -t SRV _http._tcp.web.shop.svc.cluster.local"),
    "getent": ("what the C library makes of a name", "getent hosts web"),
    "ssh": ("go to a node or outside", "ssh node-2; ssh external curl http://192.168.1.243:30080/"),
    "iptables-save": (
        "the rules of kube-proxy on a node; ipvsadm, nft, conntrack too",
        "iptables-save | grep shop/web; ipvsadm -Ln; nft list map ip kube-proxy service-ips",
    ),
    "ss": ("what listens; ip addr, ip route, ps too", "ss -lntp"),
    "vi": ("open a file in the editor; nano too", "vi service.yaml"),
    "watch": ("show a command again and again", "watch kubectl get pods"),
    "sleep": ("let simulated time pass; costs you none", "sleep 30"),
    "grep": ("pick lines; head, tail, wc, sort, uniq, cut, tr, sed, awk too", "kubectl get pods -A | grep dns"),
    "for": (
        "loops, pipes, variables, here-documents: a small POSIX shell",
        "for i in 1 2 3; do curl -s http://web/; done",
    ),
}


_ALSO = {
    "kubectl": "k",
    "vi": "vim nano edit",
    "for": "bash case if sh until while",
    "grep": "awk cat cut egrep fgrep head sed sort tail tee tr uniq wc xargs",
    "iptables-save": "conntrack ip6tables ip6tables-save ipset iptables ipvsadm nft",
    "nc": "ncat telnet",
    "ping": "traceroute",
    "ss": "arp ifconfig ip netstat ps route",
}
"""What has no page of its own, by the topic that tells of it."""

_TOLD_ELSEWHERE = {"host", "getent"}
"""Topics that the line of another one mentions: the list is to fit on a small screen."""


def help_page(process: Process) -> int:
    """All topics, or one."""
    if process.args:
        return man(process)
    width = max(map(len, TOPICS)) + 2
    for name, (line, _) in TOPICS.items():
        if name in _TOLD_ELSEWHERE:
            continue
        process.print(f"{name:<{width}}{line}")
    process.print(
        "\nIn a pod: kubectl exec POD -- COMMAND, kubectl run -it --rm try --image=busybox -- sh"
        "\nman NAME: how to use it"
    )
    return 0


def man(process: Process) -> int:
    """How to use one thing."""
    if not process.args:
        process.print("What manual page do you want?\nFor example, try 'man curl'.")
        return 1
    word = process.args[-1]
    name = next((topic for topic, others in _ALSO.items() if word in others.split()), word)
    if name in TOPICS:
        line, usage = TOPICS[name]
        process.print(f"{name} - {line}\n\n  {usage}")
        if name == "kubectl":
            shown = sorted(verb for verb in VERBS if " " not in verb)
            process.print("\nVerbs: " + ", ".join(shown))
        return 0
    from svcquest.terminal.places import ELSEWHERE  # noqa: PLC0415 - only for what is not there

    process.error(f"No manual entry for {name}; {ELSEWHERE.get(name, 'help lists what there is')}")
    return 16
