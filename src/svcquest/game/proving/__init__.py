"""Whether a level can be trusted: its answers are played, and wrong answers are derived from the right one."""

from svcquest.game.proving.mutants import Mutant, mutants_of
from svcquest.game.proving.proof import Finding, Proof, Survivor, prove, prove_variants

__all__ = ["Finding", "Mutant", "Proof", "Survivor", "mutants_of", "prove", "prove_variants"]
