"""How many of several equal articles are meant: "one of the two mugs", "no, only one of them"."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.scope import lines_of
from actions.request import Known, Need, Question, Refusal
from bot.shop.order_line import OrderLine
from bot.shop.words.pieces import pieces_before, says_number
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk


class Pieces(Need):
    """All of each line that are left, unless fewer are said; settles `known["pieces"]`, by the line's id.

    A number that may be of several lines is of none: the list that is confirmed tells how many of each go back.
    """

    name = "pieces"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if heard.is_pressed or not (meant("pieces", heard.text) or says_number(heard.text)):
            return False
        # Of which line it is may be known later.
        known["pieces_said"] = [*known.get("pieces_said", []), heard.text]
        before = known.get("pieces")
        known["pieces"] = _settled(talk, known)
        return before is not None and known["pieces"] != before

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        known["pieces"] = _settled(talk, known)
        return None


def _settled(talk: "Talk", known: Known) -> dict[str, int]:
    lines = lines_of(talk, known.get("lines", ()))
    pieces = {str(line.id): line.returnable_quantity for line in lines}
    several = [line for line in lines if line.returnable_quantity > 1]
    if len(several) == 1:
        for said in (_said_of(several[0], text) for text in known.get("pieces_said", [])):
            if said is not None and 0 < said <= several[0].returnable_quantity:
                pieces[str(several[0].id)] = said
    return pieces


def pieces_of(known: Known, line: OrderLine) -> int:
    """How many of the line this need settled on."""
    pieces: int = known["pieces"][str(line.id)]
    return pieces


def _said_of(line: OrderLine, text: str) -> int | None:
    answers = meant("pieces", text)
    return int(answers[-1]) if answers else pieces_before(line.name, text)
