"""Which of two products or options a customer has and which they want: "from M to L", "instead of the red one"."""

import re
from dataclasses import replace

from bot.nlu.findings import OF_CATALOGUE, Finding

OLD, NEW = "old", "new"

# Without a word of exchange, "to" and "for" have other meanings.
EXCHANGE = re.compile(
    r"(?i)\b(?:chang\w*|exchang\w*|swap\w*|switch\w*|replac\w*|instead|rather|upgrad\w*|modif\w*|swop\w*|(?:об|за|по|раз)?мен\w+|вместо"
    r"|ауыстыр\w*|алмастыр\w*|орнына|փոխ\w+|vaheta\w*|asemel|asenda\w*|palit\w*|papalit\w*|imbes|halip)"
)
# A cue, and up to three words between it and what it is said of ("for the same one in blue").
WORDS_BETWEEN = r"(?:[^\w.;!?]+\w+){0,3}[^\w.;!?]*$"
BEFORE = (
    (
        OLD,
        re.compile(
            rf"(?i)\b(?:from|instead of|rather than|in place of|not|вместо|со?|imbes na|halip na|kaysa sa){WORDS_BETWEEN}"
        ),
    ),
    (NEW, re.compile(rf"(?i)\b(?:to|into|for|with|want|need|prefer|like|get|have|на|хочу|sa|gusto){WORDS_BETWEEN}")),
    (
        OLD,
        re.compile(
            rf"(?i)\b(?:chang\w*|exchang\w*|swap\w*|switch\w*|replac\w*|(?:об|за|по)мен\w+|(?:pa)?palit\w*|vaheta\w*){WORDS_BETWEEN}"
        ),
    ),
)
# What some languages say behind it: "қара орнына", "musta asemel".
BEHIND = re.compile(r"(?i)\W*(?:\w+\W+)?(?:орнына|փոխարեն|asemel)\b")
# Two options of one thing: "the black M".
BESIDE = re.compile(r"[^\w.;!?]*(?:\w+[^\w.;!?]+)?")


def with_roles(findings: list[Finding], text: str) -> list[Finding]:
    """The findings, in the order of the text, with a role where the words around them say one."""
    if not EXCHANGE.search(text):
        return findings
    told: list[Finding] = []
    before = Finding("", 0, 0, "")
    for finding in findings:
        if finding.entity in OF_CATALOGUE:
            role = before.role if finding.overlaps(before) else _role(before, finding, text)
            finding = before = replace(finding, role=role)  # noqa: PLW2901
        told.append(finding)
    return told


def _role(before: Finding, finding: Finding, text: str) -> str | None:
    between = text[before.end : finding.start]
    if BEHIND.match(text, finding.end):
        return OLD
    cues = [(match.start(), role) for role, pattern in BEFORE if (match := _last(pattern, between))]
    if cues:
        return max(cues)[1]
    return before.role if BESIDE.fullmatch(between) else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that begins latest."""
    match = found = pattern.search(text)
    while match is not None:
        found, match = match, pattern.search(text, match.start() + 1)
    return found
