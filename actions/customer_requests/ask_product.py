"""What the shop sells: how many, which options, what is in stock, what it costs; of their own articles, what they bought."""

import re
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.product import BuyersIdentity, WhichProducts, chosen_products
from actions.order_facts import articles_bought, order_facts
from actions.request import Known, Request
from actions.values import Value, bullets, money, phrase
from bot.services.catalogue import product_names
from bot.services.knowledge import faq_of_intent
from bot.shop import option_values
from bot.shop.exchange_wishes import combined_wish
from bot.shop.order_line import OrderLine
from bot.shop.own_values import with_own_values
from bot.shop.product import Product, Variant
from bot.shop.variant_match import MatchResult, VariantMatch, match_variant
from bot.shop.variant_search import VariantSearch, search_variants
from bot.shop.words.options import asks_which
from bot.shop.words.own import says_my
from bot.shop.words.prices import asks_extra, asks_only_price

if TYPE_CHECKING:
    from actions.talk import Talk

# Longer lists are no help in a chat.
MAX_VARIANTS = 10
STOCK = "ask_stock"
# "Do you have the same in red?"
ASKS_FOR_OTHERS = re.compile(
    r"(?i)\b(?:do (?:you|u) (?:have|sell)|have you got|got (?:it|any|one)|is there|are there|available|in stock)\b"
)
THIS_ONE = re.compile(r"(?i)\b(?:this|that|these|those) (?!ones?\b|is\b|are\b|was\b)\w")


class AskProduct(Request):
    name = "ask_product"
    also = (STOCK, "ask_price")
    needs = (BuyersIdentity(), WhichProducts())

    @classmethod
    def hear(cls, talk: "Talk", known: Known, heard: Heard, asking: str | None) -> bool:
        known.setdefault("intent", heard.intent)
        return super().hear(talk, known, heard, asking)

    @classmethod
    def is_unmet(cls, talk: "Talk", known: Known) -> bool:
        """'Do you have it in red? If not, I'll return it.'"""
        match = _instead(talk, known, _bought(talk, chosen_products(talk, known)))
        return match is not None and match.result is MatchResult.NONE

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        products = chosen_products(talk, known)
        bought = _bought(talk, products)
        match = _instead(talk, known, bought)
        if match is not None:
            _tell_instead(talk, bought[0], match)
        elif bought and (known["own"] or says_my(known["words"])) and not asks_which(known["words"]):
            articles_bought(talk, bought)
        elif told := _told_of(talk, known, bought):
            articles_bought(talk, told)
        elif products:
            searches = [search_variants(product, known["words"], _current(bought)) for product in products]
            if known["own"] and _current(bought) is not None:
                # "OK, the 8 in red then."
                talk.memory.order, talk.memory.articles = bought[0].order_number, [line.id for line in bought]
            talk.memory.product_words = known["words"] if any(search.is_narrowed for search in searches) else ""
            for product, search in zip(products, searches, strict=True):
                _tell(talk, product, search)
        else:
            _tell_in_general(talk, known)
        talk.close("utter_anything_else")


def _instead(talk: "Talk", known: Known, bought: list[OrderLine]) -> VariantMatch | None:
    """What there is in the place of their one article, where they ask for it otherwise: 'do you have mine in red?'"""
    current = _current(bought)
    # More than what they have.
    is_extra = asks_extra(known["words"])
    asks = ASKS_FOR_OTHERS.search(known["words"]) or asks_only_price(known["words"]) or is_extra
    if current is None or not (known["own"] or says_my(known["words"]) or is_extra) or not asks:
        return None
    variants = list(current.product.variants)
    wish = combined_wish([known["words"]], bought[0], bought[:1], talk.orders, variants)
    match = match_variant(with_own_values(wish, known["words"], bought[0], variants), current, variants)
    return match if match.result in {MatchResult.ONE, MatchResult.SEVERAL, MatchResult.NONE} else None


def _told_of(talk: "Talk", known: Known, bought: list[OrderLine]) -> list[OrderLine]:
    """'What does this lamp cost?', of one of theirs that was just talked about; none where others are asked for"""
    if not THIS_ONE.search(known["words"]) or ASKS_FOR_OTHERS.search(known["words"]) or asks_which(known["words"]):
        return []
    return [line for line in bought if line.id in talk.memory.articles]


def _tell_instead(talk: "Talk", line: OrderLine, match: VariantMatch) -> None:
    talk.memory.order, talk.memory.articles = line.order_number, [line.id]
    if match.result is MatchResult.NONE:
        talk.say("utter_replacement_not_there", article=line.title)
    else:
        talk.say("utter_product_matches", product=line.name, variants=_list(match.variants))
    if match.variant is not None and (extra := match.variant.price - line.price):
        talk.say("utter_product_dearer" if extra.is_positive else "utter_product_cheaper", amount=money(abs(extra)))


def _bought(talk: "Talk", products: list[Product]) -> list[OrderLine]:
    names = {product.name for product in products}
    return [line for line in talk.lines if line.name in names]


def _current(bought: list[OrderLine]) -> Variant | None:
    """What the customer has, where that is one thing: 'cheaper' is cheaper than that."""
    return bought[0].variant if len({line.sku for line in bought}) == 1 else None


def _tell(talk: "Talk", product: Product, search: VariantSearch) -> None:
    if not product.available_variants:
        talk.say("utter_product_sold_out", product=product.name, total=len(product.variants))
        _tell_of_restocking(talk)
    elif not search.is_narrowed:
        _tell_all(talk, product)
    elif search.available:
        talk.say("utter_product_matches", product=product.name, variants=_list(search.available))
        if len(search.available) > MAX_VARIANTS:
            talk.say("utter_product_more_matches", count=len(search.available))
    elif search.sold_out:
        talk.say("utter_product_matches_sold_out", product=product.name, variants=_list(search.sold_out))
        _tell_of_restocking(talk)
    else:
        talk.say("utter_product_no_match", product=product.name)
        _tell_all(talk, product)


def _tell_all(talk: "Talk", product: Product) -> None:
    prices = product.price_range
    if prices is None:
        return
    lowest, highest = prices
    price = money(lowest) if lowest == highest else phrase("utter_price_range", lowest=money(lowest), highest=money(highest))
    options = [
        phrase("utter_option_values", option=option, values=", ".join(values)) for option, values in product.options.items()
    ]
    talk.say(
        "utter_product_overview",
        product=product.name,
        available=len(product.available_variants),
        total=len(product.variants),
        options=bullets([*options, phrase("utter_product_price", price=price)]),
    )


def _tell_in_general(talk: "Talk", known: Known) -> None:
    """No product was named: tells of the order that was talked about, of restocking, or what there is."""
    order = talk.order(talk.memory.order) if talk.memory.order else None
    if order is not None:
        order_facts(talk, order)
    elif known["intent"] == STOCK:
        _tell_of_restocking(talk)
    else:
        names = sorted(product_names(talk.turn.db))
        talk.say("utter_products", count=len(names), products=", ".join(names))


def _tell_of_restocking(talk: "Talk") -> None:
    talk.answer_faq(faq_of_intent(STOCK))


def _list(variants: tuple[Variant, ...]) -> Value:
    return bullets(_in_words(variant) for variant in variants[:MAX_VARIANTS])


def _in_words(variant: Variant) -> Value:
    options = option_values.in_full(variant.options)
    if variant.stock is None or not variant.is_available:
        return phrase("utter_variant_priced", options=options, price=money(variant.price))
    return phrase("utter_variant_counted", options=options, price=money(variant.price), stock=variant.stock)
