"""Wishes of two kinds that were taken for one: "Take the tent back. And the stove: exchange it for a red one"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from actions.hearing.address_wishes import DIRECTS, part_of
from actions.hearing.heard import Heard
from actions.hearing.intents import ADDRESSES, CANCEL, CHANGE, EXCHANGE, EXCHANGES, RETURN
from actions.hearing.spoken_of import says_options_of_product
from actions.hearing.taken_back import what_stands
from bot.services.catalogue import names_said
from bot.shop.order_words import speaks_of_order
from bot.shop.words.addresses import address_words
from bot.shop.words.changes import Change, change_said, speaks_of_cancelling, speaks_of_exchanging, speaks_of_returning

if TYPE_CHECKING:
    from actions.talk import Talk


def with_parted_wishes(talk: "Talk", heard: Heard) -> Heard:
    """The message as two wishes, where one half of its sentences asks for other articles and the other for something else."""
    if heard.is_pressed or heard.wishes or len(heard.sentences) == 1 or what_stands(heard) is not heard:
        return heard
    kinds = _of_each([_kind(talk, heard, sentence) for sentence in heard.sentences])
    by_kind = groupby(zip(kinds, heard.sentences, strict=True), lambda one: one[0])
    said = [(kind, [text for _, text in told]) for kind, told in by_kind]
    if len(said) != 2 or not EXCHANGES & {kind for kind, _ in said}:  # noqa: PLR2004 - other articles and something else
        return heard
    wishes = tuple(part_of(heard, " ".join(texts), kind) for kind, texts in said)
    one, other = (names_said(talk.turn.db, wish.text) for wish in wishes)
    if set(one) & set(other) and not ADDRESSES & {kind for kind, _ in said}:
        # "I'd return the tent. Or please exchange the tent": which of the two is not told by its kind.
        return heard
    return replace(heard, intent=wishes[0].intent, wishes=wishes)


def _of_each(kinds: Sequence[str | None]) -> list[str]:
    """Every sentence's kind: that of the one before it, or of the first that has one, where it says none itself."""
    known = [kind for kind in kinds if kind is not None]
    told: list[str] = known[:1] or [""]
    for kind in kinds:
        told.append(kind or told[-1])
    return told[1:]


def _kind(talk: "Talk", heard: Heard, sentence: str) -> str | None:
    """What the sentence alone asks to be done, if it says of what."""
    if heard.intent in ADDRESSES and DIRECTS.search(sentence) and address_words(sentence).goes_to_known:
        return heard.intent
    names = names_said(talk.turn.db, sentence)
    if names and change_said(sentence) is Change.PLAIN and says_options_of_product(talk, sentence):
        return EXCHANGE if speaks_of_exchanging(sentence) else CHANGE
    if names and speaks_of_returning(sentence):
        return RETURN
    return CANCEL if speaks_of_cancelling(sentence) and (names or speaks_of_order(sentence)) else None
