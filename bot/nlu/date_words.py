"""The words by which six languages say dates: days and months as CLDR has them, the rest listed here.

A word has a kind, which `bot.nlu.dates` puts together, and a value. One that ends in * may go on: "päev*" is also "päevad".
"""

from functools import cache

from babel import Locale

from bot.nlu.words import folded

# Kinds of words.
# UNITS are units that ask for a number, SINCE_BEFORE is said behind what it is said of.
NUMBER, UNIT, UNITS, AGO, LAST, THIS, NEXT, SINCE, SINCE_BEFORE, UNTIL, AND, DAY, WEEKDAY, MONTH, FILLER, OTHER = (
    "NUPALTXSKBZDWMO."
)
DAYS, WEEKS, MONTHS, YEARS = range(4)

Meaning = tuple[str, int]
NOTHING: Meaning = (OTHER, 0)
# By kind and value, the words that have them.
Listed = dict[str, dict[int, str]]

WORDS: dict[str, Listed] = {
    "en": {
        DAY: {0: "today tonight", -1: "yesterday ystrday yesturday", 1: "tomorrow tmrw tomorow"},
        UNIT: {DAYS: "day", WEEKS: "week wk", MONTHS: "month", YEARS: "year yr"},
        UNITS: {DAYS: "days", WEEKS: "weeks wks", MONTHS: "months", YEARS: "years yrs"},
        NUMBER: {1: "a an one", 2: "two couple", 3: "three few", 4: "four", 5: "five", 6: "six", 7: "seven", 10: "ten"},
        AGO: {0: "ago back earlier"},
        LAST: {0: "last past previous"},
        THIS: {0: "this"},
        NEXT: {0: "next coming following"},
        SINCE: {0: "since from for over"},
        UNTIL: {0: "by until till before to"},
        AND: {0: "and"},
        FILLER: {0: "of the on in st nd rd th"},
    },
    "ru": {
        DAY: {0: "сегодня", -1: "вчера", -2: "позавчера", 1: "завтра", 2: "послезавтра"},
        UNIT: {DAYS: "день дня дней дн", WEEKS: "недел*", MONTHS: "месяц*", YEARS: "год года году лет"},
        NUMBER: {
            1: "один одну",
            2: "два две двух пару",
            3: "три трех",
            4: "четыре",
            5: "пять",
            6: "шесть",
            7: "семь",
            10: "десять",
        },
        AGO: {0: "назад тому"},
        LAST: {0: "прошл* последн*"},
        THIS: {0: "эт* этой"},
        NEXT: {0: "следующ* будущ*"},
        SINCE: {0: "с со уже от"},
        UNTIL: {0: "до к по"},
        AND: {0: "и"},
        FILLER: {0: "в во на го числа числ*"},
    },
    "kk": {
        DAY: {0: "бүгін", -1: "кеше", -2: "алдыңгүні", 1: "ертең", 2: "бүрсігүні"},
        UNIT: {DAYS: "күн*", WEEKS: "апта*", MONTHS: "ай айда айдан айы айдың айға", YEARS: "жыл*"},
        NUMBER: {1: "бір", 2: "екі", 3: "үш", 4: "төрт", 5: "бес", 6: "алты", 7: "жеті", 10: "он"},
        AGO: {0: "бұрын"},
        LAST: {0: "өткен соңғы"},
        THIS: {0: "осы"},
        NEXT: {0: "келесі"},
        SINCE_BEFORE: {0: "бері"},
        UNTIL: {0: "дейін"},
        AND: {0: "және мен"},
        FILLER: {0: "күні да де та те нан нен ден дан ы і шы ші"},
    },
    "hy": {
        DAY: {0: "այսօր", -1: "երեկ", 1: "վաղը"},
        UNIT: {
            DAYS: "օր օրվա օրից օրում օրը",
            WEEKS: "շաբաթ շաբաթ*",
            MONTHS: "ամիս ամսում ամսից ամսվա",
            YEARS: "տարի տարվա տարում",
        },
        NUMBER: {1: "մեկ մի", 2: "երկու", 3: "երեք", 4: "չորս", 5: "հինգ", 6: "վեց", 7: "յոթ", 10: "տասը"},
        AGO: {0: "առաջ"},
        LAST: {0: "անցյալ նախորդ վերջին"},
        THIS: {0: "այս"},
        NEXT: {0: "հաջորդ մյուս"},
        SINCE_BEFORE: {0: "վեր"},
        UNTIL: {0: "մինչև մինչեւ"},
        AND: {0: "և եւ"},
        FILLER: {0: "ին ից ի"},
    },
    "et": {
        DAY: {0: "täna", -1: "eile", -2: "üleeile", 1: "homme", 2: "ülehomme"},
        UNIT: {DAYS: "päev*", WEEKS: "nädal*", MONTHS: "kuu kuud kuus kuul kuust", YEARS: "aasta*"},
        NUMBER: {1: "üks ühe", 2: "kaks kahe paar", 3: "kolm kolme", 4: "neli", 5: "viis", 6: "kuus", 7: "seitse", 10: "kümme"},
        AGO: {0: "tagasi"},
        LAST: {0: "eelmi* möödunud viima*"},
        THIS: {0: "see sel sellel"},
        NEXT: {0: "järgmi* tuleva*"},
        SINCE: {0: "alates juba"},
        UNTIL: {0: "kuni"},
        AND: {0: "ja"},
        FILLER: {0: "ndal"},
    },
    "fil": {
        DAY: {0: "ngayon ngayong", -1: "kahapon", -2: "kamakalawa", 1: "bukas"},
        UNIT: {DAYS: "araw", WEEKS: "linggo linggong", MONTHS: "buwan", YEARS: "taon"},
        NUMBER: {1: "isang", 2: "dalawang", 3: "tatlong ilang", 4: "apat", 5: "limang", 6: "anim", 7: "pitong", 10: "sampung"},
        AGO: {0: "nakalipas nakaraan nakararaan"},
        LAST: {0: "nakaraang noong nung"},
        THIS: {0: "itong"},
        NEXT: {0: "susunod"},
        SINCE: {0: "mula simula"},
        UNTIL: {0: "hanggang bago"},
        AND: {0: "at"},
        FILLER: {0: "na ng ika sa ang"},
    },
}
MIN_STEM_CHARS = 3
MAX_ENDING_CHARS = 5
# Shorter names of days and months are too easily the beginning of other words.
MIN_NAME_CHARS = 4
VOWELS = "aeiouаеиоуыэюяьйәіөүұեաիու"
SIGNS = {".": (FILLER, 0), ",": (FILLER, 0)}


