"""How much two texts have in common, by their letters: endings and typing errors do not matter."""

from functools import lru_cache

from bot.services.knowledge import normal_question

# How long the groups of letters are by which texts are compared.
GROUP = 3


@lru_cache(maxsize=50_000)
def letter_groups(text: str) -> frozenset[str]:
    spaced = f" {normal_question(text)} "
    return frozenset(spaced[start : start + GROUP] for start in range(len(spaced) - GROUP + 1))


def likeness(groups: frozenset[str], others: frozenset[str]) -> float:
    """Their share in common, where 1 is the same."""
    return len(groups & others) / len(groups | others) if groups and others else 0.0
