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


def methods_named(text: str, methods: Collection[PaymentMethod]) -> list[PaymentMethod]:
    """Those that the text names most exactly: by last digits, by brand, or by kind; none where it names none of them."""
    plain = text.casefold()
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
