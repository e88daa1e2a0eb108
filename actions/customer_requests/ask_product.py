"""What the shop sells: how many, which options, what is in stock, what it costs; of their own articles, what they bought."""

from typing import TYPE_CHECKING

from actions.heard import Heard
from actions.needs.product import BuyersIdentity, WhichProducts, chosen_products
from actions.order_facts import articles_bought, order_facts
from actions.request import Known, Request
from actions.values import Value, bullets, money, phrase
from bot.services.catalogue import product_names
from bot.services.knowledge import faq_answer, faq_of_intent
from bot.shop.order_line import OrderLine
from bot.shop.product import Product, Variant
from bot.shop.variant_search import VariantSearch, search_variants
from bot.shop.words.own import says_my

if TYPE_CHECKING:
    from actions.talk import Talk

# Longer lists are no help in a chat.
MAX_VARIANTS = 10
STOCK = "ask_stock"


class AskProduct(Request):
    name = "ask_product"
    also = (STOCK, "ask_price")
    needs = (BuyersIdentity(), WhichProducts())

    @classmethod
    def hear(cls, talk: "Talk", known: Known, heard: Heard, asking: str | None) -> bool:
        known.setdefault("intent", heard.intent)
        return super().hear(talk, known, heard, asking)

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        products = chosen_products(talk, known)
        bought = _bought(talk, products)
        if bought and (known["own"] or says_my(known["words"])):
            articles_bought(talk, bought)
        elif products:
            searches = [search_variants(product, known["words"], _current(bought)) for product in products]
            talk.memory.product_words = known["words"] if any(search.is_narrowed for search in searches) else ""
            for product, search in zip(products, searches, strict=True):
                _tell(talk, product, search)
        else:
            _tell_in_general(talk, known)
        talk.close("utter_anything_else")


def _bought(talk: "Talk", products: list[Product]) -> list[OrderLine]:
    names = {product.name for product in products}
    return [line for order in talk.orders for line in order.lines if line.name in names]


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
        names = product_names(talk.turn.db)
        talk.say("utter_products", count=len(names), products=", ".join(names))


def _tell_of_restocking(talk: "Talk") -> None:
    faq_id = faq_of_intent(STOCK)
    answer = faq_answer(talk.turn.db, faq_id, talk.turn.conversation.language) if faq_id else None
    if answer is not None:
        talk.say_text(answer)


def _list(variants: tuple[Variant, ...]) -> Value:
    return bullets(_in_words(variant) for variant in variants[:MAX_VARIANTS])


def _in_words(variant: Variant) -> Value:
    options = ", ".join(f"{option}: {value}" for option, value in variant.options.items())
    if variant.stock is None or not variant.is_available:
        return phrase("utter_variant_priced", options=options, price=money(variant.price))
    return phrase("utter_variant_counted", options=options, price=money(variant.price), stock=variant.stock)
