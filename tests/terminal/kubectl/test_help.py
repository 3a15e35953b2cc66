"""Help, suggestions, and the flags that every command has."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl

from svcquest.terminal.kubectl.verbs import ALIASES, VERBS, children, command_at, groups

GLOBAL = 'Use "kubectl options" for a list of global command-line options (applies to all commands).\n'


@pytest.mark.parametrize("path", ["", *VERBS, *ALIASES])
def test_every_command_has_help_on_three_ways_to_ask(kubectl: Kubectl, path: str) -> None:
    text = kubectl(f"{path} --help")
    assert text.endswith(GLOBAL)
    assert f"\nUsage:\n  kubectl {ALIASES.get(path, path)}".rstrip() in text
    if path not in {"help", "options"}:
        assert kubectl(f"{path} -h") == kubectl(f"help {path}") == text


@pytest.mark.parametrize("path", [path for path in VERBS if command_at(path)])
def test_flags_of_a_command_have_one_meaning(path: str) -> None:
    command = command_at(path)
    assert command is not None
    assert len({flag.name for flag in command.flags}) == len(command.flags)
    shorts = [flag.short for flag in command.flags if flag.short]
    assert len(set(shorts)) == len(shorts)
    assert set(command.required) <= {flag.name for flag in command.flags}


def test_flags_are_shown_with_their_defaults(kubectl: Kubectl) -> None:
    lines = kubectl("wait -h").split("\n")
    at = lines.index("    -A, --all-namespaces=false:")
    assert lines[at + 1].startswith("\t")
    assert lines[at + 2] == ""
    assert "    --timeout=30s:" in lines
    assert "    --for='':" in lines
    assert "    -f, --filename=[]:" in lines


def test_groups_show_what_is_in_them_and_aliases(kubectl: Kubectl) -> None:
    text = kubectl("create service -h")
    assert "\nAliases:\nservice, svc\n" in text
    assert "\n  nodeport      Create a NodePort Service\n" in text
    assert 'Use "kubectl create service <command> --help" for more information about a given command.\n' in text


@pytest.mark.parametrize("group", [path for path in VERBS if not command_at(path)])
def test_a_group_alone_fails_with_its_help(kubectl: Kubectl, group: str) -> None:
    outcome = kubectl.run(group)
    text = kubectl(f"{group} --help")
    shown = (text, "") if group == "rollout" else ("", text)
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (1, *shown)


def test_kubectl_alone_shows_its_help(kubectl: Kubectl) -> None:
    assert kubectl("") == kubectl("--help") == kubectl("help")


def test_help_about_what_is_not_there(kubectl: Kubectl) -> None:
    outcome = kubectl.run("help create frob")
    assert outcome.exit == 0
    assert outcome.stderr.startswith("Unknown help topic [`create` `frob`]\n")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("svc", ["set"]),
        ("list", ["get", "wait"]),
        ("ps", ["get", "cp", "wait"]),
        ("rm", ["run", "delete", "cp"]),
        ("gett", ["set", "get"]),
        ("a", ["autoscale", "attach", "cp", "auth", "apply", "annotate", "api-versions", "api-resources"]),
        ("resize", []),
        ("desc", ["describe"]),
        ("versoin", ["version"]),
        ("frobnicate", []),
    ],
)
def test_suggestions(kubectl: Kubectl, word: str, near: list[str]) -> None:
    shown = "\n\nDid you mean this?\n" + "".join(f"\t{name}\n" for name in near) if near else "\n"
    for rest in ("web", "-f x.yaml", "--nope", "-n", "--help"):
        assert kubectl.fails(f"{word} {rest}") == f'error: unknown command "{word}" for "kubectl"{shown}'


def test_flags_cannot_stand_before_an_unknown_command(kubectl: Kubectl) -> None:
    assert kubectl.fails("-n shop frobnicate") == "Error: flags cannot be placed before plugin name: -n\n"


def test_every_command_has_its_head(kubectl: Kubectl) -> None:
    listed = [name for names in groups().values() for name in names]
    assert sorted(listed) == sorted(set(children("")) - {"help", "options"})
    text = kubectl("--help")
    assert all(f"\n{head}:\n" in text for head in groups())


def test_a_new_command_goes_under_the_last_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERBS, "greet", ("help:HELP", "Say hello"))
    assert groups()["Other Commands"][-1] == "greet"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ("--user=bob", 'auth info "bob" does not exist'),
        ("--cluster=moon", 'no server found for cluster "moon"'),
        (
            "--request-timeout=soon",
            "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a "
            "corresponding time unit (e.g. 1s | 2m | 3h)",
        ),
    ],
)
def test_global_flags_that_name_nothing(kubectl: Kubectl, flags: str, message: str) -> None:
    assert kubectl.fails(f"get svc {flags}") == f"error: {message}\n"
    assert kubectl("config set-context new --cluster=moon --user=bob") == 'Context "new" created.\n'


def test_warnings_can_be_errors(kubectl: Kubectl) -> None:
    assert kubectl("get svc --warnings-as-errors")
    outcome = kubectl.run("get ep --warnings-as-errors")
    assert outcome.exit == 1
    assert outcome.stdout.startswith("NAME ")
    assert outcome.stderr.endswith("\nerror: 1 warning received\n")
