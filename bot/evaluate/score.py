"""How much was understood: accuracy, and precision, recall and F1 of each label."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluate.contender import Heard
from bot.evaluate.examples import OUT_OF_SCOPE, Example


@dataclass(frozen=True)
class Answer:
    """One message with what it means and what a pipeline made of it."""

    example: Example
    heard: Heard

    @property
    def is_right(self) -> bool:
        """Whether the likeliest label is the right one, sure or not."""
        return self.heard.label == self.example.label

    @property
    def is_wrong_and_sure(self) -> bool:
        """The customer gets a wrong answer; where it is not sure, the assistant asks back."""
        return self.heard.is_sure and not self.is_right


@dataclass(frozen=True)
class LabelScore:
    """Of one label: how many of the messages taken for it are (precision), and how many that are were found (recall)."""

    label: str
    examples: int
    taken: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.taken if self.taken else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.examples if self.examples else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.examples + self.taken) if self.examples + self.taken else 0.0


def answers(examples: Iterable[Example], heard: Iterable[Heard]) -> list[Answer]:
    return [Answer(example, one) for example, one in zip(examples, heard, strict=True)]


def accuracy(given: Sequence[Answer]) -> float:
    """The share of messages whose likeliest label is right; 0 of none."""
    return sum(answer.is_right for answer in given) / len(given) if given else 0.0


def asked_back(given: Sequence[Answer]) -> float:
    return sum(not answer.heard.is_sure for answer in given) / len(given) if given else 0.0


def wrong_and_sure(given: Sequence[Answer]) -> float:
    return sum(answer.is_wrong_and_sure for answer in given) / len(given) if given else 0.0


def by_label(given: Sequence[Answer]) -> list[LabelScore]:
    """Every label that was meant or heard, by name."""
    meant = Counter(answer.example.label for answer in given)
    taken = Counter(answer.heard.label for answer in given)
    right = Counter(answer.example.label for answer in given if answer.is_right)
    return [LabelScore(label, meant[label], taken[label], right[label]) for label in sorted(meant | taken)]


def macro_f1(scores: Sequence[LabelScore]) -> float:
    """The mean over labels that were meant, be they frequent or rare."""
    meant = [score.f1 for score in scores if score.examples]
    return sum(meant) / len(meant) if meant else 0.0


def intents(given: Iterable[Answer]) -> list[Answer]:
    """Those that ask no frequent question."""
    return [answer for answer in given if answer.example.faq is None]


def frequent_questions(given: Iterable[Answer]) -> list[Answer]:
    return [answer for answer in given if answer.example.faq is not None]


def in_language(given: Iterable[Answer], language: str) -> list[Answer]:
    return [answer for answer in given if answer.example.language == language]


def worst_mistakes(given: Iterable[Answer], most: int) -> list[Answer]:
    """The most confident wrong answers, the surest first."""
    wrong = [answer for answer in given if not answer.is_right]
    return sorted(wrong, key=lambda answer: -answer.heard.confidence)[:most]


def entities_found(given: Iterable[Answer]) -> tuple[int, int]:
    """How many of the named entities were found with their value, and how many were named."""
    named = [
        ((entity["entity"], str(entity["value"])) in answer.heard.entities)
        for answer in given
        for entity in answer.example.entities
    ]
    return sum(named), len(named)


def is_out_of_scope(answer: Answer) -> bool:
    return answer.example.intent == OUT_OF_SCOPE
