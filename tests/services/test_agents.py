"""Agents' accounts: names, passwords and roles."""

import pytest
from sqlalchemy.orm import Session

from bot.services import agents, audit
from bot.services.agents import TeamChange
from bot.services.sign_ins import Refusal, session_of, sign_in
from bot.support.agent import Agent, Right, Role
from bot.support.audit import Act
from tests.factories import NOW

PASSWORD = "correct horse battery"


@pytest.fixture
def ada(db: Session) -> Agent:
    return agents.add_agent(db, "Ada", PASSWORD, NOW, Role.ADMINISTRATOR)


def test_name_is_given_once(db: Session) -> None:
    agents.add_agent(db, "Ada", PASSWORD, NOW)

    with pytest.raises(agents.NameTakenError):
        agents.add_agent(db, " Ada ", PASSWORD, NOW)


def test_short_password_is_refused(db: Session) -> None:
    with pytest.raises(agents.WeakPasswordError):
        agents.add_agent(db, "Ada", "short", NOW)


def test_a_password_is_kept_as_a_digest_only(db: Session) -> None:
    assert agents.add_agent(db, "Ada", PASSWORD, NOW).password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.AGENT, set()),
        (Role.SUPERVISOR, set(Right) - {Right.MANAGE_TEAM, Right.MANAGE_CHANNELS}),
        (Role.ADMINISTRATOR, set(Right)),
    ],
)
def test_a_role_says_what_its_agents_may(role: Role, rights: set[Right]) -> None:
    assert {right for right in Right if role.may(right)} == rights


def test_an_invited_agent_signs_in_with_the_password_that_was_made(db: Session, ada: Agent) -> None:
    password = agents.invite(db, "Sue", Role.SUPERVISOR, ada, NOW)

    assert not isinstance(sign_in(db, "Sue", password, NOW), Refusal)
    assert [agent.name for agent in agents.team(db)] == ["Ada", "Sue"]


def test_a_changed_role_is_recorded(db: Session, ada: Agent) -> None:
    sue = agents.add_agent(db, "Sue", PASSWORD, NOW)

    assert agents.change_role(db, sue.id, Role.SUPERVISOR, ada, NOW) is TeamChange.DONE

    assert sue.role is Role.SUPERVISOR
    (entry,) = audit.entries(db, act=Act.CHANGED_ROLE)
    assert (entry.agent_id, entry.subject, entry.details["role"]) == (ada.id, "Sue", "supervisor")


def test_the_last_administrator_stays(db: Session, ada: Agent) -> None:
    assert agents.change_role(db, ada.id, Role.AGENT, ada, NOW) is TeamChange.LAST_ADMINISTRATOR
    assert agents.let_go(db, ada.id, ada, NOW) is TeamChange.LAST_ADMINISTRATOR

    agents.add_agent(db, "Bea", PASSWORD, NOW, Role.ADMINISTRATOR)
    assert agents.let_go(db, ada.id, ada, NOW) is TeamChange.DONE


def test_who_was_let_go_is_signed_out_and_cannot_come_back(db: Session, ada: Agent) -> None:
    sue = agents.add_agent(db, "Sue", PASSWORD, NOW)
    opened = sign_in(db, "Sue", PASSWORD, NOW)
    assert not isinstance(opened, Refusal)

    agents.let_go(db, sue.id, ada, NOW)

    assert session_of(db, opened.token, NOW) is None
    assert sign_in(db, "Sue", PASSWORD, NOW) is Refusal.WRONG
    assert agents.change_role(db, sue.id, Role.SUPERVISOR, ada, NOW) is TeamChange.UNKNOWN


def test_a_password_is_changed_by_who_knows_the_present_one(db: Session, ada: Agent) -> None:
    assert not agents.change_password(db, ada, "wrong horse battery", "another good one", NOW)
    assert agents.change_password(db, ada, PASSWORD, "another good one", NOW)
    assert not isinstance(sign_in(db, "Ada", "another good one", NOW), Refusal)
