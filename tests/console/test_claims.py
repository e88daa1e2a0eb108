"""Of several agents who want one conversation exactly one gets it, on either database."""

import asyncio

from sqlalchemy import select

from bot.services import handoffs
from bot.spine.app import App
from bot.support.conversation import Conversation, Owner
from bot.support.message import Message, Sender
from tests.console.conftest import Desk, Signed, owner_of, page
from tests.factories import NOW


async def test_of_twenty_claims_at_once_one_wins_and_the_others_learn_who(
    app: App, signed: Signed, waiting: Conversation
) -> None:
    desks = [signed(f"Agent {number}") for number in range(20)]

    def take(desk: Desk) -> handoffs.TakeResult:
        with app.database.session() as db:
            return handoffs.take(db, waiting.id, desk.agent, NOW)

    results = await asyncio.gather(*(asyncio.to_thread(take, desk) for desk in desks))

    assert sorted(result.name for result in results) == ["DONE"] + ["TAKEN"] * 19
    winner = desks[results.index(handoffs.TakeResult.DONE)]
    assert owner_of(app, waiting) == (Owner.AGENT, winner.agent.id)


async def test_of_two_browsers_that_take_at_once_one_wins(app: App, anna: Desk, bert: Desk, waiting: Conversation) -> None:
    answers = await asyncio.gather(*(asyncio.to_thread(desk.post, f"{page(waiting)}/take") for desk in (anna, bert)))

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    winner = "Anna" if answers[0].status_code == 303 else "Bert"
    loser = answers[1] if winner == "Anna" else answers[0]
    assert f"{winner} has this conversation." in loser.text
    with app.database.session() as db:
        said = db.scalars(select(Message.text).where(Message.sender == Sender.SYSTEM)).all()
    assert said == [f"utter_agent_joined {{'agent_name': '{winner}'}}"]
