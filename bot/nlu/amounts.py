"""Amounts of money: "$12.50", "1 299 руб", "Rs.500"."""

import re
from collections.abc import Iterator

from bot.nlu.findings import Finding

# What customers write for a currency; words may carry endings.
CURRENCIES = {
    "USD": ("us$", "usd", "dollars?", "bucks?", "доллар\\w{0,3}", "dollarit?", "դոլար\\w{0,3}", "dolyar"),
    "EUR": ("€", "eur", "euros?", "eurot", "евро", "եվրո"),
    "GBP": ("£", "gbp", "pounds?", "quid"),
    "INR": ("₹", "inr", "rs\\.?", "rupees?"),
    "RUB": ("₽", "rub", "руб\\.?", "рубл\\w{1,3}", "ռուբլի"),
    "KZT": ("₸", "kzt", "тг\\.?", "тенге", "теңге\\w{0,3}"),
    "AMD": ("֏", "amd", "դրամ\\w{0,3}", "драм\\w{0,2}"),
    "PHP": ("₱", "php", "pesos?", "piso"),
}
SHOPS_OWN_SIGN = "\\$"
NUMBER = r"\d{1,3}(?:[ \u00a0.,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
CENTS = re.compile(r"[.,](\d{1,2})$")


def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted((word for words in CURRENCIES.values() for word in words), key=len, reverse=True))
    currency = rf"(?:(?<!\w)(?:{names}|{SHOPS_OWN_SIGN}))"
    after = rf"(?:(?:{names})(?!\w)|{SHOPS_OWN_SIGN})"
    return re.compile(rf"(?i){currency} ?(?:{NUMBER})(?!\w)|(?<![\w.,#-])(?:{NUMBER}) ?{after}")


AMOUNT = _pattern()
NUMBER_IN_AMOUNT = re.compile(NUMBER)
BY_NAME = {code: re.compile(rf"(?i)(?:{'|'.join(words)})") for code, words in CURRENCIES.items()}


def amounts(text: str, currency: str) -> Iterator[Finding]:
    """Amounts with their currency (ISO 4217; a bare $ is the given one); the value is as in "12.50 USD"."""
    if not any(map(str.isdigit, text)):
        return
    for match in AMOUNT.finditer(text):
        number = NUMBER_IN_AMOUNT.search(match.group())
        if number is not None:
            named = (match.group()[: number.start()] + match.group()[number.end() :]).strip()
            code = next((code for code, pattern in BY_NAME.items() if pattern.fullmatch(named)), currency)
            yield Finding("amount", *match.span(), f"{_plain(number.group())} {code}")


def _plain(number: str) -> str:
    """1,299.50, 1.299,50 and 1 299,5 are 1299.50; three digits behind a sign are thousands."""
    cents = CENTS.search(number)
    whole = re.sub(r"\D", "", number[: cents.start()] if cents else number)
    return f"{whole}.{cents.group(1):0<2}" if cents else whole
