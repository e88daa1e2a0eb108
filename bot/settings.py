"""The shop's settings, read from environment variables that start with FIRSTLINE_ and checked at start."""

from datetime import timedelta
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.shop.terms import Proof, Terms


class Settings(BaseSettings):
    """Every setting has a default that suits one machine and the demo shop."""

    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_", env_file=None)

    database_url: str = "sqlite:///var/firstline.db"
    redis_url: str | None = Field(default=None, pattern="^(redis|rediss|unix)://")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    model_dir: str = "models"
    return_window_days: int = Field(default=30, ge=0)
    # FIRSTLINE_PROOFS=email,name_and_postcode
    proofs: Annotated[list[Proof], NoDecode] = [Proof.ORDER_AND_EMAIL, Proof.ORDER_AND_POSTCODE]
    shop_name: str = "Demo shop"
    # Signs the tokens of customers who are logged in at the shop; without it nobody is signed in that way.
    shop_jwt_secret: str | None = None
    shop_jwt_audience: str = "firstline"
    turn_limit_seconds: float = Field(default=8.0, gt=0)
    # ISO 4217; what amounts are in where a file does not say.
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    # IANA; "today" is the shop's day.
    time_zone: str = "UTC"
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

    @property
    def terms(self) -> Terms:
        """What the shop promises and asks, as the rules read it."""
        return Terms(
            return_window=timedelta(days=self.return_window_days), proofs=frozenset(self.proofs), zone=ZoneInfo(self.time_zone)
        )


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
