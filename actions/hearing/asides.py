"""What asks for nothing beside what is wished for: courtesies, sighs, chatter, what is not at hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.hearing.intents import HUMAN, LACK, NOT_UNDERSTOOD
from actions.hearing.spoken_of import speaks_of_articles
from actions.hearing.taken_back import is_left, is_sigh
from bot.shop.words.focus import WISHED
from bot.shop.words.phrases import read
from bot.support.human_words import is_glad_to_talk

if TYPE_CHECKING:
    from actions.talk import Talk


def asks_for_more(wish: Heard) -> bool:
    """Whether it is more than a courtesy or a sigh."""
    return is_left(wish) and not (is_courtesy(wish) or is_sigh(wish.text))


def without_chatter(talk: "Talk", wishes: Sequence[Heard]) -> list[Heard]:
    """The wishes but for what nobody understands and that asks for nothing: "My mornings are a mess. Cancel the kettle".

    Nor does who says what they do not have, which nobody asked for: "I'm hopeless with order numbers. Return the bed".
    """
    told = [wish for wish in wishes if wish.intent == NOT_UNDERSTOOD and wish.is_statement and not wish.otherwise]
    told = [wish for wish in told if not (WISHED.search(read(wish.text).plain) or speaks_of_articles(talk, wish))]
    told += [wish for wish in wishes if wish.intent == LACK]
    return [wish for wish in wishes if wish not in told or len(told) == len(wishes)]


def is_courtesy(wish: Heard) -> bool:
    return wish.intent == HUMAN and is_glad_to_talk(wish.text)
