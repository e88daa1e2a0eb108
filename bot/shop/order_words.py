"""What customers want of an order as such: articles taken out of it, or more put in."""

import re

_OUT = r"off|out of|from"
REMOVES = re.compile(
    rf"(?i)\b(?:take|remove|delete|drop|cut|strike)\b[^.;!?]{{0,60}}?\b(?:{_OUT})\b[^.;!?]{{0,30}}\b(?:orders?|purchase|it)\b"
    r"|\b(?:remove|delete|drop)\b(?! off)|\btake\b[^.;!?]{0,40}\b(?:off|out)\b"
    r"|\b(?:has|have|needs) to go(?=\s*(?:[.;!?,]|$))"
)
_ONE_MORE = r"\bone more\b(?=\s+\w)(?!\s+(?:thing|question|request|wish|favou?r|point|time)\b)"
ADDS = re.compile(rf"(?i)\badd(?!ress|ition)\w*\b|\bput\b[^.;!?]{{0,40}}\b(?:in|into)\b|\binclude\b|{_ONE_MORE}|\banother pair\b")
# Who names an order by what is in it means all of it: also "the one with the watch". Not "ordered by mistake".
AN_ORDER = re.compile(
    r"(?i)\b(?:orders?\b|заказ|тапсырыс|պատվեր|tellimus|the (?:other )?ones?,? with\b|the (?:other )?one (?:(?:that"
    r"|which) )?(?:s |is |was )?(?:going|goes|went|sent|shipped|headed) )"
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


def removes_articles(text: str) -> bool:
    """'take the jacket off my order'"""
    return bool(REMOVES.search(text))


def adds_articles(text: str) -> bool:
    """'add one more mug'"""
    return bool(ADDS.search(text))
