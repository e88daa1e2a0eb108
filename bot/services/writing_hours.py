"""When a customer may be written to unasked: while the shop is open, and the customer is awake."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from babel.core import get_global
from phonenumbers.timezone import time_zones_for_number
from sqlalchemy.orm import Session

from bot.shop.office_hours import OfficeHours, first_common
from bot.shop.terms import Terms
from bot.support.contact import Contact
from bot.support.conversation import Conversation

AWAKE = "Mon-Sun 08:00-21:00"
KNOWN_ZONES = available_timezones()


def writing_time(db: Session, conversation: Conversation, phone: str | None, terms: Terms, now: datetime) -> datetime:
    """The first moment from now on; `phone` is a number of the customer's, if one is known.

    Where a number or a country is in several zones, it is day in all of them; in a country where that never is, the shop's
    hours decide alone.
    """
    shops = str(terms.zone)
    for zones in (_zones(db, conversation, phone) or {shops}, {shops}):
        awake = [OfficeHours.of(AWAKE, ZoneInfo(zone)) for zone in sorted(zones)]
        if (common := first_common(now, [terms.office_hours, *awake])) is not None:
            return common
    return terms.office_hours.opens_next(now)


def _zones(db: Session, conversation: Conversation, phone: str | None) -> set[str]:
    """By what the browser said, or else by their number, or by where they live; none where nothing of it is known."""
    if conversation.time_zone is not None:
        return {conversation.time_zone}
    contact = db.get(Contact, conversation.id)
    customer = conversation.customer
    for number in (phone, contact and contact.phone, customer and customer.phone):
        if number and (zones := _zones_of_number(number)):
            return zones
    country = customer.address.country if customer is not None and customer.address is not None else ""
    return set(get_global("territory_zones").get(country.upper(), ())) & KNOWN_ZONES


def _zones_of_number(number: str) -> set[str]:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return set()
    # Of numbers of no country the library knows an unknown zone.
    return set(time_zones_for_number(parsed)) & KNOWN_ZONES
