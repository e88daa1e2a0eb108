"""What agents see and do."""

import html
import re

import pytest
from sqlalchemy import select

from bot.services import inbox
from bot.services.conversations import transcript
from bot.services.inbox import Inbound
from bot.spine.app import App
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.message import Message
from bot.tables import new_id
from tests.console.conftest import LIVE, ORIGIN, Desk, a_waiting_conversation, owner_of, page
from tests.factories import NOW, a_conversation, a_customer, a_line, an_order, saved

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def public_texts(app: App, conversation: Conversation) -> list[str]:
    with app.database.session() as db:
        return [message.text for message in transcript(db, conversation.id)]


def deliveries(app: App) -> list[str]:
    with app.database.session() as db:
        return list(db.scalars(select(Message.text).join(Delivery, Delivery.message_id == Message.id).order_by(Message.seq)))


def test_the_queue_shows_why_and_how_long_somebody_waits(anna: Desk, waiting: Conversation) -> None:
    text = anna.get("/console/queue").text

    assert f"row-{waiting.id}" in text
    assert "Asked for a human" in text
    assert "under 1 min" in text
    assert "<title>(1) Queue" in text


def test_every_list_shows_its_conversations_and_no_others(app: App, anna: Desk, bert: Desk) -> None:
    owners = {"queue": Owner.QUEUED, "mine": Owner.AGENT, "agents": Owner.AGENT, "assistant": Owner.BOT, "closed": Owner.CLOSED}
    listed = {}
    for name, owner in owners.items():
        conversation = a_waiting_conversation(app)
        agent = {"mine": anna, "agents": bert}.get(name)
        with app.database.session() as db:
            stored = db.get_one(Conversation, conversation.id)
            stored.owner, stored.agent_id = owner, agent.agent.id if agent else None
        listed[name] = f"row-{conversation.id}"

    shown = {name: {other for other, row in listed.items() if row in anna.get(f"/console/{name}").text} for name in owners}

    assert shown == {name: {name} for name in owners} | {"agents": {"agents", "mine"}}


def test_taking_a_conversation_makes_it_the_agents_and_tells_the_customer(app: App, anna: Desk, waiting: Conversation) -> None:
    answer = anna.post(f"{page(waiting)}/take")

    assert (answer.status_code, answer.headers["location"]) == (303, page(waiting))
    assert owner_of(app, waiting) == (Owner.AGENT, anna.agent.id)
    assert deliveries(app) == ["utter_agent_joined {'agent_name': 'Anna'}"]


