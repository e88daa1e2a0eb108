"""Which articles of the order are meant."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actions.heard import Heard
from actions.needs.order import chosen_order
from actions.request import Choice, Known, Need, Question, Refusal
from actions.values import bullets
from bot.shop.order import OrderLine

if TYPE_CHECKING:
    from actions.talk import Talk


@dataclass(frozen=True)
class Said:
    """How a customer names articles."""

    words: str
    all: bool = False
    # Places in the list that was shown: '1', 'last'.
    places: list[str] = field(default_factory=list)
    # To be taken besides those chosen already.
    adds: bool = False
    left_out: str = ""

    @classmethod
    def of(cls, heard: Heard, asked: bool) -> "Said":
        adds = "add" in heard.entities.get("change", ())
        return cls(heard.text, heard.first("extent") is not None, heard.places(asked), adds, heard.left_out)


class WhichArticles(Need):
    """Some or all lines of the chosen order that are still returnable."""

    name = "articles"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if heard.is_aside:
            return False
        if "order" not in known:
            _note(known, heard)
            return False
        pressed = set(heard.entities.get("article", ()))
        if pressed:
            known["lines"] = [line.id for line in returnable(talk, known) if str(line.id) in pressed]
            return True
        if self._take(talk, known, Said.of(heard, asked)):
            return True
        known["none"] = asked and heard.intent == "deny"
        return bool(known["none"])

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "noted" in known:
            known.pop("lines", None)
            self._take(talk, known, Said(known["words"], **known.pop("noted")))
        if known.pop("none", False):
            return Refusal("utter_nothing_changed")
        lines = returnable(talk, known)
        in_return = known.pop("in_return", [])
        if in_return:
            talk.say("utter_articles_in_return", articles=bullets(in_return))
        elif len(lines) == 1 and "lines" not in known:
            known["lines"] = [lines[0].id]
        if chosen_lines(talk, known):
            return None
        return Question(
            "utter_ask_which_articles", choices=[Choice.answer(line.title, "article", str(line.id)) for line in lines]
        )

    def _take(self, talk: "Talk", known: Known, said: Said) -> bool:
        """Choose what was said; whether it named anything."""
        order, lines, chosen = chosen_order(talk, known), returnable(talk, known), chosen_lines(talk, known)
        words = said.words.replace(said.left_out, " ") if said.left_out else said.words
        named = order.lines_named(words) or (lines if said.all else _at_places(lines, said.places))
        left_out = order.lines_named(said.left_out)
        if not (named or left_out):
            return False
        wanted = [*chosen, *named] if said.adds else named
        wanted = [line for line in wanted or chosen or lines if line not in left_out]
        known["in_return"] = [line.title for line in wanted if line not in lines]
        free = [line.id for line in lines if line in wanted]
        if free or left_out:
            known["lines"] = free
        known["none"] = bool(left_out) and not free
        return True


def _note(known: Known, heard: Heard) -> None:
    """Keep what was said of articles until it is known of which order."""
    noted = known.setdefault("noted", {})
    noted["all"] = noted.get("all", False) or heard.first("extent") is not None
    noted["left_out"] = noted.get("left_out") or heard.left_out
    if "offered" not in known:
        # Later places are those of orders in the list that was shown.
        noted["places"] = noted.get("places") or heard.places(asked=False)


def returnable(talk: "Talk", known: Known) -> list[OrderLine]:
    return chosen_order(talk, known).returnable_lines(talk.turn.today, talk.turn.terms)


def chosen_lines(talk: "Talk", known: Known) -> list[OrderLine]:
    """The lines that this need settled on, in the order's order."""
    chosen = known.get("lines", ())
    return [line for line in chosen_order(talk, known).lines if line.id in chosen]


def _at_places(lines: list[OrderLine], places: list[str]) -> list[OrderLine]:
    numbers = [len(lines) if place == "last" else int(place) for place in places]
    return [lines[number - 1] for number in numbers if number <= len(lines)]
