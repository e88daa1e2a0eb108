"""What the shop promises and asks: its own settings, as the rules read them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

from bot.shop.office_hours import OfficeHours

SATURDAY = 5


class Proof(Enum):
    """What shows that a customer is who they say; a customer whom the shop signed in needs none of these."""

    ORDER_AND_EMAIL = "order_and_email"
    ORDER_AND_POSTCODE = "order_and_postcode"
    EMAIL_AND_POSTCODE = "email_and_postcode"
    EMAIL = "email"
    NAME_AND_POSTCODE = "name_and_postcode"


@dataclass(frozen=True)
class Terms:
    # Counted from delivery, as the shop's published terms say.
    return_window: timedelta = timedelta(days=30)
    proofs: frozenset[Proof] = frozenset({Proof.ORDER_AND_EMAIL, Proof.ORDER_AND_POSTCODE, Proof.EMAIL_AND_POSTCODE})
    # Business days until a refund arrives, at least and at most; a gift card has it at once.
    refund_days: tuple[int, int] = (5, 7)
    # From the day of the order: if an article becomes cheaper, the difference is paid back.
    price_protection: timedelta = timedelta(days=14)
    # In the order's currency, once for each late order; zero: the shop gives none.
    late_voucher: Decimal = Decimal(5)
    # What the assistant may give out of goodwill, at most.
    goodwill_limit: Decimal = Decimal(10)
    # Of all kinds together; more are for a human to give.
    vouchers_a_year: int = 3
    voucher_validity: timedelta = timedelta(days=180)
    # Business days in which the shop comes back to a complaint or a report.
    follow_up_days: int = 2
    # Of office hours: from the call for a person to their first word, and to the end.
    first_response: timedelta = timedelta(minutes=15)
    resolution: timedelta = timedelta(hours=8)
    # Who waits this long for a word has waited too long.
    unanswered: timedelta = timedelta(minutes=5)
    # When people are at the desk; outside of them a handoff becomes a ticket.
    office_hours: OfficeHours = OfficeHours()  # noqa: RUF009 - immutable
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - immutable

    def refund_arrives(self, refunded_on: date) -> tuple[date, date]:
        """The first and the last day on which a refund is expected that goes back to a bank or a card."""
        soonest, latest = self.refund_days
        return after_business_days(refunded_on, soonest), after_business_days(refunded_on, latest)

    def follow_up_on(self, today: date) -> date:
        """The day by which the customer hears from the shop again."""
        return after_business_days(today, self.follow_up_days)

    def start_of(self, day: date) -> datetime:
        """The first moment of the shop's day."""
        return datetime.combine(day, time.min, self.zone)

    def end_of(self, day: date) -> datetime:
        """The last moment of the shop's day."""
        return datetime.combine(day, time.max, self.zone)

    def day_of(self, moment: datetime) -> date:
        """The shop's calendar day at that moment; windows and promises are counted in such days."""
        return moment.astimezone(self.zone).date()


def after_business_days(start: date, days: int) -> date:
    """So many business days later; Saturdays and Sundays do not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
