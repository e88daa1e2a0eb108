"""Which articles are meant, of any of the customer's orders at once."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.hearing.spoken_of import last_told, other_of_kind
from actions.instead import instead_of
from actions.needs.articles_said import said_of_articles, says_which, speaks_of_them
from actions.needs.order import SAME
from actions.needs.scope import (
    at_places,
    lines_in_scope,
    lines_of,
    lines_of_named_order,
    note_order,
    of_last_order,
    orders_in_scope,
)
from actions.request import Choice, Known, Need, Question, Refusal
from bot.shop.order_line import OrderLine
from bot.shop.selection import Selection, select
from bot.shop.telling_apart import told_apart
from bot.shop.words.changes import speaks_of_unnamed, them_and_more

if TYPE_CHECKING:
    from actions.talk import Talk

# More buttons than these are no help; the customer can still name any other article.
MAX_OFFERED = 8
ASK_PRODUCT = "ask_product"


class SelectedArticles(Need):
    """Lines by name, by option, by price, by what came with them, all but some: whatever tells them, or chosen from a list.

    They may be of several orders: `chosen_articles` gives them order by order.
    """

    name = "articles"
    # Whether the same words also say what the articles should become.
    exchanges = False
    question = "utter_ask_which_article"

    @abstractmethod
    def fits(self, talk: "Talk", line: OrderLine) -> bool:
        """Whether the request can be about this line at all."""

    @abstractmethod
    def refusal(self, talk: "Talk", lines: Sequence[OrderLine]) -> Refusal:
        """Why the request cannot be about these lines, which the customer named; without any, why about nothing at all."""

    def offered(self, talk: "Talk", known: Known, lines: Sequence[OrderLine]) -> Sequence[OrderLine]:
        """Which of the lines that can be meant are chosen from when none was named."""
        return lines

    def likelier(self, talk: "Talk", known: Known, line: OrderLine) -> bool:
        """Whether this line is meant rather than others that the words mean as well."""
        return True

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        is_first = "words" not in known
        known.setdefault("words", heard.text)
        if heard.is_aside and not is_first and not (heard.is_statement and (asked or heard.is_objection)):
            return False
        is_other = note_order(talk, known, heard, asked)
        known["none"] = asked and heard.intent == "deny" and not is_other
        pressed = {int(line) for line in heard.entities.get("article", ())}
        if pressed:
            self._choose(known, [line.id for line in talk.lines if line.id in pressed], adds=bool(known.get("groups")))
            return True
        said = said_of_articles(heard, asked)
        if not talk.orders:
            # Nothing can be looked up before it is known who asks.
            known.setdefault("unread", []).append(said)
            return False
        if self._take(talk, known, said, asked):
            known["none"] = False
            return True
        if is_other:
            self._take_of_named_order(talk, known)
        return is_other or bool(known["none"])

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        for said in known.pop("unread", []):
            text = talk.customer.without_name(said["text"]) if talk.customer else said["text"]
            self._take(talk, known, said | {"text": text}, asked=False)
        if known.pop("none", False):
            return Refusal("utter_nothing_changed", by_customer=True)
        if known.get("order_number") and talk.order(known["order_number"]) is None:
            talk.say("utter_order_unknown", order_number=known.pop("order_number"))
        unfit = lines_of(talk, known.pop("unfit", ()))
        if known.get("groups"):
            return self._ask(talk, known, lines_of(talk, known["groups"][0]))
        if known.get("lines"):
            self.beside(talk, unfit)
            return None
        return self._check_unnamed(talk, known, unfit)

    def _check_unnamed(self, talk: "Talk", known: Known, unfit: Sequence[OrderLine]) -> Question | Refusal | None:
        """Where no article that will do was named: the only one, the one talked about last, or a list to choose from."""
        asked_about = self._asked_about(talk, known)
        if asked_about is not None and not unfit:
            known["lines"] = [asked_about.id]
            return None
        other = None if unfit or known.get("order_number") else other_of_kind(talk, known["words"], self.fits)
        if other is not None:
            known["lines"] = [other.id]
            return None
        fitting = of_last_order(talk, [line for line in lines_in_scope(talk, known) if self.fits(talk, line)])
        if not fitting or unfit:
            refused = unfit or lines_of_named_order(talk, known)
            if refused:
                talk.memory.order, talk.memory.articles = refused[0].order_number, [line.id for line in refused]
            return instead_of(self.refusal(talk, refused), known["words"])
        meant = _told_of(talk, fitting, known["words"])
        if meant and known.get("reference") == SAME:
            known["lines"] = meant
            return None
        in_scope = [line for line in lines_in_scope(talk, known) if self.fits(talk, line)]
        offered = last_told(talk, known["words"], in_scope) or self.offered(talk, known, fitting)
        if len(offered) == 1:
            known["lines"] = [offered[0].id]
            return None
        return self._ask(talk, known, offered)

    def _asked_about(self, talk: "Talk", known: Known) -> OrderLine | None:
        """What the last question was about: "How many cameras are there?", "I'd like another one than you sent me"."""
        if talk.memory.settled != ASK_PRODUCT or known.get("order_number"):
            return None
        told = [line for line in lines_of(talk, talk.memory.articles) if self.fits(talk, line)]
        if self.exchanges and len(told) == 1:
            # "OK, the 8 then, in red."
            return told[0]
        if not speaks_of_unnamed(known["words"]):
            return None
        lines = [line for line in talk.lines if line.name in talk.memory.products and self.fits(talk, line)]
        return lines[0] if len(lines) == 1 else None

    def beside(self, talk: "Talk", unfit: Sequence[OrderLine]) -> None:
        """Tell what was named but is left out."""

    def _ask(self, talk: "Talk", known: Known, lines: Sequence[OrderLine]) -> Question:
        known["offered"] = [line.id for line in lines[:MAX_OFFERED]]
        several_orders = len({line.order_number for line in lines}) > 1
        choices = [
            Choice.answer(f"{line.title}, {line.order_number}" if several_orders else line.title, "article", str(line.id))
            for line in lines[:MAX_OFFERED]
        ]
        return Question(self.question, choices=choices)

    def _take(self, talk: "Talk", known: Known, said: Known, asked: bool) -> bool:
        """Choose what was said; whether it named anything."""
        group = known.get("groups", [[]])[0] if known.get("groups") else []
        if asked and (offered := group or known.get("offered", [])):
            chosen = self._from_offered(talk, said, offered)
            if chosen:
                self._choose(known, chosen, adds=bool(group))
                # What tells which one is meant is no wish for another.
                known["told_which"] = said["text"]
                return True
        selection = select(
            said["text"], orders_in_scope(talk, known), lambda line: self.fits(talk, line), exchanges=self.exchanges
        )
        if not (selection.lines or selection.unclear):
            # What the order does not have may be in another one.
            elsewhere = select(said["text"], talk.orders, lambda line: self.fits(talk, line), exchanges=self.exchanges)
            if elsewhere.lines or elsewhere.unclear or not (selection.unfit or selection.left_out):
                selection = elsewhere if elsewhere.picks or selection.says_nothing else selection
        if selection.says_nothing:
            return self._take_of_order(talk, known, said)
        self._apply(talk, known, selection, said)
        return True

    def _take_of_order(self, talk: "Talk", known: Known, said: Known) -> bool:
        """Of the one order that is talked about: all of it, or by places."""
        lines = of_last_order(talk, [line for line in lines_in_scope(talk, known) if self.fits(talk, line)])
        if known.get("lines"):
            return False
        meant = _told_of(talk, lines, said["text"])
        if meant and known.get("reference") == SAME:
            known["lines"] = meant
            return True
        if len({line.order_number for line in lines}) != 1:
            return False
        known["lines"] = [line.id for line in lines] if said["all"] else at_places([line.id for line in lines], said["places"])
        return bool(known["lines"])

    def _take_of_named_order(self, talk: "Talk", known: Known) -> None:
        """Of the order that was named in a correction, what was meant from the beginning: "no, the one in order 10001"."""
        lines = select(
            known["words"], orders_in_scope(talk, known), lambda line: self.fits(talk, line), exchanges=self.exchanges
        ).lines
        known["lines"] = known.get("lines") or [line.id for line in lines]

    def _from_offered(self, talk: "Talk", said: Known, offered: list[int]) -> list[int]:
        """Of the list that was shown: by place, all, or by what tells them apart."""
        if said["places"]:
            return at_places(offered, said["places"])
        selection = select(said["text"], talk.orders, lambda line: line.id in offered)
        named = [line.id for line in selection.lines if line.id in offered]
        if named:
            return named
        if selection.unfit:
            # "The clock (black)" is no black lamp, whatever is offered.
            return []
        lines = lines_of(talk, offered)
        best = told_apart(said["text"], lines)
        if len(best) < len(lines):
            return [line.id for line in best]
        return list(offered) if said["all"] else []

    def _apply(self, talk: "Talk", known: Known, selection: Selection, said: Known) -> None:
        if self.exchanges and selection.is_everything and not selection.picks:
            # "switch everything": of the order that is talked about; "both of them": those that are.
            them = [line for line in selection.lines if line.id in talk.memory.articles] if speaks_of_them(said) else []
            selection = replace(selection, lines=tuple(them or of_last_order(talk, list(selection.lines))))
        known["everything"] = selection.is_everything or known.get("everything", False)
        before, adds = known.get("lines", []), said["adds"]
        groups = [self._likelier_of(talk, known, group) for group in selection.unclear]
        lines = [line.id for line in selection.lines] + [group[0].id for group in groups if len(group) == 1]
        if self.exchanges and set(lines) < set(before) and not says_which(said):
            # "the kettle should be black" says nothing against the rug.
            lines = before
        if them_and_more(said["text"]):
            lines = list(dict.fromkeys([*self._spoken_of(talk), *lines]))
        left_out = {line.id for line in selection.left_out}
        only_leaves_out = bool(left_out) and not lines and not selection.unclear
        chosen = [*before, *lines] if adds or only_leaves_out or (selection.unclear and not lines) else lines or before
        known["lines"] = [line for line in dict.fromkeys(chosen) if line not in left_out]
        known["groups"] = [[line.id for line in group] for group in groups if len(group) > 1]
        known["unfit"] = [line.id for line in selection.unfit]

    def _spoken_of(self, talk: "Talk") -> list[int]:
        """The articles that were talked about last, if the request can be about them."""
        return [line.id for line in talk.lines if line.id in talk.memory.articles and self.fits(talk, line)]

    def _likelier_of(self, talk: "Talk", known: Known, lines: Sequence[OrderLine]) -> Sequence[OrderLine]:
        return [line for line in lines if self.likelier(talk, known, line)] or lines

    def _choose(self, known: Known, lines: list[int], adds: bool) -> None:
        known["lines"] = list(dict.fromkeys([*known.get("lines", []), *lines])) if adds else lines
        known["groups"] = [group for group in known.get("groups", [])[1:] if not set(group) <= set(known["lines"])]


def _told_of(talk: "Talk", lines: Sequence[OrderLine], text: str) -> list[int]:
    """Those that were talked about last, or of these the one that the text tells: "the 4 foot one, I'd like that in white"."""
    told = [line for line in lines if line.id in talk.memory.articles]
    return [line.id for line in last_told(talk, text, told) or told]
