"""Which products of the catalogue a question is about."""

import re
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.identity import Identity
from actions.needs.order import SAME
from actions.request import Choice, Known, Need, Question, Refusal
from bot.services.catalogue import find_products, names_said
from bot.shop.product import Product
from bot.shop.variant_search import search_variants
from bot.shop.words.own import speaks_of_own
from bot.shop.words.prices import asks_only_refund

if TYPE_CHECKING:
    from actions.talk import Talk

# More than these are no answer to which one is meant.
MAX_TOLD = 3
MAX_OFFERED = 8
THAT_ONE = re.compile(
    r"(?i)\b(?:which (?:one|ones|of (?:them|these|those|the two))|(?:better|best|cheaper|other) ones?"
    r"|how many (?:are|do you have)(?: still)? left)\b"
)

# "In that order, which of the two was dearer?"
OF_THAT_ORDER = re.compile(
    r"(?i)\b(?:that|this|the same|my) (?:order|delivery|parcel)\b"
    r"|\b(?:did (?:i|we)|(?:i|we)(?: have|['\u2019]ve)?) (?:pay|paid)\b"
)


class BuyersIdentity(Identity):
    """Asked only for what the customer bought; what the shop sells is told to everybody."""

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        of_order = bool(OF_THAT_ORDER.search(heard.text))
        known.setdefault("own", of_order or speaks_of_own(heard.text) or asks_only_refund(heard.text))
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        return super().check(talk, known) if known.get("own") else None


class WhichProducts(Need):
    """By name, or those talked about last where the words go on about them; none is as good an answer."""

    name = "product"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        known.setdefault("words", heard.text)
        names = heard.entities.get("product", []) if heard.is_pressed else names_said(talk.turn.db, heard.text)
        if names and not (asked and heard.is_aside):
            known["products"] = names
        elif not asked and goes_on_about_product(talk, heard):
            known["products"] = talk.memory.products
        return bool(names)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        names = known.get("products", [])
        if len(names) > MAX_TOLD:
            return Question("utter_ask_which_product", choices=[Choice.answer(n, "product", n) for n in names[:MAX_OFFERED]])
        talk.memory.products = names or talk.memory.products
        return None


def goes_on_about_product(talk: "Talk", heard: Heard) -> bool:
    """'Is there one in blue?', 'how much is it?', 'which one is better', after the product was named."""
    if heard.first("reference") == SAME or THAT_ONE.search(heard.text):
        return bool(talk.memory.products)
    last = [product for name in talk.memory.products for product in find_products(talk.turn.db, name)]
    return any(search_variants(product, heard.text).is_narrowed for product in last if product.variants)


def chosen_products(talk: "Talk", known: Known) -> list[Product]:
    """With something in the catalogue."""
    found = [product for name in known.get("products", ()) for product in find_products(talk.turn.db, name)]
    return [product for product in found if product.variants]
