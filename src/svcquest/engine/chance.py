"""Pseudo-random numbers as a function of a seed and a count, so that a state replays exactly."""

from __future__ import annotations

_MASK = (1 << 64) - 1


def number(seed: int, count: int) -> int:
    """A well mixed 64-bit number for the ``count``-th draw (splitmix64 by Steele, Lea and Flood)."""
    z = (seed * 0x9E3779B97F4A7C15 + (count + 1) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def below(seed: int, count: int, bound: int) -> int:
    """A number from 0 to ``bound`` - 1."""
    return number(seed, count) % bound


SAFE_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
"""Alphabet of generated names: no vowels, nothing that looks like something else."""


def suffix(seed: int, count: int, length: int) -> str:
    """A random name suffix, as ``k8s.io/apimachinery/pkg/util/rand`` spells them."""
    value = number(seed, count)
    letters = []
    for _ in range(length):
        value, index = divmod(value, len(SAFE_LETTERS))
        letters.append(SAFE_LETTERS[index])
    return "".join(letters)


def fnv1a(text: str) -> int:
    """A 32-bit number that a text always has (FNV-1a by Fowler, Noll and Vo), for what must look drawn and is not."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def uid(seed: int, count: int) -> str:
    """A random (version 4) UUID."""
    high = number(seed ^ 0x5EED, count) & ~0xF000 | 0x4000
    low = number(seed, count) & ~(3 << 62) | 2 << 62
    digits = f"{high:016x}{low:016x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
