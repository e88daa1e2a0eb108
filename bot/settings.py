"""The shop's settings, read from environment variables that start with FIRSTLINE_ and checked at start."""

from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.shop.office_hours import OfficeHours
from bot.shop.terms import Proof, Terms


class Settings(BaseSettings):
    """Every setting has a default that suits one machine and the demo shop."""

    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_", env_file=None)

    database_url: str = "sqlite:///var/firstline.db"
    redis_url: str | None = Field(default=None, pattern="^(redis|rediss|unix)://")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    # Where customers reach this server; links in messages begin with it.
    public_url: str = Field(default="http://127.0.0.1:8000", pattern="^https?://.*[^/]$")
    model_dir: str = "models"
    return_window_days: int = Field(default=30, ge=0)
    # Days from the order in which a price drop is paid back; 0: the same day alone.
    price_protection_days: int = Field(default=14, ge=0)
    # In the order's currency, for each late order; 0: none.
    late_voucher: Decimal = Field(default=Decimal(5), ge=0, decimal_places=2)
    # What the assistant may give out of goodwill at once, and how many vouchers a customer gets a year.
    goodwill_limit: Decimal = Field(default=Decimal(10), ge=0, decimal_places=2)
    vouchers_a_year: int = Field(default=3, ge=0)
    # Minutes of office hours from the call for a person to their first word, and to the end.
    first_response_minutes: int = Field(default=15, gt=0)
    resolution_minutes: int = Field(default=480, gt=0)
    # A customer who waits longer for a word goes up in the agents' lists, and is shown to supervisors.
    unanswered_minutes: int = Field(default=5, gt=0)
    # Business days in which the shop answers a complaint or a report.
    follow_up_days: int = Field(default=2, ge=0)
    # FIRSTLINE_PROOFS=email,name_and_postcode
    proofs: Annotated[list[Proof], NoDecode] = [Proof.ORDER_AND_EMAIL, Proof.ORDER_AND_POSTCODE, Proof.EMAIL_AND_POSTCODE]
    shop_name: str = "Demo shop"
    # Signs the tokens of customers who are logged in at the shop; without it nobody is signed in that way.
    shop_jwt_secret: str | None = None
    shop_jwt_audience: str = "firstline"
    # A platform is on when its secrets are set; bot/channels/<name>/README.md says where they come from.
    telegram_token: str | None = None
    telegram_secret: str | None = Field(default=None, pattern="^[A-Za-z0-9_-]{16,256}$")
    # The bot's user name, for links that open it.
    telegram_bot: str | None = Field(default=None, pattern="^[A-Za-z0-9_]{5,32}$")
    messenger_token: str | None = None
    messenger_app_secret: str | None = None
    messenger_verify_token: str | None = None
    whatsapp_token: str | None = None
    whatsapp_app_secret: str | None = None
    whatsapp_verify_token: str | None = None
    whatsapp_phone_number_id: str | None = None
    slack_token: str | None = None
    slack_signing_secret: str | None = None
    twilio_account_sid: str | None = None
    twilio_auth_token: str | None = None
    email_address: str | None = Field(default=None, pattern="^[^@\\s]+@[^@\\s]+$")
    email_password: str | None = None
    email_smtp: str | None = Field(default=None, pattern="^smtps?://")
    email_imap: str | None = Field(default=None, pattern="^imaps?://")
    turn_limit_seconds: float = Field(default=8.0, gt=0)
    # ISO 4217; what amounts are in where a file does not say.
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    # IANA; "today" is the shop's day.
    time_zone: str = "UTC"
    # In the shop's time zone: FIRSTLINE_OFFICE_HOURS=Mon-Fri 09:00-18:00, Sat 10:00-14:00; none: somebody is always there.
    office_hours: str | None = None
    language: str = "en"

    @field_validator("proofs", mode="before")
    @classmethod
    def _split_proofs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return [proof.strip() for proof in value.split(",") if proof.strip()]

    @field_validator("proofs")
    @classmethod
    def _need_a_proof(cls, value: list[Proof]) -> list[Proof]:
        if not value:
            raise ValueError(f"at least one of {', '.join(proof.value for proof in Proof)} is needed")
        return value

    @field_validator("time_zone")
    @classmethod
    def _know_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"{value!r} is not an IANA time zone such as Europe/Tallinn") from None
        return value

    @field_validator("office_hours")
    @classmethod
    def _know_office_hours(cls, value: str | None) -> str | None:
        OfficeHours.of(value or "", ZoneInfo("UTC"))
        return value

    @property
    def terms(self) -> Terms:
        """What the shop promises and asks, as the rules read it."""
        return Terms(
            return_window=timedelta(days=self.return_window_days),
            proofs=frozenset(self.proofs),
            zone=ZoneInfo(self.time_zone),
            office_hours=OfficeHours.of(self.office_hours, ZoneInfo(self.time_zone)) if self.office_hours else OfficeHours(),
            price_protection=timedelta(days=self.price_protection_days),
            late_voucher=self.late_voucher,
            goodwill_limit=self.goodwill_limit,
            vouchers_a_year=self.vouchers_a_year,
            follow_up_days=self.follow_up_days,
            first_response=timedelta(minutes=self.first_response_minutes),
            resolution=timedelta(minutes=self.resolution_minutes),
            unanswered=timedelta(minutes=self.unanswered_minutes),
        )


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
