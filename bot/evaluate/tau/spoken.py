"""How a customer says in their own words what a write needs, and whether a text says something."""

import re
from collections.abc import Iterable, Sequence

from bot.evaluate.tau.shop_state import Article, Method, PlainOrder, ShopState
from bot.evaluate.tau.tasks import Write, WriteKind

# Options that mean something only with their name before them: "waterproof: no".
BARE_VALUES = frozenset({"yes", "no", "none"})
METHOD_NAMES = {"paypal": "PayPal", "gift_card": "gift card", "credit_card": "credit card"}
REASONS = {"no longer needed": "I no longer need it", "ordered by mistake": "I ordered it by mistake"}


def words(text: str) -> list[str]:
    """Letters and digits in small letters; '1.5L' stays one word, 'full-size' becomes two."""
    return re.findall(r"[^\W_]+(?:\.\d+[^\W_]*)*", text.casefold())


def stems(text: str) -> set[str]:
    """Words without their plural ending."""
    return {word.removesuffix("s") for word in words(text)}


def says(text: str, phrase: str) -> bool:
    """Whether the text has the phrase's words, in its order and with nothing between them; '' is said by every text."""
    wanted, said = words(phrase), words(text)
    return any(said[start : start + len(wanted)] == wanted for start in range(len(said) - len(wanted) + 1))


def says_in_full(text: str, one: Article) -> bool:
    """Whether all its options are said one after the other, be it with their names: '9, leather, waterproof: yes'."""
    named = "|".join(re.escape(name) for name, _ in one.options)
    return bool(one.options) and says(re.sub(rf"(?i)\b(?:{named}): ", "", text), " ".join(one.values))


def says_any(text: str, beginnings: Iterable[str]) -> bool:
    """Whether one of the text's words begins so, or the text has one of the phrases of several words."""
    said = words(text)
    return any(
        says(text, beginning) if " " in beginning else any(word.startswith(beginning) for word in said)
        for beginning in beginnings
    )


def article(one: Article) -> str:
    return f"the {one.name.lower()} ({', '.join(one.values)})" if one.options else f"the {one.name.lower()}"


def articles(several: Sequence[Article]) -> str:
    return _listed([article(one) for one in several])


def options(wanted: Article) -> str:
    """'clicky, backlight none, full size'."""
    return ", ".join(f"{name} {value}" if value in BARE_VALUES else value for name, value in wanted.options)


def replacement(old: Article, wanted: Article) -> str:
    return f"the {old.name.lower()} should be {options(wanted)}"


def kind(one: Method) -> str:
    return METHOD_NAMES.get(one.kind, one.kind.replace("_", " "))


def method(one: Method) -> str:
    return f"{one.brand} {kind(one)} ending in {one.last_four}".strip() if one.last_four else kind(one)


def address(parts: Sequence[str]) -> str:
    """In one line, as Americans write it."""
    street, second, city, state, postcode, country = parts
    return ", ".join(part for part in (street, second, city, f"{state} {postcode}".strip(), country) if part)


def chosen(order: PlainOrder, write: Write) -> list[Article]:
    """The articles of the order that the write is about."""
    by_sku = {one.sku: one for one in order.articles}
    return [by_sku[sku] for sku in write.articles if sku in by_sku]


def swaps(shop: ShopState, write: Write) -> list[tuple[Article, Article]]:
    """Each article with the variant that it is to become."""
    pairs = zip(chosen(shop.orders[write.order], write), write.replacements, strict=False)
    return [(old, shop.variants_beside(old.sku)[sku]) for old, sku in pairs]


def wish(shop: ShopState, write: Write) -> str:
    """The whole wish in one sentence."""
    if write.kind is WriteKind.OWN_ADDRESS:
        return f"I want the address in my account to be {address(write.address)}"
    order = shop.orders[write.order]
    named = articles(chosen(order, write))
    return {
        WriteKind.CANCEL: f"I want to cancel order {order.number}",
        WriteKind.ADDRESS: f"I want order {order.number} to go to {address(write.address)}" if write.address else "",
        WriteKind.PAYMENT: f"I want to pay order {order.number} another way",
        WriteKind.ITEMS: f"I want to change {named} in order {order.number}",
        WriteKind.RETURN: f"I want to return {named} from order {order.number}",
        WriteKind.EXCHANGE: f"I want to exchange {named} from order {order.number}",
    }[write.kind]


def _listed(parts: Sequence[str]) -> str:
    *most, last = parts or [""]
    return f"{', '.join(most)} and {last}" if most else last
