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
# Cards that are not told from one another.
UNTOLD_CARDS = ("another card", "a second card", "two cards", "both cards")
# "By mastercard please"
METHOD_ALONE_WORDS = 4
OF_PAYING = re.compile(r"(?i)\b(?:pay\w*|paid|charg\w*|bill\w*|refund\w*|money)\b")
# What else brands are called.
BRANDS = {
    "mastercard": ("mastercard", "master card"),
    "american express": ("american express", "amex"),
    "amex": ("american express", "amex"),
}
# "My PayPal is closed", "the Visa isn't working".
_FAILS = (
    r"\b(?:my|the)\s+[\w-]+(?:\s+(?:card|account))?\s+(?:(?:is|was|has|got|keeps|does|will)(?:n['\u2019]?t|\s+not)?|won['\u2019]?t)"
    r"\s+(?:been\s+|being\s+|just\s+)?"
    r"(?:closed|cancell?ed|expired|blocked|lost|stolen|gone|overdrawn|maxed|acting|work(?:ing)?|hacked|frozen|locked|suspended"
    r"|limited|compromised|down|broken|empty|failing|failed|declined|giving me|having (?:trouble|problems?|issues?))\b"
)
# "What I paid with PayPal", "all that went on my Visa"
_PAID = (
    r"\b(?:i|we|i['\u2019]?ve|we['\u2019]?ve|was|were|is|are)\s+(?:\w+\s+)?(?:paid(?:\s+for)?|bought|ordered)(?:\s+it)?\s+(?:with|by|on|via|through|using)"
    r"\s+(?:my\s+|the\s+)?[\w-]+(?:\s+(?:card|account))?"
    # "That order went through on PayPal."
    r"|\bwent\s+(?:through|out)\s+(?:on|with|by|via)\s+(?:my\s+|the\s+)?[\w-]+(?:\s+(?:card|account))?"
)
# "Not the Visa", "instead of PayPal", "if it isn't enough leave it on the Visa".
NOT_BY = re.compile(
    r"\b(?:not|instead of|rather than|no longer|keep(?: the(?: money on)?)?|leave|save)(?:\s+(?:with|on|onto|to|by|via|from|my"
    r"|the|a|it|that|them|use|using|used|charge|want)){0,4}"
    r"\s+(?!only\b)[\w-]+(?:\s+(?:credit|debit|gift|card|account|ending|in|\d{4}))*"
    rf"|{_FAILS}|{_PAID}"
)
SOURCE = re.compile(rf"{_FAILS}|{_PAID}")
# "Whatever I paid with it", "everything on PayPal that has not shipped"
WHATEVER = re.compile(
    r"\b(?:whatever|everything|anything|all (?:that|i|of)|any orders?"
    r"|all (?:my |the |these |those )?(?:\w+ )?orders (?:that |which )?(?:i|we|were|are) )"
)
_METHOD = r"(?:card|mastercard|master card|visa|amex|american express|paypal|gift card|bank account)"
OWN_METHOD = re.compile(rf"\b(?:my|our)\s+(?:[\w-]+\s+){{0,2}}?{_METHOD}\b")
PUT_ON = re.compile(
    r"\b(?:put|putting|charge|charged|move|moved|moving|switch|switched|shift|bill|billed|go|transfer)\b[^.;!?]{0,60}?"
    rf"\b(?:on|onto|to|over to)\s+(?:my|the|that|a)\s+(?:[\w-]+\s+){{0,2}}?{_METHOD}\b"
    # "That should have been my Visa."
    r"|\bshould(?:\s+have|['\u2019]?ve)\s+(?:been|gone)\s+(?:\w+\s+)?(?:on|with|to|by|from)?\s*(?:my|the)\s+"
    rf"(?:[\w-]+\s+){{0,2}}?{_METHOD}\b"
)
# "So what turns up on the Visa, and what on PayPal?"
COMES_TO = re.compile(
    r"\b(?:how much|what(?: sum| amount| money)?)(?: (?:of it|of that|money|will|does|is|am|do|i|we|you|be|gets?|then))*"
    r" (?:(?:turn|show|end|wind)(?:s|ing)? up|land|go|come|arrive|appear|put|get|paid|refund|credit)(?:s|es|ing|ed)?"
    rf"(?: back| in)? (?:on|onto|to|in) (?:my|the)\s+(?:[\w-]+\s+){{0,2}}?{_METHOD}\b"
)
# "My wife's credit card"
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

ALL_ON = re.compile(
    r"\b(?:all(?: of (?:it|that))?|everything|the (?:whole|entire|full) (?:amount|lot|order|sum|thing)|the lot)\b[^.;!?]*"
    r"\b(?:on|onto|with|by|from|to)\b[^?]*$"
)


def splits_payment(text: str) -> bool:
    """Whether one order is to be paid in several ways."""
    return bool(SPLITS.search(text.casefold()))


def puts_all_on_one(text: str) -> bool:
    """'Okay, all of it on PayPal then', and no question"""
    return bool(ALL_ON.search(text.casefold())) and not splits_payment(text)


def names_method_of_others(text: str) -> bool:
    """'My wife's credit card'"""
    return bool(OF_OTHERS.search(text.casefold()))


def speaks_of_method(text: str) -> bool:
    """Whether it names any way to pay."""
    plain = text.casefold()
    brands = ("visa", *(name for names in BRANDS.values() for name in names))
    return any(_says(plain, word) for word in (*brands, *UNTOLD_CARDS, *(word for words in KINDS.values() for word in words)))


def ends_with_method(text: str) -> bool:
    """'The lamp should be a red one. Mastercard.': names a method alone, and speaks of no payment"""
    parts = [part for part in re.split(r"[.!?;\n]+", text) if part.strip()]
    is_alone = len(parts) > 1 and len(parts[-1].split()) <= METHOD_ALONE_WORDS and speaks_of_method(parts[-1])
    return is_alone and not OF_PAYING.search(text)


def speaks_of_difference(text: str) -> bool:
    """'And I'd rather pay the difference with PayPal'"""
    return bool(DIFFERENCE.search(text.casefold()))


def speaks_of_own_method(text: str) -> bool:
    """'My Visa', and not 'a gift card'"""
    return bool(OWN_METHOD.search(text.casefold()))


def puts_on_method(text: str) -> bool:
    """'Can you put it on my Visa?', and no part of what is to come back there."""
    return bool(PUT_ON.search(text.casefold()))


def asks_what_comes_to(text: str) -> bool:
    """'What turns up on my Visa, and what on the gift card?'"""
    return bool(COMES_TO.search(text.casefold()))


def pays_whatever(text: str) -> bool:
    """'Whatever I paid with it': all orders paid some way are meant."""
    plain = text.casefold()
    return bool(WHATEVER.search(plain) and SOURCE.search(plain))


def methods_paid_with(text: str, methods: Collection[PaymentMethod]) -> list[PaymentMethod]:
    """By which the orders were paid that the text means: 'whatever I paid with PayPal', 'my PayPal fails, move all of it'."""
    plain = text.casefold()
    if not WHATEVER.search(plain):
        return []
    said = " ".join(match.group() for match in SOURCE.finditer(plain))
    return [
        method
        for method in methods
        if said and (_has_digits(said, method) or _has_brand(said, method) or _has_kind(said, method))
    ]


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