def test_who_comes_second_is_told_who_was_first(anna: Desk, bert: Desk, app: App, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    answer = bert.post(f"{page(waiting)}/take")

    assert answer.status_code == 409
    assert "Anna has this conversation." in answer.text
    assert owner_of(app, waiting) == (Owner.AGENT, anna.agent.id)
    assert len(deliveries(app)) == 1


def test_taking_twice_announces_once(anna: Desk, app: App, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    assert anna.post(f"{page(waiting)}/take").status_code == 303
    assert len(deliveries(app)) == 1


def test_a_talk_that_the_assistant_has_can_be_taken_over(app: App, anna: Desk) -> None:
    with app.database.session() as db:
        conversation = a_conversation()
        db.add(conversation)

    anna.post(f"{page(conversation)}/take")

    assert owner_of(app, conversation) == (Owner.AGENT, anna.agent.id)


def test_a_reply_goes_to_the_customer_and_to_the_news(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    anna.post(f"{page(waiting)}/messages", kind="reply", text="It is on its way.")

    assert public_texts(app, waiting)[-1] == "It is on its way."
    assert deliveries(app)[-1] == "It is on its way."


def test_a_note_stays_at_the_desk(app: App, anna: Desk, waiting: Conversation) -> None:
    answer = anna.post(f"{page(waiting)}/messages", kind="note", text="Sounds upset.")

    assert answer.status_code == 303
    assert "Sounds upset." in anna.get(page(waiting)).text
    assert "Sounds upset." not in public_texts(app, waiting)
    assert deliveries(app) == []


@pytest.mark.parametrize("move", ["hand-back", "close"])
def test_only_the_owner_gives_a_conversation_away(app: App, anna: Desk, bert: Desk, waiting: Conversation, move: str) -> None:
    anna.post(f"{page(waiting)}/take")

    answer = bert.post(f"{page(waiting)}/{move}")

    assert answer.status_code == 409
    assert "Anna has this conversation. Only the agent who has a conversation can" in answer.text
    assert owner_of(app, waiting) == (Owner.AGENT, anna.agent.id)


@pytest.mark.parametrize("taken", [True, False])
def test_only_the_owner_replies(app: App, anna: Desk, bert: Desk, waiting: Conversation, taken: bool) -> None:
    if taken:
        anna.post(f"{page(waiting)}/take")

    answer = bert.post(f"{page(waiting)}/messages", kind="reply", text="Hello from Bert")

    assert answer.status_code == 409
    assert ("Anna has this" if taken else "waits in the queue") in answer.text
    assert "Hello from Bert" not in public_texts(app, waiting)


def test_a_script_reads_the_refusal_as_a_sentence(bert: Desk, waiting: Conversation) -> None:
    answer = bert.client.post(
        f"{page(waiting)}/messages", data={"kind": "reply", "text": "Hi"}, headers={"X-CSRF-Token": bert.csrf}
    )

    assert answer.status_code == 409
    assert answer.text == "This conversation waits in the queue. Only the agent who has a conversation can reply."


@pytest.mark.parametrize("kind", ["reply", "note"])
@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_nothing_is_not_sent(app: App, anna: Desk, waiting: Conversation, kind: str, text: str) -> None:
    anna.post(f"{page(waiting)}/take")
    before = public_texts(app, waiting)

    answer = anna.post(f"{page(waiting)}/messages", kind=kind, text=text)

    assert answer.status_code == 409
    assert "is empty" in answer.text
    assert public_texts(app, waiting) == before


def test_a_reply_that_is_too_long_is_refused_and_not_cut(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    assert anna.post(f"{page(waiting)}/messages", kind="reply", text="x" * 4001).status_code == 413
    assert len(deliveries(app)) == 1


def test_line_ends_do_not_count_twice(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/messages", kind="note", text="x\r\n" * 2000)

    with app.database.session() as db:
        assert transcript(db, waiting.id, with_notes=True)[-1].text == ("x\n" * 2000).strip()


def test_handing_back_makes_the_assistant_the_owner(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    anna.post(f"{page(waiting)}/hand-back")

    assert owner_of(app, waiting) == (Owner.BOT, None)
    assert deliveries(app)[-1].startswith("utter_handed_back")


def test_a_closed_conversation_opens_again_with_the_customers_next_message(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")
    anna.post(f"{page(waiting)}/close")
    assert owner_of(app, waiting) == (Owner.CLOSED, None)
    assert deliveries(app)[-1].startswith("utter_closed_by_agent")

    with app.database.session() as db:
        inbox.receive(db, Inbound(waiting.id, "widget", new_id(), "One more thing"), NOW)

    assert owner_of(app, waiting) == (Owner.BOT, None)


@pytest.mark.parametrize("path", ["", "/take", "/close", "/messages"])
def test_an_unknown_conversation_is_not_found(anna: Desk, path: str) -> None:
    address = f"/console/conversations/unknown{path}"
    answer = anna.post(address, kind="note", text="Hi") if path else anna.get(address)

    assert answer.status_code == 404


def test_what_customers_write_is_text_and_nothing_else(app: App, anna: Desk) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7 * 7 }}"
    with app.database.session() as db:
        customer = a_customer(first_name="<b>Eve", last_name="\"'>")
        db.add(an_order(customer=customer, lines=[a_line("<i>Lamp", options={"<u>": "<u>"})]))
        db.flush()
        conversation = saved(db, a_conversation(customer_id=customer.id, proved_by="<s>"))
        message = inbox.receive(db, Inbound(conversation.id, "widget", new_id(), attack), NOW).message
        message.understood = {"intent": {"name": "<q>", "confidence": 1.0}, "entities": [{"entity": "<q>", "value": "<q>"}]}

    for path in (page(conversation), "/console/assistant", f"/console/parts{page(conversation)[len('/console') :]}"):
        text = anna.get(path).text
        assert "{{ 7 * 7 }}" in text
        assert not [tag for tag in ("<script>", "<img src=x", "<b>Eve", "<i>Lamp", "<u>", "<s>", "<q>") if tag in text]


def test_orders_are_shown_of_the_proved_customer_alone(app: App, anna: Desk) -> None:
    with app.database.session() as db:
        own, other = an_order(), an_order()
        db.add_all([own, other])
        db.flush()
        proved = a_conversation(customer_id=own.customer_id, proved_by="order_and_email")
        unproved = a_conversation()
        db.add_all([proved, unproved])

    text = anna.get(page(proved)).text

    assert own.number in text
    assert "Proved by order number and e-mail" in text
    assert other.number not in text
    assert own.number not in anna.get(page(unproved)).text
    assert "Identity not proved" in anna.get(page(unproved)).text


def test_agents_pages_hear_that_a_conversation_changed(anna: Desk, waiting: Conversation) -> None:
    with anna.client as client, client.websocket_connect(LIVE, headers={"Origin": ORIGIN}) as socket:
        assert socket.receive_json() == {}
        anna.post(f"{page(waiting)}/take")
        assert socket.receive_json() == {"conversation_id": waiting.id}


def test_a_conversation_opens_beside_a_list_that_is_empty(anna: Desk, waiting: Conversation) -> None:
    answer = anna.get(f"{page(waiting)}?list=closed&language=et")

    assert answer.status_code == 200
    assert "Nothing here is in this language" in answer.text


def test_the_list_beside_a_conversation_is_narrowed_as_where_it_was_opened(app: App, anna: Desk) -> None:
    estonian, russian = (a_waiting_conversation(app, language=language) for language in ("et", "ru"))
    opened = re.search(rf'href="({page(estonian)}[^"]*)"', anna.get("/console/queue?language=et&sort=clock").text)
    assert opened is not None

    text = anna.get(html.unescape(opened[1])).text

    assert (f"row-{estonian.id}" in text, f"row-{russian.id}" in text) == (True, False)
    assert "Queue · Estonian" in text
    [parts] = re.findall(r'data-parts="([^"]*)"', text)
    fresh = anna.get(html.unescape(parts).split()[0]).text
    assert (f"row-{estonian.id}" in fresh, f"row-{russian.id}" in fresh) == (True, False)


def test_a_language_or_channel_that_nobody_knows_narrows_to_nothing(anna: Desk, waiting: Conversation) -> None:
    answer = anna.get(f"{page(waiting)}?list=queue&language=%22%3E&channel=pigeon")

    assert answer.status_code == 200
    assert "pigeon" in answer.text
