"""What the desk owes outside of live chats is listed, once, and counted as it is listed."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.services import handoffs, inbox
from bot.services.article_reports import Finding, report_articles
from bot.services.call_backs import calls_to_make, request_call_back, settle_call_back
from bot.services.complaints import make_complaint
from bot.services.inbox import Inbound
from bot.services.promises import make_promise
from bot.services.to_do import done_lately, number_open, to_do
from bot.shop.article_report import Fault
from bot.shop.order import Order
from bot.shop.terms import Terms
from bot.support.agent import Agent
from bot.support.call_back import CallBackState
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.message import Message
from bot.support.promise import PromiseKind
from tests.factories import NOW

TERMS, DAY = Terms(), timedelta(days=1)
LATER = NOW + 9 * DAY


def says(db: Session, talk: Conversation) -> Message:
    return inbox.receive(db, Inbound(talk.id, "widget", "m1", "the lamp is cracked"), NOW).message


def report_a_lamp(db: Session, talk: Conversation) -> None:
    finding = Finding([db.get_one(Order, "W1").lines[0].id], Fault.DAMAGED)
    report_articles(db, "mary", "W1", finding, key=says(db, talk).id, terms=TERMS, now=NOW)


def test_each_kind_is_listed_and_counted(db: Session, talk: Conversation) -> None:
    handoffs.hand_off(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW, is_desk_open=False)
    request_call_back(db, talk, "+37255501234", (NOW, NOW + DAY), key="m2", now=NOW)
    make_complaint(db, talk, "Two weeks late!", key="m3", terms=TERMS, now=NOW)
    report_a_lamp(db, talk)
    make_promise(db, PromiseKind.REFUND, "mary", NOW + DAY, NOW, about="RMA-1")

    found = to_do(db, LATER)

    listed = [found.tickets, found.calls, found.complaints, found.reports, found.promises]
    assert [len(one) for one in listed] == [1, 1, 1, 1, 1]
    assert found.promises[0].about == "RMA-1"
    assert number_open(db, LATER) == found.number == 5
    assert number_open(db, NOW) == to_do(db, NOW).number == 4


def test_each_leads_to_its_conversation(db: Session, talk: Conversation) -> None:
    report_a_lamp(db, talk)
    make_promise(db, PromiseKind.REFUND, "mary", NOW + DAY, NOW, about="RMA-1")

    found = to_do(db, LATER)

    assert found.conversations == {found.reports[0].reference: talk.id, "mary": talk.id}
    assert found.customers["mary"] is talk.customer


def test_a_ticket_stays_until_it_is_closed(db: Session, talk: Conversation, anna: Agent) -> None:
    handoffs.hand_off(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW, is_desk_open=False)
    handoffs.take(db, talk.id, anna, NOW)
    assert len(to_do(db, NOW).tickets) == 1

    handoffs.close(db, talk.id, anna, NOW)
    assert number_open(db, NOW) == 0


def test_what_was_done_names_who_did_it(db: Session, talk: Conversation, anna: Agent) -> None:
    request_call_back(db, talk, "+37255501234", (NOW, NOW + DAY), key="m2", now=NOW)
    (call,) = calls_to_make(db)
    settle_call_back(db, call.id, CallBackState.MISSED, anna, NOW)

    assert (to_do(db, NOW).calls, to_do(db, NOW).calls_not_reached, number_open(db, NOW)) == ([], [call], 1)
    assert [(entry.agent, entry.details["state"]) for entry in done_lately(db)] == [(anna, "missed")]
