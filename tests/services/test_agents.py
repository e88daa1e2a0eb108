"""Agents sign in with a password that nobody can read out of the store."""

import pytest
from sqlalchemy.orm import Session

from bot.services import agents
from bot.support.agent import SESSION_LENGTH
from tests.factories import NOW

PASSWORD = "correct horse battery"


def test_right_password_opens_a_session(db: Session) -> None:
    agent = agents.add_agent(db, "Ada", PASSWORD, NOW)

    sign_in = agents.sign_in(db, "Ada", PASSWORD, NOW)

    assert sign_in is not None
    session = agents.session_of(db, sign_in.token, NOW)
    assert session is not None
    assert session.agent_id == agent.id


@pytest.mark.parametrize(("name", "password"), [("Ada", "wrong password"), ("Nobody", PASSWORD)])
def test_wrong_name_and_wrong_password_look_alike(db: Session, name: str, password: str) -> None:
    agents.add_agent(db, "Ada", PASSWORD, NOW)

    assert agents.sign_in(db, name, password, NOW) is None


def test_neither_password_nor_token_is_stored(db: Session) -> None:
    agent = agents.add_agent(db, "Ada", PASSWORD, NOW)
    sign_in = agents.sign_in(db, "Ada", PASSWORD, NOW)

    assert sign_in is not None
    assert agent.password_hash.startswith("$argon2id$")
    assert sign_in.token not in sign_in.session.token_digest


def test_session_ends_after_its_length(db: Session) -> None:
    agents.add_agent(db, "Ada", PASSWORD, NOW)
    sign_in = agents.sign_in(db, "Ada", PASSWORD, NOW)

    assert sign_in is not None
    assert agents.session_of(db, sign_in.token, NOW + SESSION_LENGTH) is None


def test_signed_out_session_is_gone(db: Session) -> None:
    agents.add_agent(db, "Ada", PASSWORD, NOW)
    sign_in = agents.sign_in(db, "Ada", PASSWORD, NOW)
    assert sign_in is not None

    agents.sign_out(db, sign_in.token)

    assert agents.session_of(db, sign_in.token, NOW) is None


def test_name_is_given_once(db: Session) -> None:
    agents.add_agent(db, "Ada", PASSWORD, NOW)

    with pytest.raises(agents.NameTakenError):
        agents.add_agent(db, " Ada ", PASSWORD, NOW)


def test_short_password_is_refused(db: Session) -> None:
    with pytest.raises(agents.WeakPasswordError):
        agents.add_agent(db, "Ada", "short", NOW)
