"""How a language is typed where its keyboard is not at hand: in Latin letters, or without the marks on its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Alphabet:
    """A language's own letters and what is typed for them; all words are in small letters."""

    # The Latin letters that are typed for its own; empty where it is written in Latin letters.
    latin: Mapping[str, str] = field(default_factory=dict)
    # Latin spellings of the same sound, to be replaced one after the other.
    alike: Sequence[tuple[str, str]] = ()
    # The own letters that Latin ones are likely typed for.
    meant_by: Mapping[str, str] = field(default_factory=dict)
    # The letters of other keyboards that are typed for its own.
    plain: Mapping[str, str] = field(default_factory=dict)

    def in_latin(self, text: str) -> str:
        """As many type it; letters of other alphabets stay."""
        return self._own.sub(lambda letters: self.latin[letters[0]], text) if self.latin else text

    def sound(self, word: str) -> str:
        """The same for all ways to type a word in Latin letters, and for hardly any other word."""
        sound = self.in_latin(word)
        for spelling, alike in self.alike:
            sound = sound.replace(spelling, alike)
        return TWICE.sub(r"\1", sound)

    def spelt_out(self, typed: str) -> str:
        """A word in Latin letters by what each of them is likely for."""
        return self._typed.sub(lambda letters: self.meant_by[letters[0]], typed) if self.meant_by else typed

    def without_marks(self, word: str) -> str:
        return word.translate(self._plain)

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return _longest_first(self.latin)

    @cached_property
    def _typed(self) -> re.Pattern[str]:
        return _longest_first(self.meant_by)

    @cached_property
    def _plain(self) -> dict[int, str]:
        return str.maketrans(dict(self.plain))


def _longest_first(parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, parts), key=len, reverse=True)))


def _table(letters: str, others: str) -> dict[str, str]:
    return dict(zip(letters.split(), others.split(), strict=True))


CYRILLIC = _table(
    "а б в г д е ё ж  з и й к л м н о п р с т у ф х ц  ч  ш  щ  ы э ю  я",
    "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sh y e yu ya",
) | {"ь": "", "ъ": ""}
OF_CYRILLIC = _table(
    "a b v g d e zh j z i y k l m n o p r s t u f h kh x ts c ch sh shch sch yu ju ya ja q w yo",
    "а б в г д е ж  ж з и ы к л м н о п р с т у ф х х  х ц  ц ч  ш  щ    щ   ю  ю  я  я  к в ё",
)
RUSSIAN = Alphabet(
    latin=CYRILLIC,
    alike=(
        *(
            ("shch", "sh"),
            ("sch", "sh"),
            ("kh", "h"),
            ("x", "h"),
            ("ts", "c"),
            ("zh", "j"),
            ("y", "i"),
            ("ja", "ia"),
            ("ju", "iu"),
        ),
        *(("oj", "oi"), ("ej", "ei"), ("aj", "ai"), ("ij", "ii"), ("uj", "ui"), ("io", "e"), ("ie", "e"), ("q", "k"), ("w", "v")),
        ("'", ""),
    ),
    meant_by=OF_CYRILLIC | _table("ay ey iy oy uy yy oi ei ai", "ай ей ий ой уй ый ой ей ай") | {"'": "ь"},
)
KAZAKH = Alphabet(
    latin=CYRILLIC | _table("ә ғ қ ң ө ұ ү һ і", "a g k n o u u h i"),
    alike=(
        *(("ä", "a"), ("ğ", "g"), ("ñ", "n"), ("ö", "o"), ("ü", "u"), ("ū", "u"), ("ş", "sh"), ("ı", "i")),
        *(("kh", "h"), ("x", "h"), ("zh", "j"), ("gh", "g"), ("q", "k"), ("w", "u"), ("ts", "c"), ("y", "i"), ("ja", "ia")),
        ("'", ""),
    ),
    meant_by=OF_CYRILLIC | _table("q i gh w", "қ і ғ у"),
    # Some type и for ы, too.
    plain=_table("ә ғ қ ң ө ұ ү һ і ы", "а г к н о у у х и и"),
)
ARMENIAN = Alphabet(
    latin=_table(
        "ա բ գ դ ե զ է ը թ ժ  ի լ խ ծ  կ հ ձ  ղ  ճ  մ յ ն շ  ո չ  պ ջ ռ ս վ տ ր ց  ու ւ փ ք օ ֆ և",
        "a b g d e z e y t zh i l x ts k h dz gh ch m y n sh o ch p j r s v t r ts u  v p q o f ev",
    ),
    alike=(
        *(("gh", "x"), ("kh", "x"), ("th", "t"), ("ph", "p"), ("tch", "ch"), ("ts", "c"), ("tz", "c"), ("zh", "j"), ("dj", "j")),
        *(("q", "k"), ("w", "v"), ("vo", "o"), ("y", ""), ("@", ""), ("'", "")),
    ),
    meant_by=_table(
        "a b g d e z th zh i l x kh k h dz gh m y n sh o ch p j r s v w t ts c u  ph q f ev @",
        "ա բ գ դ ե զ թ  ժ  ի լ խ խ  կ հ ձ  ղ  մ ը ն շ  ո չ  պ ջ ր ս վ վ տ ց  ց ու փ  ք ֆ և  ը",
    ),
)
ESTONIAN = Alphabet(plain=_table("ä ö õ ü š ž", "a o o u s z"))
# By the languages' codes.
ALPHABETS: Mapping[str, Alphabet] = {"ru": RUSSIAN, "kk": KAZAKH, "hy": ARMENIAN, "et": ESTONIAN}
