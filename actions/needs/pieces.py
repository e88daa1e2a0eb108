"""How many of several equal articles are meant: "one of the two mugs", "no, only one of them"."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.scope import chosen_lines
from actions.request import Choice, Known, Need, Question, Refusal
from bot.shop.order_line import OrderLine
from bot.shop.words.pieces import pieces_before, says_number
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk

# Behind it stands what comes in their place: "one of the mugs for two glasses".
INTO = re.compile(r"(?i)\b(?:for|into|with)\b|\bto (?:be|become|an?|the)\b")


class Pieces(Need):
    """All of each line that are left, unless fewer are said; settles `known["pieces"]`, by the line's id.

    A number that may be of several lines is of none until it is told of which.
    """

    name = "pieces"

    def of(self, line: OrderLine) -> int:
        """How many of the line the request can be about."""
        return line.returnable_quantity

    def said(self, text: str) -> str:
        """The part of a message that may tell how many."""
        return text

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        text = self.said(heard.text)
        if heard.is_pressed or not (meant("pieces", text) or says_number(text)):
            return False
        # Of which line it is may be known later.
        known["pieces_said"] = [*known.get("pieces_said", []), text]
        before = known.get("pieces")
        known["pieces"] = self._settled(talk, known)
        return before is not None and known["pieces"] != before

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        known["pieces"] = self._settled(talk, known)
        several = self._several(talk, known)
        if len(several) < 2 or known.get("pieces_asked") or not _says_bare_number(several, known):  # noqa: PLR2004 - lines
            return None
        # Whoever does not say of which means all of them.
        known["pieces_asked"] = True
        return Question("utter_ask_pieces_of", choices=[Choice.answer(line.title, "article", str(line.id)) for line in several])

    def _several(self, talk: "Talk", known: Known) -> list[OrderLine]:
        return [line for line in chosen_lines(talk, known) if self.of(line) > 1]

    def _settled(self, talk: "Talk", known: Known) -> dict[str, int]:
        pieces = {str(line.id): self.of(line) for line in chosen_lines(talk, known)}
        several = self._several(talk, known)
        for line in several:
            for text in known.get("pieces_said", []):
                said = _said_of(line, text) if len(several) == 1 else _said_by_name(line, several, text)
                if said is not None and 0 < said <= self.of(line):
                    pieces[str(line.id)] = said
        return pieces


class OrderedPieces(Pieces):
    """Of all that was ordered of a line."""

    def of(self, line: OrderLine) -> int:
        return line.quantity


class ReplacedPieces(OrderedPieces):
    def said(self, text: str) -> str:
        into = INTO.search(text)
        return text[: into.start()] if into else text


def pieces_of(known: Known, line: OrderLine) -> int:
    """How many of the line this need settled on."""
    pieces: int = known["pieces"][str(line.id)]
    return pieces


def _said_of(line: OrderLine, text: str) -> int | None:
    answers = meant("pieces", text)
    return int(answers[-1]) if answers else pieces_before(line.name, text)


def _said_by_name(line: OrderLine, several: Sequence[OrderLine], text: str) -> int | None:
    """'Two mugs and one plate', where no other of the lines is called so."""
    called = Counter(_last_word(other) for other in several)
    return pieces_before(line.name, text) if called[_last_word(line)] == 1 else None


def _says_bare_number(several: Sequence[OrderLine], known: Known) -> bool:
    """Whether a number was said of none of the lines by its name: "send two of them back"."""
    return any(
        meant("pieces", text) and all(_said_by_name(line, several, text) is None for line in several)
        for text in known.get("pieces_said", [])
    )


def _last_word(line: OrderLine) -> str:
    return line.name.split()[-1].casefold()
