"""Which articles of the order are meant."""

from typing import TYPE_CHECKING

from actions.heard import Heard
from actions.needs.order import chosen_order
from actions.request import Choice, Known, Need, Question, Refusal
from bot.shop.order import OrderLine

if TYPE_CHECKING:
    from actions.talk import Talk


class WhichArticles(Need):
    """Some or all lines of the chosen order that are still returnable."""

    name = "articles"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        known.setdefault("words", heard.text)
        if "order" not in known:
            # The words are looked at once it is known which order they can be about.
            known["all"] = known.get("all") or heard.first("extent") is not None
            return False
        named = self.named(talk, known, heard)
        if named:
            known["lines"] = [line.id for line in named]
        return bool(named)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if known.get("lines"):
            return None
        lines = returnable(talk, known)
        chosen = (
            lines
            if len(lines) == 1 or known.pop("all", False)
            else _only(lines, chosen_order(talk, known).lines_named(known["words"]))
        )
        if chosen:
            known["lines"] = [line.id for line in chosen]
            return None
        return Question(
            "utter_ask_which_articles", choices=[Choice.answer(line.title, "article", str(line.id)) for line in lines]
        )

    def named(self, talk: "Talk", known: Known, heard: Heard) -> list[OrderLine]:
        """The lines that a message names by button, by 'all', by place in the list or by words."""
        lines = returnable(talk, known)
        pressed = set(heard.entities.get("article", ()))
        if pressed:
            return [line for line in lines if str(line.id) in pressed]
        if heard.is_aside:
            return []
        if heard.first("extent"):
            return lines
        named = _only(lines, chosen_order(talk, known).lines_named(heard.text))
        return named or _at_places(lines, heard.entities.get("ordinal", []))


def returnable(talk: "Talk", known: Known) -> list[OrderLine]:
    return chosen_order(talk, known).returnable_lines(talk.turn.today, talk.turn.terms)


def chosen_lines(talk: "Talk", known: Known) -> list[OrderLine]:
    """The lines that this need settled on, in the order's order."""
    return [line for line in chosen_order(talk, known).lines if line.id in known["lines"]]


def _only(lines: list[OrderLine], named: list[OrderLine]) -> list[OrderLine]:
    return [line for line in named if line in lines]


def _at_places(lines: list[OrderLine], places: list[str]) -> list[OrderLine]:
    numbers = [len(lines) if place == "last" else int(place) for place in places]
    return [lines[number - 1] for number in numbers if number <= len(lines)]
