"""Canned replies."""

import pytest
from sqlalchemy.orm import Session

from bot.services.canned_replies import SaveResult, canned_replies, remove_canned_reply, save_canned_reply
from bot.support.agent import Agent
from tests.factories import NOW


def test_a_reply_is_written_and_written_anew_under_its_shortcut(db: Session, anna: Agent) -> None:
    save_canned_reply(db, "/refund-sent", {"en": " It is on its way. ", "et": ""}, anna, NOW)
    save_canned_reply(db, "refund-sent", {"en": "It is on its way.", "et": "See on teel."}, anna, NOW)

    (reply,) = canned_replies(db)
    assert (reply.shortcut, reply.text_in("et"), reply.text_in("ru")) == ("refund-sent", "See on teel.", "It is on its way.")


@pytest.mark.parametrize(
    ("shortcut", "texts", "result"),
    [
        ("Refund sent", {"en": "x"}, SaveResult.BAD_SHORTCUT),
        ("", {"en": "x"}, SaveResult.BAD_SHORTCUT),
        ("a" * 33, {"en": "x"}, SaveResult.BAD_SHORTCUT),
        ("refund", {"et": "x", "en": "  "}, SaveResult.NO_ENGLISH),
    ],
)
def test_what_could_not_be_typed_or_read_is_not_kept(
    db: Session, anna: Agent, shortcut: str, texts: dict[str, str], result: SaveResult
) -> None:
    assert save_canned_reply(db, shortcut, texts, anna, NOW) is result
    assert canned_replies(db) == []


def test_a_reply_is_removed_once(db: Session, anna: Agent) -> None:
    save_canned_reply(db, "hi", {"en": "Hello"}, anna, NOW)

    assert remove_canned_reply(db, "hi")
    assert not remove_canned_reply(db, "hi")
