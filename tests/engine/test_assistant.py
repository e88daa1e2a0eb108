"""The assistant as its caller sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.core.policies.policy import PolicyPrediction
from sqlalchemy.orm import Session

from bot.engine.assistant import Assistant, ModelUnusable
from bot.engine.processor import EndlessTurnError
from bot.settings import Settings
from bot.support.dialogue import Dialogue
from tests.engine import shop_talk
from tests.engine.conftest import SENTENCES, Talk
from tests.engine.shop_talk.actions import BrokenShopError

ATalk = Callable[..., Talk]


def test_a_rule_answers_with_a_sentence(a_talk: ATalk) -> None:
    assert a_talk().hear("thank you very much") == ["You are welcome."]


def test_a_question_says_what_it_expects(a_talk: ATalk) -> None:
    assert [reply.expects for reply in a_talk().say("where is my order").replies] == ["email"]


def test_a_frequent_question_reaches_its_action_with_its_id(a_talk: ATalk) -> None:
    assert a_talk().hear("how many days do i have to send it back") == ["About return_window."]


def test_an_open_request_takes_the_answer_to_its_question(a_talk: ATalk) -> None:
    talk = a_talk()
    talk.say("where is my order")

    assert talk.hear("it is jane@example.com") == ["The order of jane@example.com is on its way."]
    assert talk.hear("thanks") == ["You are welcome."]


def test_an_open_request_asks_again_after_something_else_was_answered(a_talk: ATalk) -> None:
    talk = a_talk()
    talk.say("where is my order")

    assert talk.hear("how many days do i have to send it back") == ["About return_window.", "Which e-mail address did you use?"]


def test_a_question_of_its_own_is_not_followed_by_that_of_the_open_request(a_talk: ATalk) -> None:
    talk = a_talk()
    talk.say("where is my order")

    assert talk.hear("qwrt plkj") == ["Did you mean one of these?"]


def test_a_pressed_button_means_its_intent_whatever_its_title(a_talk: ATalk) -> None:
    button = {"intent": "ask_faq", "entities": {"faq": "warranty"}}

    assert a_talk().hear("hello there", button) == ["About warranty."]


def test_a_reply_carries_its_buttons_as_intents(a_talk: ATalk) -> None:
    [reply] = a_talk().say("qwrt plkj").replies

    assert [(button.intent, button.entities) for button in reply.buttons] == [
        ("track_order", {}),
        ("ask_faq", {"faq": "return_window"}),
    ]


def test_what_was_understood_is_told_in_rasas_words(a_talk: ATalk) -> None:
    understood = a_talk().say("where is my order #W1234567").understood

    assert understood["intent"]["name"] == "track_order"
    assert understood["entities"] == [{"entity": "order_number", "value": "#W1234567"}]
    assert len(understood["intent_ranking"]) == 3


def test_an_answer_to_our_question_is_told_from_what_stands_for_itself(a_talk: ATalk) -> None:
    talk = a_talk()

    assert [talk.say(text).understood["taken"] for text in ("where is my order", "jane@example.com")] == [False, True]


def test_what_the_shop_sells_is_understood_once_it_was_learnt(a_talk: ATalk, assistant: Assistant) -> None:
    assistant.learn_catalogue({"Desk Lamp": {"finish": ["black"]}})
    understood = a_talk().say("i want to return the black lamp").understood
    assistant.learn_catalogue({})

    assert understood["entities"] == [
        {"entity": "option", "value": "black", "option": "finish"},
        {"entity": "product", "value": "Desk Lamp"},
    ]


def test_a_failing_action_fails_the_turn(a_talk: ATalk) -> None:
    with pytest.raises(BrokenShopError):
        a_talk().say("I want to make a complaint about your service")


def test_a_failed_turn_leaves_no_state(a_talk: ATalk, db: Session) -> None:
    talk = a_talk()
    with pytest.raises(BrokenShopError):
        talk.say("I want to make a complaint about your service")

    assert db.get(Dialogue, talk.id) is None


def test_a_turn_in_which_actions_only_refuse_ends(a_talk: ATalk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = a_talk()
    processor = talk.assistant._processor
    endless = PolicyPrediction.for_action_name(processor.domain, "action_continue_request")
    monkeypatch.setattr(processor, "_predict_next_with_tracker", lambda tracker: endless)

    with pytest.raises(EndlessTurnError):
        talk.say("hello")


def test_conversations_know_nothing_of_each_other(a_talk: ATalk) -> None:
    first, second = a_talk("first"), a_talk("second")
    first.say("where is my order")

    assert second.hear("thanks") == ["You are welcome."]


def test_the_state_holds_none_of_the_customers_words(a_talk: ATalk, db: Session) -> None:
    talk = a_talk()
    talk.say("where is my order")
    talk.say("jane@example.com")

    assert "jane" not in str(db.get_one(Dialogue, talk.id).state)


@pytest.mark.parametrize("text", ["", "  ", "\x00", "a\x00b", "\ud800", "\N{PILE OF POO}" * 500, "word " * 5000])
def test_no_text_breaks_a_turn(a_talk: ATalk, text: str) -> None:
    assert a_talk().say(text).replies


def test_a_folder_without_a_model_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="firstline train"):
        Assistant.load(tmp_path, Settings().terms, SENTENCES)


def test_a_sentence_can_be_said_outside_of_a_turn(assistant: Assistant) -> None:
    assert assistant.say("utter_order_found", "en", email="j@example.com").text == "The order of j@example.com is on its way."


def test_a_talk_goes_on_with_a_model_that_comes_in_between(model: Path, db: Session, a_talk: ATalk, tmp_path: Path) -> None:
    talk, newer = a_talk(), tmp_path / "newer.tar.gz"
    newer.symlink_to(model)
    talk.assistant = Assistant.load(model, Settings().terms, SENTENCES, shop_talk)
    talk.assistant.learn_questions({"warranty": {"en": ["zzyzx quux"]}})
    talk.say("where is my order")

    talk.assistant.replace_model(newer)

    assert talk.assistant.model == "newer.tar.gz"
    assert talk.hear("it is jane@example.com") == ["The order of jane@example.com is on its way."]
    assert talk.hear("zzyzx quux") == ["About warranty."]


def test_a_model_that_cannot_be_served_changes_nothing(model: Path, a_talk: ATalk, tmp_path: Path) -> None:
    talk, broken = a_talk(), tmp_path / "broken.tar.gz"
    broken.write_text("no model")
    served = talk.assistant.model

    with pytest.raises(ModelUnusable):
        talk.assistant.replace_model(broken)

    assert talk.assistant.model == served
    assert talk.hear("thank you very much") == ["You are welcome."]