class DateWords:
    """The words of some languages; earlier languages win where a word is in several."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._words: dict[str, Meaning] = {**SIGNS}
        self._stems: dict[str, Meaning] = {}
        for language in languages:
            for kind, listed in WORDS[language].items():
                for value, words in listed.items():
                    for word in words.split():
                        self._add(word, (kind, value))
            self._add_names(language)

    def meaning(self, word: str) -> Meaning:
        """Of a folded word."""
        if word in self._words:
            return self._words[word]
        if word.isdigit():
            return NUMBER, int(word)
        for length in range(max(MIN_STEM_CHARS, len(word) - MAX_ENDING_CHARS), len(word) + 1):
            if word[:length] in self._stems:
                return self._stems[word[:length]]
        return NOTHING

    def _add(self, word: str, meaning: Meaning) -> None:
        known = self._stems if word.endswith("*") else self._words
        known.setdefault(folded(word.rstrip("*")), meaning)

    def _add_names(self, language: str) -> None:
        locale = Locale.parse(language)
        for kind, names in ((WEEKDAY, locale.days), (MONTH, locale.months)):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for value, name in names[context][width].items():
                        self._add_name(name.rstrip("."), (kind, value), language)

    def _add_name(self, name: str, meaning: Meaning, language: str) -> None:
        self._add(name, meaning)
        if language == "en" and meaning[0] == WEEKDAY:
            self._add(name + "s", meaning)
        elif language != "en" and len(name) >= MIN_NAME_CHARS:
            self._add(name.rstrip(VOWELS) + "*", meaning)


@cache
def date_words(language: str) -> DateWords:
    """The words for messages in the language: its own first, then those in letters that it cannot be confused with."""
    if language == "et":
        return DateWords(("et",))
    others = ("ru", "kk") if language == "ru" else ("kk", "ru")
    own = (language,) if language in WORDS else ("en",)
    return DateWords(tuple(dict.fromkeys((*own, "en", *others, "hy"))))
