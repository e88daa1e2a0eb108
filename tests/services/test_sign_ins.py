"""Signing in: what opens a session, what ends it, and how often one may try."""

from datetime import timedelta

import pytest
from pyotp import TOTP
from sqlalchemy.orm import Session

from bot.services import agents, audit, second_factor, sign_ins
from bot.services.sign_ins import MAX_PER_ADDRESS, MAX_PER_NAME_AND_ADDRESS, WINDOW, Origin, Refusal, SignIn
from bot.support.agent import CODE_LENGTH, SESSION_LENGTH, Agent
from bot.support.audit import Act
from tests.factories import NOW

PASSWORD = "correct horse battery"
HERE, THERE = Origin("192.0.2.1", "Firefox"), Origin("192.0.2.2", "Chrome")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(db: Session) -> Agent:
    return agents.add_agent(db, "Ada", PASSWORD, NOW)


@pytest.fixture
def guarded(db: Session, ada: Agent) -> Agent:
    """Ada, with a second factor for a while."""
    early = NOW - timedelta(hours=1)
    assert second_factor.turn_on(db, ada, SECRET, TOTP(SECRET).at(early), early)
    return ada


def signed_in(db: Session, origin: Origin = HERE) -> SignIn:
    opened = sign_ins.sign_in(db, "Ada", PASSWORD, NOW, origin)
    assert isinstance(opened, SignIn)
    return opened


def fail(db: Session, times: int, name: str = "Ada", origin: Origin = HERE) -> None:
    for _ in range(times):
        assert sign_ins.sign_in(db, name, "wrong", NOW, origin) is Refusal.WRONG


def test_right_password_opens_a_session(db: Session, ada: Agent) -> None:
    session = sign_ins.session_of(db, signed_in(db).token, NOW)

    assert session is not None
    assert (session.agent_id, session.address, session.browser) == (ada.id, "192.0.2.1", "Firefox")


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(("name", "password"), [("Ada", "wrong password"), ("Nobody", PASSWORD), ("\x00", PASSWORD)])
def test_wrong_name_and_wrong_password_look_alike(db: Session, name: str, password: str) -> None:
    assert sign_ins.sign_in(db, name, password, NOW) is Refusal.WRONG


@pytest.mark.usefixtures("ada")
def test_a_token_is_kept_as_a_digest_only(db: Session) -> None:
    opened = signed_in(db)

    assert opened.token not in opened.session.token_digest


@pytest.mark.usefixtures("ada")
def test_session_ends_after_its_length(db: Session) -> None:
    assert sign_ins.session_of(db, signed_in(db).token, NOW + SESSION_LENGTH) is None


@pytest.mark.usefixtures("ada")
def test_signed_out_session_is_gone(db: Session) -> None:
    opened = signed_in(db)

    sign_ins.sign_out(db, opened.token, NOW)

    assert sign_ins.session_of(db, opened.token, NOW) is None
    assert [entry.act for entry in audit.entries(db)] == [Act.SIGNED_OUT, Act.SIGNED_IN]


@pytest.mark.usefixtures("ada")
def test_after_too_many_failures_even_the_right_password_waits(db: Session) -> None:
    fail(db, MAX_PER_NAME_AND_ADDRESS)

    assert sign_ins.sign_in(db, "Ada", PASSWORD, NOW, HERE) is Refusal.THROTTLED
    assert isinstance(sign_ins.sign_in(db, "Ada", PASSWORD, NOW + WINDOW, HERE), SignIn)


@pytest.mark.usefixtures("ada")
def test_who_fails_under_an_agents_name_does_not_keep_the_agent_out(db: Session) -> None:
    fail(db, MAX_PER_NAME_AND_ADDRESS, origin=THERE)

    assert isinstance(sign_ins.sign_in(db, "Ada", PASSWORD, NOW, HERE), SignIn)


@pytest.mark.usefixtures("ada")
def test_one_place_cannot_try_many_names(db: Session) -> None:
    for number in range(MAX_PER_ADDRESS):
        fail(db, 1, f"Agent {number}")

    assert sign_ins.sign_in(db, "Ada", PASSWORD, NOW, HERE) is Refusal.THROTTLED


