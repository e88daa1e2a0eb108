"""Whether a pipeline knows when it does not know."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluate.contender import Heard
from bot.evaluate.examples import OUT_OF_SCOPE
from bot.evaluate.score import Answer, is_out_of_scope

# Of the messages that are in scope, so many may be turned away: 3 % of those that come. Of those that the threshold is chosen
# on a third less, because messages that nothing was chosen on lie a little nearer to it.
MOST_LOST = 0.02


@dataclass(frozen=True)
class Caught:
    """What becomes of messages out of scope, and of the others, as the pipeline is configured."""

    # Out of scope, and not answered as if it were something else: recognised, or asked back.
    recall: float
    recognised: float
    # In scope, and taken for out of scope.
    false_alarms: float


@dataclass(frozen=True)
class Refusal:
    """What turning away all messages above a threshold does; shares of messages."""

    threshold: float
    # Of the messages that are out of scope: those turned away.
    recall: float
    # Of those in scope: turned away, and turned away though their intent was found.
    lost: float
    lost_accuracy: float


def caught(given: Sequence[Answer]) -> Caught:
    outside = [answer for answer in given if is_out_of_scope(answer)]
    inside = [answer for answer in given if not is_out_of_scope(answer)]
    recognised = _share([answer.heard.intent == OUT_OF_SCOPE for answer in outside])
    not_sure = _share([not answer.heard.is_sure for answer in outside])
    return Caught(recognised + not_sure, recognised, _share([answer.heard.intent == OUT_OF_SCOPE for answer in inside]))


def in_scope_label(heard: Heard) -> str:
    """The likeliest label of those that are in scope."""
    return next((label for label, _ in heard.ranking if label != OUT_OF_SCOPE), "nothing")


def doubt(heard: Heard) -> float:
    """How surely the message is about something else: what the pipeline says, else what is left of the likeliest intent."""
    if heard.out_of_scope is not None:
        return heard.out_of_scope
    return 1 - max((confidence for label, confidence in heard.ranking if label != OUT_OF_SCOPE), default=0.0)


def in_scope_accuracy(given: Sequence[Answer]) -> float:
    """Of the messages that are in scope, those whose intent is found among the intents in scope."""
    inside = [answer for answer in given if not is_out_of_scope(answer)]
    return _share([in_scope_label(answer.heard) == answer.example.label for answer in inside])


def choose_threshold(validation: Sequence[Answer], most_lost: float = MOST_LOST) -> float:
    """The lowest doubt to turn messages away above, such that no more than this share of those in scope is.

    To be chosen on messages other than those that it is judged by.
    """
    doubts = sorted((doubt(answer.heard) for answer in validation if not is_out_of_scope(answer)), reverse=True)
    if not doubts:
        return 1.0
    return doubts[min(int(len(doubts) * most_lost), len(doubts) - 1)]


def refuse(given: Sequence[Answer], threshold: float) -> Refusal:
    outside = [doubt(answer.heard) > threshold for answer in given if is_out_of_scope(answer)]
    inside = [answer for answer in given if not is_out_of_scope(answer)]
    lost = [doubt(answer.heard) > threshold for answer in inside]
    lost_right = [
        away and in_scope_label(answer.heard) == answer.example.label for away, answer in zip(lost, inside, strict=True)
    ]
    return Refusal(threshold, _share(outside), _share(lost), _share(lost_right))


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0
