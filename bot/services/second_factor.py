"""The second factor: codes that the agent's telephone shows (TOTP, RFC 6238)."""

from datetime import datetime

from pyotp import TOTP, random_base32
from pyotp.utils import strings_equal
from sqlalchemy.orm import Session

from bot.services import audit
from bot.support.agent import Agent
from bot.support.audit import Act

ISSUER = "Firstline"
# Clocks differ, and typing takes a while: the code before and the one after are good, too.
PERIODS = (-1, 0, 1)


def new_secret() -> str:
    return random_base32()


def provisioning_uri(agent: Agent, secret: str) -> str:
    """What a telephone's authenticator reads from the square."""
    return TOTP(secret).provisioning_uri(name=agent.name, issuer_name=ISSUER)


def turn_on(db: Session, agent: Agent, secret: str, code: str, now: datetime) -> bool:
    """From the next sign-in on a code is asked for; False where the code shows that the telephone has another secret."""
    period = _period_of(secret, code, now)
    if period is None:
        return False
    stored = db.get_one(Agent, agent.id)
    stored.totp_secret, stored.totp_period = secret, period
    audit.note(db, agent, Act.TURNED_ON_SECOND_FACTOR, now)
    return True


def turn_off(db: Session, owner: Agent, by: Agent, now: datetime) -> None:
    """The password alone suffices again: the owner's wish, or an administrator's for a lost telephone."""
    stored = db.get_one(Agent, owner.id)
    if stored.has_second_factor:
        stored.totp_secret, stored.totp_period = None, None
        audit.note(db, by, Act.TURNED_OFF_SECOND_FACTOR, now, owner.name)


def accepts(agent: Agent, code: str, now: datetime) -> bool:
    """Whether this is the agent's code of now; each is good once, lest somebody who looks on uses it again."""
    if agent.totp_secret is None:
        return False
    period = _period_of(agent.totp_secret, code, now)
    if period is None or (agent.totp_period is not None and period <= agent.totp_period):
        return False
    agent.totp_period = period
    return True


def _period_of(secret: str, code: str, now: datetime) -> int | None:
    """The period that the code is of, if it is of one near now."""
    codes = TOTP(secret)
    digits = "".join(code.split())
    for offset in PERIODS:
        period = codes.timecode(now) + offset
        if strings_equal(codes.generate_otp(period), digits):
            return period
    return None
