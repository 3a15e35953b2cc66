"""placement.yaml: what is refused, and that the campaign's own questions say what the engine does."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.levels.data import data_folder
from svcquest.levels.loading import read_pack
from svcquest.levels.placement import read_placement
from svcquest.levels.problems import LevelError
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal

CAMPAIGN = data_folder("levels") / "campaign"

PACK = """\
format: 1
id: small
title: Small
version: "1"
chapters:
  - {id: one, title: One, levels: []}
"""

QUESTION = """\
format: 1
chapters:
  one:
    - id: first
      say: Is it?
      choices:
        - {id: yes-it-is, text: Yes, because: It is.}
        - {id: no-it-is-not, text: No, because: It is not.}
      right: yes-it-is
"""


def pack(folder: Path, placement: str) -> Path:
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "placement.yaml").write_text(
        placement.replace("text: Yes", 'text: "Yes"').replace("text: No", 'text: "No"')
    )
    return folder


def test_questions_by_chapter(tmp_path: Path) -> None:
    ((chapter, questions),) = read_placement(pack(tmp_path, QUESTION), read_pack(tmp_path))

    assert (chapter.title, [each.id for each in questions]) == ("One", ["first"])


def test_a_pack_without_the_file_has_no_test(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")

    assert read_placement(tmp_path, read_pack(tmp_path)) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (QUESTION.replace("one:", "two:"), "placement.yaml:3:3: two: the pack has no such chapter"),
        (QUESTION.replace("right: yes-it-is", "right: maybe"), 'there is no choice "maybe"'),
        (
            QUESTION + QUESTION.partition("one:\n")[2],
            'placement.yaml:10:7: id: "first" is the id of several questions',
        ),
        (
            QUESTION
            + "      evidence: {choices: [{id: a, text: A, because: A.}, {id: b, text: B, because: B.}], right: a}\n",
            "a placement test asks for no evidence",
        ),
        ("format: 2\nchapters: {}\n", "placement.yaml:1:"),
    ],
)
def test_refusals(tmp_path: Path, text: str, fault: str) -> None:
    folder = pack(tmp_path, text)

    with pytest.raises(LevelError, match=r"placement") as refused:
        read_placement(folder, read_pack(folder))

    assert fault in str(refused.value)


def test_the_campaign_asks_about_its_chapters_and_hides_the_right_answer() -> None:
    rounds = read_placement(CAMPAIGN, read_pack(CAMPAIGN))
    places = [
        [choice.id for choice in question.choices].index(question.right)
        for _, questions in rounds
        for question in questions
    ]

    assert all(len(questions) >= 2 for _, questions in rounds)
    assert max(places.count(place) for place in set(places)) <= len(places) // 2


WEB = "kubectl create deployment web --image=nginx --port=8080 --replicas=2"
EXPOSE = f"{WEB}; kubectl expose deploy web"
HEADLESS = f"{EXPOSE} --cluster-ip=None --port=80 --target-port=8080"
ASK = "kubectl run client --image=busybox -- sleep 1000; kubectl exec client --"
ALONE = "kubectl create service clusterip alone --clusterip=None"
PATCH = "kubectl patch svc -p"

FACTS = [
    # question, what an administrator types, what the last line of it shows
    ("ping-it", f"{EXPOSE}; ping -c1 -W1 $(kubectl get svc web -o jsonpath={{.spec.clusterIP}})", "100% packet loss"),
    ("one-number", f"{EXPOSE} --port=80 --target-port=80; {ASK} wget -qO- http://web", "Connection refused"),
    ("two-numbers", "kubectl create service clusterip web --tcp=80:8080 --tcp=80:9090", "Duplicate value"),
    ("no-selector", f"""{ALONE}; {PATCH} '{{"spec":{{"selector":null}}}}' alone; kubectl get ep alone""", "<none>"),
    ("across", f"kubectl create ns pay; {EXPOSE} -n default; {ASK} wget -qO- http://web.default:8080", "web-"),
    ("unmapped", f"{HEADLESS}; {ASK} wget -qO- http://web", "Connection refused"),
    ("unmapped", f"{HEADLESS}; {ASK} wget -qO- http://web:8080", "web-"),
    ("unheadless", f"""{HEADLESS}; {PATCH} '{{"spec":{{"clusterIP":"10.96.7.7"}}}}' web""", "may not change"),
    ("unheadless", f"""{HEADLESS}; {PATCH} '{{"spec":{{"clusterIP":null}}}}' web""", "(no change)"),
    ("unheadless", f"""{HEADLESS}; {PATCH} '{{"spec":{{"type":"NodePort"}}}}' web""", "may not be set to 'None'"),
]


@pytest.mark.parametrize(("question", "script", "shown"), FACTS)
def test_what_the_questions_say_is_so(question: str, script: str, shown: str) -> None:
    known = {each.id for _, questions in read_placement(CAMPAIGN, read_pack(CAMPAIGN)) for each in questions}
    terminal = Terminal(Cluster(), Files({}))
    outcome = [terminal.run(line) for line in script.split("; ")][-1]

    assert question in known
    assert shown in outcome.stdout + outcome.stderr
