"""What the shop promises and asks: its own settings, as the rules read them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo


class Proof(Enum):
    """What shows that a customer is who they say; a customer whom the shop signed in needs none of these."""

    ORDER_AND_EMAIL = "order_and_email"
    ORDER_AND_POSTCODE = "order_and_postcode"
    EMAIL = "email"
    NAME_AND_POSTCODE = "name_and_postcode"


@dataclass(frozen=True)
class Terms:
    # Counted from delivery, as the shop's published terms say.
    return_window: timedelta = timedelta(days=30)
    proofs: frozenset[Proof] = frozenset({Proof.ORDER_AND_EMAIL, Proof.ORDER_AND_POSTCODE})
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - immutable

    def day_of(self, moment: datetime) -> date:
        """The shop's calendar day at that moment; windows and promises are counted in such days."""
        return moment.astimezone(self.zone).date()
