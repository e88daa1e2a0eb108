"""What the store knows of an order and its articles, as it is told to the customer whose they are."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from actions.values import Value, bullets, day, money, phrase
from actions.wording import address_line, name_of_method
from bot.shop import option_values
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.order_line import OrderLine

if TYPE_CHECKING:
    from actions.talk import Talk

# Newest first; longer lists are no help in a chat.
MAX_LISTED = 10


def order_facts(talk: "Talk", order: Order) -> None:
    """Say all: its state, the articles with their prices, the total, where it goes, how it was paid, its parcels."""
    talk.memory.order = order.number
    talk.say(
        "utter_order_facts",
        order_number=order.number,
        status=status_of(order),
        articles=bullets(phrase("utter_article_priced", article=line.title, price=money(line.total)) for line in order.lines),
        facts=bullets(_facts(talk, order)),
    )


def order_entry(order: Order) -> Value:
    """The order in a list: number, state, articles, total."""
    return phrase(
        "utter_order_entry",
        order_number=order.number,
        status=status_of(order),
        articles=", ".join(line.title for line in order.lines),
        total=money(order.total),
    )


def order_entry_with_address(order: Order) -> Value:
    """The same with where it goes."""
    return phrase("utter_order_entry_to", entry=order_entry(order), address=address_line(order.address))


def orders_listed(talk: "Talk", orders: list[Order], entry: Callable[[Order], Value] = order_entry) -> None:
    """Say which orders there are; an only one is talked about from here on."""
    if len(orders) == 1:
        talk.memory.order = orders[0].number
    talk.say("utter_orders", count=len(orders), orders=bullets(entry(order) for order in orders[:MAX_LISTED]))


def articles_bought(talk: "Talk", lines: list[OrderLine]) -> None:
    """Say which articles they have, which are talked about from here on, as is their order where it is one."""
    orders = {line.order_number for line in lines}
    talk.memory.order, talk.memory.articles = orders.pop() if len(orders) == 1 else None, [line.id for line in lines]
    talk.say("utter_own_articles", articles=bullets(_article_bought(line) for line in lines))


def _article_bought(line: OrderLine) -> Value:
    """An article of an order with its options by name, its price, and which order it is in."""
    options = option_values.in_full(line.options)
    name = line.name if line.quantity == 1 else f"{line.quantity} x {line.name}"
    return phrase(
        "utter_own_article",
        article=f"{name} ({options})" if options else name,
        price=money(line.total),
        order_number=line.order_number,
        status=status_of(line.order),
    )


def status_of(order: Order) -> Value:
    return phrase(f"utter_status_{order.status.value}")


def _facts(talk: "Talk", order: Order) -> list[Value]:
    facts = [phrase("utter_fact_total", total=money(order.total))]
    kept = [line.price * line.returnable_quantity for line in order.lines if line.returnable_quantity > 0]
    if kept and any(line.has_returns for line in order.lines):
        facts.append(phrase("utter_fact_kept", total=money(Money.total(kept))))
    if order.placed_at is not None:
        facts.append(phrase("utter_fact_placed", day=day(talk.turn.terms.day_of(order.placed_at))))
    facts.append(phrase("utter_fact_address", address=address_line(order.address)))
    if order.paid_with is not None:
        facts.append(phrase("utter_fact_paid_with", method=name_of_method(order.paid_with)))
    numbers = [shipment.tracking_number for shipment in order.shipments if shipment.tracking_number]
    facts.extend(phrase("utter_fact_tracking", tracking_number=number) for number in numbers)
    return facts