@pytest.mark.usefixtures("ada")
def test_what_was_mistyped_before_a_sign_in_counts_no_more(db: Session) -> None:
    for _ in range(3):
        fail(db, MAX_PER_NAME_AND_ADDRESS - 1)
        signed_in(db)


@pytest.mark.usefixtures("guarded")
def test_with_a_second_factor_the_password_alone_opens_nothing(db: Session) -> None:
    opened = signed_in(db)

    assert sign_ins.session_of(db, opened.token, NOW) is None
    assert sign_ins.awaits_code(db, opened.token, NOW)


@pytest.mark.usefixtures("guarded")
def test_the_code_opens_the_session_under_a_new_token(db: Session) -> None:
    first = signed_in(db)

    opened = sign_ins.enter_code(db, first.token, TOTP(SECRET).at(NOW), NOW)

    assert isinstance(opened, SignIn)
    assert sign_ins.session_of(db, opened.token, NOW) is not None
    assert sign_ins.session_of(db, first.token, NOW) is None


@pytest.mark.usefixtures("guarded")
def test_a_code_is_good_once(db: Session) -> None:
    code = TOTP(SECRET).at(NOW)
    assert isinstance(sign_ins.enter_code(db, signed_in(db).token, code, NOW), SignIn)

    assert sign_ins.enter_code(db, signed_in(db).token, code, NOW) is Refusal.WRONG


@pytest.mark.usefixtures("guarded")
def test_a_clock_a_little_off_does_not_matter_and_an_old_code_does(db: Session) -> None:
    token = signed_in(db).token

    assert sign_ins.enter_code(db, token, TOTP(SECRET).at(NOW - 2 * A_MINUTE), NOW) is Refusal.WRONG
    assert isinstance(sign_ins.enter_code(db, token, TOTP(SECRET).at(NOW - A_MINUTE / 2), NOW), SignIn)


@pytest.mark.usefixtures("guarded")
def test_codes_are_guessed_no_oftener_than_passwords(db: Session) -> None:
    token = signed_in(db).token
    for _ in range(MAX_PER_NAME_AND_ADDRESS):
        assert sign_ins.enter_code(db, token, "abc", NOW) is Refusal.WRONG

    assert sign_ins.enter_code(db, token, TOTP(SECRET).at(NOW), NOW) is Refusal.THROTTLED


@pytest.mark.usefixtures("guarded")
def test_the_time_for_the_code_runs_out(db: Session) -> None:
    token = signed_in(db).token

    assert sign_ins.enter_code(db, token, TOTP(SECRET).at(NOW), NOW + CODE_LENGTH) is Refusal.TOO_LATE


def test_a_second_factor_needs_a_code_of_its_secret(db: Session, ada: Agent) -> None:
    assert not second_factor.turn_on(db, ada, SECRET, "000000", NOW - timedelta(days=1))
    assert not ada.has_second_factor


def test_an_administrator_takes_a_lost_telephones_factor_away(db: Session, guarded: Agent) -> None:
    second_factor.turn_off(db, guarded, agents.add_agent(db, "Bea", PASSWORD, NOW), NOW)

    assert sign_ins.session_of(db, signed_in(db).token, NOW) is not None


def test_sessions_are_listed_and_ended_one_by_one_or_all_but_this(db: Session, ada: Agent) -> None:
    here, there, elsewhere = signed_in(db, HERE), signed_in(db, THERE), signed_in(db, THERE)
    assert len(sign_ins.open_sessions(db, ada.id, NOW)) == 3

    assert sign_ins.end_sessions(db, ada, ada, NOW, only=there.session.token_digest) == 1
    assert sign_ins.session_of(db, there.token, NOW) is None
    assert sign_ins.end_sessions(db, ada, ada, NOW, but=here.session.token_digest) == 1
    assert sign_ins.session_of(db, elsewhere.token, NOW) is None
    assert sign_ins.session_of(db, here.token, NOW) is not None
