"""Articles that are missing, damaged, wrong or not genuine: their own path, first in line and at no cost to the customer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.confirmation import Confirmation
from actions.needs.elsewhere import Elsewhere
from actions.needs.fault import FAULTS, WhatIsWrong
from actions.needs.identity import Identity
from actions.needs.order import customer_id
from actions.needs.pieces import OrderedPieces, pieces_of
from actions.needs.remedy import Remedy, wish_of
from actions.needs.scope import chosen_articles
from actions.needs.selection import SelectedArticles
from actions.request import Known, Question, Refusal, Request
from actions.values import bullets, day, phrase
from actions.wording import address_line
from bot.services.article_reports import Finding, ReportOutcome, ReportResult, report_articles
from bot.shop.article_report import Fault, Wish
from bot.shop.order import OrderStatus, normal_order_number
from bot.shop.order_line import OrderLine

if TYPE_CHECKING:
    from actions.talk import Talk

SENT = {OrderStatus.SHIPPED, OrderStatus.DELIVERED}


class FaultyArticles(SelectedArticles):
    def fits(self, talk: "Talk", line: OrderLine) -> bool:
        return line.order.status in SENT

    def refusal(self, talk: "Talk", lines: Sequence[OrderLine]) -> Refusal:
        if lines:
            return Refusal("utter_report_not_sent", {"order_number": lines[0].order_number})
        return Refusal("utter_nothing_to_report", closing=None)

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        number = heard.order_number(asked)
        if number is not None:
            known["order_number"] = number
        return super().hear(talk, known, heard, asked) or number is not None

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        number = known.get("order_number")
        order = talk.order(number) if number else None
        if number and order is None:
            known.pop("order_number")
            talk.say("utter_order_unknown", order_number=number)
        elif order is not None:
            talk.memory.order = order.number
            if order.status not in SENT:
                return Refusal("utter_report_not_sent", {"order_number": order.number})
        return super().check(talk, known)

    def offered(self, talk: "Talk", known: Known, lines: Sequence[OrderLine]) -> Sequence[OrderLine]:
        """Of the order that was named, those alone."""
        number = normal_order_number(known.get("order_number") or "")
        return [line for line in lines if line.order.normal_number == number] or lines


class ReportConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get(name) for name in ("lines", "pieces", "fault", "remedy", "elsewhere")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        articles = (
            phrase("utter_article_of_order", article=line.title_of(pieces_of(known, line)), order_number=number)
            for number, lines in chosen_articles(talk, known).items()
            for line in lines
        )
        if known.get("elsewhere") and known["remedy"] != Wish.REFUND.value:
            numbers = chosen_articles(talk, known)
            address = next((order.address for order in talk.orders if order.number in numbers), None)
            if address is not None:
                talk.say("utter_replacement_elsewhere", address=address_line(address))
        fault, remedy = phrase(f"utter_fault_{known['fault']}"), phrase(f"utter_remedy_{known['remedy']}")
        return Question("utter_confirm_report", {"articles": bullets(articles), "fault": fault, "remedy": remedy})


class ReportArticles(Request):
    name = "report_damage"
    also = ("report_wrong_article", "report_missing_article", "report_fake")
    needs = (Identity(), FaultyArticles(), OrderedPieces(), WhatIsWrong(), Remedy(), Elsewhere(), ReportConfirmation())

    @classmethod
    def hear(cls, talk: "Talk", known: Known, heard: Heard, asking: str | None) -> bool:
        answers = heard.intent in FAULTS and asking == WhatIsWrong.name
        if heard.intent in FAULTS:
            known.setdefault("fault", FAULTS[heard.intent].value)
            # Words on the fault may also say which article it is.
            heard = replace(heard, intent="inform")
        return super().hear(talk, known, heard, asking) or answers

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        outcomes = [
            _report(talk, known, number, [line.id for line in lines]) for number, lines in chosen_articles(talk, known).items()
        ]
        for outcome in outcomes:
            if outcome.report is None or outcome.answer_by is None:
                talk.fail("utter_report_failed")
                return
            response = "utter_report_done" if outcome.result is ReportResult.DONE else "utter_report_already"
            talk.say(response, reference=outcome.report.reference, answer_by=day(outcome.answer_by))
        if any(outcome.result is ReportResult.DONE for outcome in outcomes):
            talk.say("utter_report_keep_photo")
        talk.close("utter_anything_else")


def _report(talk: "Talk", known: Known, order_number: str, line_ids: list[int]) -> ReportOutcome:
    turn = talk.turn
    finding = Finding(line_ids, Fault(known["fault"]), wish_of(known), _note(known))
    return report_articles(turn.db, customer_id(talk), order_number, finding, key=turn.message_id, terms=turn.terms, now=turn.now)


def _note(known: Known) -> str:
    """In the customer's words: what is wrong, of how many, and where a new one is to go."""
    return " / ".join(dict.fromkeys([known["words"], *known.get("pieces_said", []), *known.get("elsewhere", [])]))
