"""What was promised comes where the customer is, until they say stop."""

from datetime import timedelta

import pytest

from bot.services.handoffs import take
from bot.support.conversation import Conversation, Owner
from bot.support.follow_up import FollowUpState
from bot.support.handoff import HandoffReason
from tests.spine.promising_shop import ANSWER_DAY, AT_NOON, AT_TWO, Shop, a_customer_of, plain


async def test_it_comes_on_the_channel_that_the_customer_used_last(shop: Shop) -> None:
    emma = a_customer_of(shop)
    shop.complaint(shop.a_talk(customer_id=emma))
    shop.now = ANSWER_DAY - timedelta(hours=1)
    later = shop.a_talk("chat", customer_id=emma)
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert [conversation_id for conversation_id, _ in shop.chat.sent] == [later.id]
    assert shop.widget.sent == []


async def test_nobody_elses_conversation_is_written_to(shop: Shop) -> None:
    shop.complaint(shop.a_talk())
    shop.now = ANSWER_DAY - timedelta(hours=1)
    shop.a_talk("chat", customer_id=a_customer_of(shop))
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert (shop.chat.sent, len(shop.widget.sent)) == ([], 1)


async def test_beyond_the_platforms_window_a_proved_customer_gets_mail_and_others_become_a_ticket(shop: Shop) -> None:
    shop.complaint(shop.a_talk("chat", customer_id=a_customer_of(shop)))
    shop.complaint(shop.a_talk("chat"))
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert (shop.chat.sent, len(shop.mail.sent)) == ([], 1)
    assert sorted(state.value for state in shop.states()[:2]) == ["not_reached", "told"]
    assert shop.waiting() == [HandoffReason.PROMISE_DUE] * 2


async def test_within_the_window_the_platform_itself_is_used(shop: Shop) -> None:
    talk = shop.a_talk("chat", customer_id=a_customer_of(shop))
    shop.complaint(talk)
    shop.now = ANSWER_DAY - timedelta(hours=12)
    shop.hear(talk)
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert (len(shop.chat.sent), shop.mail.sent) == (1, [])


@pytest.mark.parametrize("stop", ["STOP", "Стоп.", "тоқта", "ստոպ", "stopp", "itigil na"])
async def test_who_says_stop_in_any_language_hears_no_more_and_people_still_do_their_part(shop: Shop, stop: str) -> None:
    talk = shop.a_talk()
    shop.call_asked(talk)
    await shop.at(AT_NOON)
    shop.write(lambda db: take(db, talk.id, shop.an_agent(db), shop.now))
    shop.hear(talk, stop)
    shop.write(lambda db: setattr(db.get_one(Conversation, talk.id), "owner", Owner.BOT))
    assert plain(await shop.at(AT_TWO)) == ["call"]
    assert shop.states() == [FollowUpState.TOLD, FollowUpState.SILENCED]


async def test_a_proved_customer_who_said_stop_on_one_channel_is_left_alone_on_all(shop: Shop) -> None:
    emma = a_customer_of(shop)
    first = shop.a_talk(customer_id=emma)
    shop.complaint(first)
    second = shop.a_talk("chat", customer_id=emma)
    shop.write(lambda db: take(db, second.id, shop.an_agent(db), shop.now))
    shop.hear(second, "please don't write to me again")
    shop.hear(second, "don't write to me again")
    assert await shop.at(ANSWER_DAY + timedelta(hours=9)) == []
    assert HandoffReason.PROMISE_DUE in shop.waiting()


async def test_stop_about_something_else_changes_nothing(shop: Shop) -> None:
    talk = shop.a_talk()
    shop.complaint(talk)
    shop.write(lambda db: take(db, talk.id, shop.an_agent(db), shop.now))
    shop.hear(talk, "stop")
    shop.write(lambda db: setattr(db.get_one(Conversation, talk.id), "owner", Owner.BOT))
    assert len(await shop.at(ANSWER_DAY + timedelta(hours=9))) == 1
