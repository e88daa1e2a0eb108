"""Which payment methods a customer's words mean: 'my Mastercard', 'the card ending in 4242', 'the gift card', 'PayPal'."""

import re
from collections.abc import Collection

from bot.shop.customer import PaymentKind, PaymentMethod

# Beginnings of words, in all languages of the shop.
KINDS = {
    PaymentKind.GIFT_CARD: ("gift", "voucher", "подарочн", "сыйлық", "նվեր", "kinkeka"),
    PaymentKind.PAYPAL: ("paypal", "pay pal", "пэйпал", "пейпал"),
    PaymentKind.BANK_TRANSFER: (
        "bank transfer",
        "bank account",
        "wire",
        "банковск",
        "банк шот",
        "բանկային",
        "pangaülekan",
        "pangakonto",
    ),
    PaymentKind.CREDIT_CARD: (
        "credit card",
        "debit card",
        "my card",
        "the card",
        "other card",
        "кредитн",
        "карт",
        "քարտ",
        "krediitkaar",
        "kaart",
        "kaardi",
    ),
}
# What else brands are called.
BRANDS = {
    "mastercard": ("mastercard", "master card"),
    "american express": ("american express", "amex"),
    "amex": ("american express", "amex"),
}


# "Not the Visa", "instead of PayPal".
NOT_BY = re.compile(
    r"\b(?:not|instead of|rather than|no longer|keep(?: the(?: money on)?)?|save)(?:\s+(?:with|on|onto|to|by|via|from|my"
    r"|the|a|use|using|used|charge|want)){0,4}"
    r"\s+(?!only\b)[\w-]+(?:\s+(?:credit|debit|gift|card|account|ending|in|\d{4}))*"
    # "My PayPal is closed."
    r"|\b(?:my|the)\s+[\w-]+(?:\s+(?:card|account))?\s+(?:is|was|has been|got)\s+"
    r"(?:closed|cancell?ed|expired|blocked|lost|stolen|gone|overdrawn|maxed)\b"
)
_OF_OTHERS = r"(?:wife|husband|partner|mother|mom|mum|father|dad|son|daughter|brother|sister|friend|roommate|boss|colleague)"
OF_OTHERS = re.compile(
    rf"\b(?:my|his|her|their|our)\s+(?:\w+\s+)?\w*{_OF_OTHERS}['\u2019]?s\s+(?:[\w-]+\s+){{0,3}}?"
    r"(?:card|paypal|account|visa|mastercard|amex)\b"
)


DIFFERENCE = re.compile(r"\b(?:difference|charge whatever|whatever it costs|extra cost|the rest with|any extra)\b")
# "Half on the Visa, half on PayPal".
SPLITS = re.compile(
    r"\bsplit\w*\b|\bhalf\b[^.;!?]*\bhalf\b|\bpart(?:ly| of it)?\b[^.;!?]*\b(?:rest|part(?:ly)?|other)\b"
    r"|\d\b[^.;!?]*\b(?:on|by|with|from|to)\b[^.;!?]*\band (?:the )?(?:rest|remainder|other \d+)\b[^.;!?]*\b(?:on|by|with"
    r"|from|to)\b"
    r"|\bdivid\w*\b[^.;!?]*\b(?:between|over|across)\b"
)


def splits_payment(text: str) -> bool:
    """Whether one order is to be paid in several ways."""
    return bool(SPLITS.search(text.casefold()))


def names_method_of_others(text: str) -> bool:
    """'My wife's credit card'"""
    return bool(OF_OTHERS.search(text.casefold()))


def speaks_of_method(text: str) -> bool:
    """Whether it names any way to pay."""
    plain = text.casefold()
    brands = ("visa", *(name for names in BRANDS.values() for name in names))
    return any(_says(plain, word) for word in (*brands, *(word for words in KINDS.values() for word in words)))


def speaks_of_difference(text: str) -> bool:
    """'And I'd rather pay the difference with PayPal'"""
    return bool(DIFFERENCE.search(text.casefold()))


def methods_named(text: str, methods: Collection[PaymentMethod]) -> list[PaymentMethod]:
    """Those that the text names most exactly: by last digits, by brand, or by kind; none where it names none of them.

    What they do not want it to be, and what others pay with, is not named.
    """
    plain = OF_OTHERS.sub(" ", NOT_BY.sub(" ", text.casefold()))
    for names in (_has_digits, _has_brand, _has_kind):
        named = [method for method in methods if names(plain, method)]
        if named:
            return named
    return []


def _has_digits(plain: str, method: PaymentMethod) -> bool:
    return bool(method.last_four) and bool(re.search(rf"(?<!\d){method.last_four}(?!\d)", plain))


def _has_brand(plain: str, method: PaymentMethod) -> bool:
    brand = (method.brand or "").casefold() if method.kind is PaymentKind.CREDIT_CARD else ""
    return bool(brand) and any(_says(plain, name) for name in BRANDS.get(brand, (brand,)))


def _has_kind(plain: str, method: PaymentMethod) -> bool:
    if method.kind is PaymentKind.CREDIT_CARD:
        # "gift card" is no card.
        plain = re.sub(r"gift[\s-]?cards?|подарочн\w+ карт\w+|сыйлық карта\w*|նվեր քարտ\w*", " ", plain)
    return any(_says(plain, word) for word in KINDS.get(method.kind, ()))


def _says(plain: str, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}", plain))
