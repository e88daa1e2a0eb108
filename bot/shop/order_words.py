"""What customers want of an order as such: articles taken out of it, or more put in."""

import re

_OUT = r"off|out of|from"
REMOVES = re.compile(
    r"(?i)\b(?:take|remove|delete|drop|cut|strike|be (?:taken|removed|deleted|dropped|struck))\b"
    rf"[^.;!?]{{0,60}}?\b(?:{_OUT})\b[^.;!?]{{0,30}}\b(?:orders?|purchase|it)\b"
    r"|\b(?:remove|delete|drop)\b(?! off)|\btake\b[^.;!?]{0,40}\b(?:off|(?<!turns )(?<!turned )out)\b"
    # "Can the bigger one come out?"
    r"|\b(?:can|could|may|might|should|must|has to|needs to)\b[^.;!?,]{0,40}\b(?:come|go) out"
    r"(?= of (?:it|that|there|the|my)\b|\s*(?:[.;!?,]|$))"
    r"|\b(?:has|have|needs) to go(?=\s*(?:[.;!?,]|$))"
)
# "The mug was missing, take it off the bill": tells what did not come.
MISSING = re.compile(
    r"(?i)\b(?:missing|absent|lack\w*|(?:was|were) ?(?:not|n['\u2019]?t) (?:in|there|included)|never (?:came|arrived))\b"
)
_ONE_MORE = r"\bone more\b(?=\s+\w)(?!\s+(?:thing|thought|question|request|wish|favou?r|point|time|note|word|bit|idea|ask)\b)"
ADDS = re.compile(rf"(?i)\badd(?!ress|ition)\w*\b|\bput\b[^.;!?]{{0,40}}\b(?:in|into)\b|\binclude\b|{_ONE_MORE}|\banother pair\b")
# "Put in the cheapest mug instead of mine": comes in the place of what is there.
IN_PLACE = re.compile(
    r"(?i)[^.;!?]*\b(?:instead of|in (?:the )?place of|rather than|to replace|and take out)"
    r" (?:mine|my|the|that|this|it|these|those|them|what)\b"
)
# "Take the difference off the gift card": money, no article.
OF_MONEY = re.compile(
    r"(?i)\b(?:take|deduct|draw|cut)"
    r" (?:it|that|(?:the |any |all |whatever )?(?:\w+ ){0,2}?(?:difference|money|amount|extra|costs?|sum|rest))"
    r" (?:\w+ ){0,4}?(?:off|from|out of) (?:my |the |that |a )?(?:\w+ )?"
    r"(?:gift ?cards?|cards?|paypal|visa|master ?card|amex|account|balance|credit)\b"
    r"|\b(?:take|deduct|draw|cut) (?:the |any |whatever )?(?:price )?difference\b[^.;!?]*"
)
# Who names an order by what is in it means all of it: also "the one with the watch". Not "ordered by mistake".
AN_ORDER = re.compile(
    r"(?i)\b(?:orders?\b|заказ|тапсырыс|պատվեր|tellimus|the (?:other )?ones?,? with\b|the (?:other )?one (?:(?:that"
    r"|which) )?(?:s |is |was )?(?:going|goes|went|sent|shipped|headed) )"
)
OF_ANOTHER = re.compile(
    r"(?i)\b(?:in|from|of|on|with) (?:another|(?:a|the|my) (?:different|other|separate|second)) (?:order|delivery|parcel)\b"
)
REVIVES = re.compile(r"(?i)\b(?:re-?activat|re-?instat|reviv|re-?open|un-?cancel|restor|und(?:o|id|one))\w*\b")
CANCELLED = re.compile(r"(?i)\b(?:(?:i|been|was|got|my|the|that) (?:\w+ )?(?:cancell?ed)|cancell?ations?|un-?cancel)\b")
# "The mouse from my pending order", but not "everything from my order".
PART = re.compile(
    r"(?i)\b(?:just|only) (?:the|my|that|this) (?!(?:\w+ ){0,3}?(?:orders?|ones?)\b)"
    r"|(?<!everything )(?<!all )\b(?:in|from|off|out of|on) (?:my|the|that|this|an?)(?: \w+){0,2}? order\b"
)


def speaks_of_order(text: str) -> bool:
    """'the order with the jacket', not 'the jacket'"""
    return bool(AN_ORDER.search(text))


def brings_back(text: str) -> bool:
    """'Reactivate my cancelled order', 'undo the cancellation'"""
    return bool(REVIVES.search(text) and CANCELLED.search(text))


def speaks_of_part(text: str) -> bool:
    """'The mouse in my order', 'just the mouse', and not the order itself"""
    return bool(PART.search(text))


def is_of_another_order(text: str) -> bool:
    """'The backpack, that was in a different order': tells where it is, and nothing wrong with it."""
    return bool(OF_ANOTHER.search(text))


def removes_articles(text: str) -> bool:
    """'take the jacket off my order'"""
    return bool(REMOVES.search(OF_MONEY.sub(" ", text))) and not MISSING.search(text)


def adds_articles(text: str) -> bool:
    """'add one more mug'"""
    return any(not IN_PLACE.match(text, found.start()) for found in ADDS.finditer(text))
