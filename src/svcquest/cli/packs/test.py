"""``svcquest pack test``: every answer is played, and wrong answers are derived from the right one and played too."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from svcquest.cli.failing import NOT_SOLVED, SOLVED
from svcquest.cli.packs.lint import lint
from svcquest.cli.packs.places import place_of
from svcquest.cli.printing import say, say_all, say_json
from svcquest.model.language import counted

_BAR = 24


def run(arguments: argparse.Namespace) -> int:
    """Lint, then prove each level; exit 0 all can be trusted, 1 not, 2 no pack."""
    place = place_of(arguments.path)
    levels, faults = lint(place)
    folders = {linted.level.id: linted.sheet.path.parent for linted in levels}
    jobs = arguments.jobs or os.cpu_count() or 1
    proofs: list[dict[str, Any]] = []
    for count, proof in enumerate(_prove_all(list(folders.values()), arguments.seed, jobs), 1):
        proofs.append(proof)
        _progress(count, len(folders), proof["level"])
    proofs.sort(key=lambda proof: list(folders).index(proof["level"]))
    passed = not faults and all(proof["passed"] for proof in proofs)
    if arguments.json:
        told = [{"file": each.file, "line": each.line, "column": each.column, "text": each.text} for each in faults]
        say_json({"passed": passed, "score": score(proofs), "faults": told, "levels": proofs})
    else:
        say_all(map(str, faults))
        for proof in proofs:
            say_all(_told(proof))
        say(_summary(proofs, len(faults)))
    return SOLVED if passed else NOT_SOLVED


def _prove_all(folders: list[Path], seed: int, jobs: int) -> Iterator[dict[str, Any]]:
    """Proofs as data, in the order in which they are done."""
    if jobs == 1 or len(folders) < 2:
        for folder in folders:
            yield prove_folder(folder, seed)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed  # noqa: PLC0415 - large packs only
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    with ProcessPoolExecutor(min(jobs, len(folders)), mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(prove_folder, folder, seed) for folder in folders]):
            yield done.result()


def prove_folder(folder: Path, seed: int) -> dict[str, Any]:
    """The proof of the level in a folder, as JSON data; of as many variants as it takes to meet each value."""
    from svcquest.game.proving import prove_variants  # noqa: PLC0415 - brings the engine along
    from svcquest.game.words import verdict_lines  # noqa: PLC0415 - as above
    from svcquest.levels.loading import open_level  # noqa: PLC0415 - as above

    proof = prove_variants(lambda number: open_level(folder, seed=number), seed)
    return {
        "level": proof.level,
        "passed": proof.passed,
        "answers": proof.answers,
        "mutants": proof.mutants,
        "tricks": proof.tricks,
        "score": round(proof.score, 4),
        "findings": [
            {
                "what": each.what,
                "text": each.text,
                "verdict": list(verdict_lines(each.verdict)) if each.verdict is not None else [],
            }
            for each in proof.findings
        ],
        "survivors": [
            {"mutant": each.id, "equivalent": each.because, "diff": list(difference(each.right, each.wrong))}
            for each in proof.survivors
        ],
    }


def difference(right: Any, wrong: Any) -> Iterator[str]:
    """What a mutant changed, as a unified diff of YAML."""
    from difflib import unified_diff  # noqa: PLC0415 - survivors only

    from svcquest.manifest.dump import dump_yaml  # noqa: PLC0415 - as above

    before, after = (dump_yaml(tree).splitlines() if tree is not None else [] for tree in (right, wrong))
    return unified_diff(before, after, "solution", "mutant", n=2, lineterm="")


def _told(proof: dict[str, Any]) -> Iterator[str]:
    mark = "✓" if proof["passed"] else "✗"
    spared = sum(1 for each in proof["survivors"] if each["equivalent"])
    harmless = f", {spared} declared harmless" if spared else ""
    figures = f"{proof['answers']} answers, {proof['mutants']} mutants{harmless}, {proof['tricks']} tricks"
    yield f"{mark} {proof['level']:<32} {figures}, score {proof['score']:.0%}"
    diffs = {each["mutant"]: each["diff"] for each in reversed(proof["survivors"])}
    for each in proof["findings"]:
        yield f"    {each['what']}: {each['text']}"
        diff: list[str] = next((lines for name, lines in diffs.items() if each["text"].startswith(name)), [])
        yield from (f"        {line}" for line in (*each["verdict"], *diff))


def score(proofs: Iterable[dict[str, Any]]) -> float:
    """Share of all mutants that are caught, those declared harmless left out."""
    alive = caught = 0
    for proof in proofs:
        holes = sum(1 for each in proof["survivors"] if not each["equivalent"])
        alive += holes
        caught += proof["mutants"] - len(proof["survivors"])
    return round(caught / (caught + alive), 4) if caught + alive else 1.0


def _summary(proofs: list[dict[str, Any]], faults: int) -> str:
    good = sum(1 for proof in proofs if proof["passed"])
    mutants = sum(proof["mutants"] for proof in proofs)
    lint_words = f", {counted(faults, 'lint fault')}" if faults else ""
    return f"{good} of {len(proofs)} levels can be trusted, {mutants} mutants, score {score(proofs):.1%}{lint_words}"


def _progress(done: int, total: int, level: str) -> None:
    """A bar on a terminal's standard error, gone when all is done."""
    if not sys.stderr.isatty():
        return
    filled = _BAR * done // total
    bar = "█" * filled + "░" * (_BAR - filled)
    sys.stderr.write(f"\r\x1b[K{bar} {done}/{total} {level}" if done < total else "\r\x1b[K")
    sys.stderr.flush()
