"""Which label is taken for which."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.evaluate.score import Answer


@dataclass(frozen=True)
class Confusion:
    meant: str
    heard: str
    times: int


def confusions(given: Iterable[Answer]) -> list[Confusion]:
    """Every pair of labels that was confused, the most frequent first."""
    pairs = Counter((answer.example.label, answer.heard.label) for answer in given if not answer.is_right)
    return [
        Confusion(meant, heard, times) for (meant, heard), times in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def counts(given: Iterable[Answer]) -> Counter[tuple[str, str]]:
    """Of every pair of labels, how often the one was meant and the other heard; the diagonal is what was right."""
    return Counter((answer.example.label, answer.heard.label) for answer in given)


def most_confused(found: Iterable[Confusion], most: int) -> list[str]:
    """The labels in the most frequent confusions, by name, no more than this many: what is worth a look."""
    labels: list[str] = []
    for confusion in found:
        new = [label for label in (confusion.meant, confusion.heard) if label not in labels]
        if len(labels) + len(new) > most:
            break
        labels += new
    return sorted(labels)
