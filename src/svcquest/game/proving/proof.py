"""All that ``pack test`` finds out about one level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from svcquest.engine.state import State
from svcquest.game.answering import give
from svcquest.game.grading import holds, judge
from svcquest.game.proving.guesses import guesses_of
from svcquest.game.proving.mutants import Mutant, mutants_of
from svcquest.game.proving.tricks import tricks_of
from svcquest.game.stage import Stage
from svcquest.game.verdict import Verdict
from svcquest.levels.level import Answer, Level
from svcquest.levels.probe_format import LookupProbe
from svcquest.model.frozen import dataclass, replace
from svcquest.model.language import listed
from svcquest.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a level.

    Attributes:
        what: ``start``, ``solution``, ``alternate``, ``near miss``, ``mutant``, ``trick`` or ``equivalent``.
        text: what happened, and what should have.
        verdict: of the answer that misbehaved, None where there is none.
    """

    what: str
    text: str
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Survivor:
    """A wrong answer that passes.

    Attributes:
        id: of the mutant.
        right, wrong: the object that differs, as ``Mutant`` has it.
        because: why that is harmless, where the level says so; empty for a hole in the probes.
    """

    id: str
    right: Tree | None
    wrong: Tree | None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a level's answers.

    Attributes:
        level: its id.
        answers: how many were played: start, solution, alternates, near misses.
        mutants: how many wrong answers were derived from the solution.
        tricks: how many answers were tried that only look right.
        survivors: those that pass, declared harmless ones included.
    """

    level: str
    answers: int
    mutants: int
    tricks: int
    findings: tuple[Finding, ...]
    survivors: tuple[Survivor, ...]

    @property
    def passed(self) -> bool:
        """Whether the level can be trusted."""
        return not self.findings

    @property
    def score(self) -> float:
        """Share of mutants that the probes catch, 0 to 1; those declared equivalent are left out."""
        harmless = sum(1 for each in self.survivors if each.because)
        counted = self.mutants - harmless
        return 1.0 if not counted else (self.mutants - len(self.survivors)) / counted


def prove(level: Level, seed: int = 1) -> Proof:
    """Play a level's start, its answers, and the mutants of its solution."""
    stage = Stage(level, seed)
    findings = [*_start(stage), *_right_answers(stage), *_near_misses(stage)]
    solved = _after(stage, level.solution)
    count, survivors = _survivors(stage, solved)
    findings += _holes(level, survivors)
    tricks = 0
    for trick in tricks_of(stage.start, solved):
        tricks += 1
        if _survives(stage, trick):
            findings.append(Finding("trick", f"{trick.id}: passes, though nothing is solved by it"))
    answers = 2 + len(level.alternates) + len(level.near_misses)
    return Proof(level.id, answers, count, tricks, tuple(findings), tuple(survivors))


def prove_variants(opened: Callable[[int], Level], seed: int = 1) -> Proof:
    """The proofs of a level's variants in one: of as many seeds as it takes to meet each value.

    Args:
        opened: the level with what a seed draws.
        seed: the first one.
    """
    level = opened(seed)
    if not level.variants:
        return prove(level, seed)
    from svcquest.levels.variants import samples  # noqa: PLC0415 - few levels vary

    proofs = [(each, prove(opened(each), each)) for each in samples(level.variants, seed)]
    return Proof(
        level.id,
        sum(proof.answers for _, proof in proofs),
        sum(proof.mutants for _, proof in proofs),
        sum(proof.tricks for _, proof in proofs),
        tuple(_merged(proofs)),
        tuple(found for _, proof in proofs for found in proof.survivors),
    )


def _merged(proofs: Sequence[tuple[int, Proof]]) -> Iterator[Finding]:
    """What is wrong with variants, each finding once; with its seeds where it is not so in all of them."""
    seeds: dict[tuple[str, str], list[int]] = {}
    first: dict[tuple[str, str], Finding] = {}
    for seed, proof in proofs:
        for finding in proof.findings:
            seeds.setdefault((finding.what, finding.text), []).append(seed)
            first.setdefault((finding.what, finding.text), finding)
    for same, finding in first.items():
        where = seeds[same]
        several = "seeds" if len(where) > 1 else "seed"
        told = "" if len(where) == len(proofs) else f" ({several} {listed(map(str, where))})"
        yield replace(finding, text=f"{finding.text}{told}")


def _after(stage: Stage, answer: Answer) -> State:
    cluster = stage.cluster()
    give(stage, answer, cluster)
    return cluster.state


def _start(stage: Stage) -> Iterator[Finding]:
    verdict = judge(stage, stage.start)
    if verdict.passed and not stage.level.start_passes:
        yield Finding("start", "is solved before anything is done; some probe must fail", verdict)
    if not verdict.passed and stage.level.start_passes:
        yield Finding("start", f"is to pass as it is, fails {', '.join(verdict.failed)}", verdict)


def _right_answers(stage: Stage) -> Iterator[Finding]:
    level = stage.level
    named = [("solution", level.solution), *((f"alternate {n}", a) for n, a in enumerate(level.alternates, 1))]
    for what, answer in named:
        cluster = stage.cluster()
        refusals = give(stage, answer, cluster)
        verdict = judge(stage, cluster.state, refusals, answer.picks)
        for refusal in refusals:
            yield Finding(what, f"is refused: {refusal.what}: {refusal.text}", verdict)
        if not verdict.passed:
            after = f" after: {verdict.last.change}" if verdict.last.change else ""
            yield Finding(what, f"must pass, fails {', '.join(verdict.failed)}{after}", verdict)


def _near_misses(stage: Stage) -> Iterator[Finding]:
    for number, miss in enumerate(stage.level.near_misses, 1):
        verdict = judge(stage, _after(stage, miss.answer), picks=miss.answer.picks)
        if verdict.passed:
            yield Finding(f"near miss {number}", f"passes, should fail {miss.fails}", verdict)
        elif miss.fails not in verdict.failed:
            failed = ", ".join(verdict.failed)
            yield Finding(f"near miss {number}", f"should fail {miss.fails}, fails {failed}", verdict)


def _survivors(stage: Stage, solved: State) -> tuple[int, list[Survivor]]:
    level = stage.level
    names_matter = any(isinstance(probe, LookupProbe) and probe.type == "SRV" for probe in level.probes)
    declared = {each.mutant: each.because for each in level.equivalent}
    survivors, count = [], 0
    for mutant in mutants_of(stage.start, solved, names_matter=names_matter):
        count += 1
        if _survives(stage, mutant):
            survivors.append(Survivor(mutant.id, mutant.right, mutant.wrong, declared.get(mutant.id, "")))
    for guess in guesses_of(level.questions, level.solution.picks):
        count += 1
        if holds(stage, solved, guess.picks):
            survivors.append(Survivor(guess.id, None, None, declared.get(guess.id, "")))
    return count, survivors


def _survives(stage: Stage, mutant: Mutant) -> bool:
    """Whether it passes; by how it ends, as nobody has worked his way there."""
    return judge(stage, replace(mutant.state, past=()), picks=stage.level.solution.picks).passed


def _holes(level: Level, survivors: list[Survivor]) -> Iterator[Finding]:
    for each in survivors:
        if not each.because:
            yield Finding("mutant", f"{each.id}: this wrong answer passes; add a probe or change that catches it")
    alive = {each.id for each in survivors}
    for declared in level.equivalent:
        if declared.mutant not in alive:
            yield Finding("equivalent", f'"{declared.mutant}" is no mutant that passes; take it out')
