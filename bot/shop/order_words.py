"""What customers want of an order as such: articles taken out of it, or more put in."""

import re

_OUT = r"off|out of|from"
REMOVES = re.compile(
    rf"(?i)\b(?:take|remove|delete|drop|cut|strike)\b[^.;!?]{{0,60}}?\b(?:{_OUT})\b[^.;!?]{{0,30}}\b(?:orders?|purchase|it)\b"
    r"|\b(?:remove|delete|drop)\b(?! off)|\btake\b[^.;!?]{0,40}\b(?:off|out)\b"
)
ADDS = re.compile(r"(?i)\badd(?!ress|ition)\w*\b|\bput\b[^.;!?]{0,40}\b(?:in|into)\b|\binclude\b|\bone more\b|\banother pair\b")


def removes_articles(text: str) -> bool:
    """'take the jacket off my order'"""
    return bool(REMOVES.search(text))


def adds_articles(text: str) -> bool:
    """'add one more mug'"""
    return bool(ADDS.search(text))
