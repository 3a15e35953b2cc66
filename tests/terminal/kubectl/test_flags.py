from __future__ import annotations

import pytest

from svcquest.terminal.kubectl.flags import Flag, FlagError, duration, names_without_flags, parse

FLAGS = (
    Flag("namespace", "", short="n"),
    Flag("all-namespaces", "", "bool", short="A"),
    Flag("watch", "", "bool", short="w"),
    Flag("replicas", "", "int"),
    Flag("timeout", "", "duration", default="30s"),
    Flag("filename", "", "list", short="f"),
    Flag("env", "", "array", short="e"),
    Flag("dry-run", "", default="none", bare="unchanged"),
)


@pytest.mark.parametrize(
    "words",
    [
        ["--namespace=shop", "svc"],
        ["--namespace", "shop", "svc"],
        ["-nshop", "svc"],
        ["-n=shop", "svc"],
        ["-n", "shop", "svc"],
        ["svc", "-n", "shop"],
        ["-Awn", "shop", "svc"],
        ["-n", "other", "svc", "-n", "shop"],
    ],
)
def test_spellings_of_one_flag(words: list[str]) -> None:
    found = parse(FLAGS, words)
    assert found.text("namespace") == "shop"
    assert found.args == ["svc"]


def test_defaults_and_bare_values() -> None:
    found = parse(FLAGS, ["--dry-run", "web"])
    assert (found.text("dry-run"), found.args) == ("unchanged", ["web"])
    assert found.seconds("timeout") == 30
    assert not found.on("watch")
    assert parse(FLAGS, ["--watch=false"]).given("watch")
    assert parse(FLAGS, ["--dry_run=client"]).text("dry-run") == "client"


def test_lists_split_at_commas_and_arrays_do_not() -> None:
    found = parse(FLAGS, ["-f", "a,b", "-f", "c", "-e", "X=1,2"])
    assert found.list("filename") == ["a", "b", "c"]
    assert found.list("env") == ["X=1,2"]


def test_dash_ends_flags() -> None:
    found = parse(FLAGS, ["pod", "--", "ls", "-n", "x"])
    assert (found.args, found.dash) == (["pod", "ls", "-n", "x"], 1)
    assert parse(FLAGS, ["pod"]).dash is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--foo"], "unknown flag: --foo"),
        (["-z"], "unknown shorthand flag: 'z' in -z"),
        (["-wz"], "unknown shorthand flag: 'z' in -z"),
        (["-zw"], "unknown shorthand flag: 'z' in -zw"),
        (["-n"], "flag needs an argument: 'n' in -n"),
        (["--namespace"], "flag needs an argument: --namespace"),
        (["--=x"], "bad flag syntax: --=x"),
        (["---x"], "bad flag syntax: ---x"),
        (
            ["--replicas=abc"],
            'invalid argument "abc" for "--replicas" flag: strconv.ParseInt: parsing "abc": invalid syntax',
        ),
        (
            ["--replicas=3000000000"],
            'invalid argument "3000000000" for "--replicas" flag: '
            'strconv.ParseInt: parsing "3000000000": value out of range',
        ),
        (
            ["--watch=maybe"],
            'invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
        ),
        (["--timeout=9999999h"], 'invalid argument "9999999h" for "--timeout" flag: time: invalid duration "9999999h"'),
        (["--timeout=5"], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'),
    ],
)
def test_errors_in_the_words_of_pflag(words: list[str], message: str) -> None:
    with pytest.raises(FlagError) as caught:
        parse(FLAGS, words)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("1m30s", 90), ("1.5h", 5400), ("0", 0), ("-1s", -1), ("100ms", 0.1)]
)
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["-n", "shop", "get", "svc"], ["get", "svc"]),
        (["-nshop", "get"], ["get"]),
        (["-w", "get"], ["get"]),
        (["--unknown", "get", "svc"], ["svc"]),
        (["--unknown=1", "get"], ["get"]),
        (["get", "--", "svc"], ["get"]),
    ],
)
def test_command_words_among_flags(words: list[str], names: list[str]) -> None:
    assert names_without_flags(FLAGS, words) == names
