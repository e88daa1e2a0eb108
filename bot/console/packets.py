"""The handoff packet as agents read it."""

from dataclasses import dataclass

from bot.console.words import plain
from bot.services.casefile import CaseFile
from bot.shop.order import Order
from bot.spine.app import App
from bot.support.packet import Packet, Refused

# Of the console.
LANGUAGE = "en"


@dataclass(frozen=True)
class PacketOnPage:
    packet: Packet
    # What was refused, each with the sentence that the customer was told, in the console's language.
    refusals: list[tuple[str, str]]
    # Those of the proved customer's orders that the packet names, as they stand now.
    orders: list[Order]


def packet_on_page(app: App, case: CaseFile) -> PacketOnPage | None:
    """The packet of the stay that has not ended; None where there is none."""
    packet = case.handoff.packet if case.handoff else None
    if packet is None:
        return None
    own = {order.number: order for order in case.orders}
    return PacketOnPage(
        packet=packet,
        refusals=[(plain(refused.intent), _sentence(app, refused)) for refused in packet.refused],
        orders=[own[number] for number in packet.orders if number in own],
    )


def _sentence(app: App, refused: Refused) -> str:
    try:
        return app.assistant.say(refused.response, LANGUAGE, **refused.values).text
    except (ValueError, KeyError):
        # Written by another version: the sentence has another name, or other gaps, by now.
        return plain(refused.response.removeprefix("utter_"))
