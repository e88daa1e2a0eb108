"""What the training data says of entities: patterns (`regex`), word lists (`lookup`) and what their words come to (`synonym`)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.findings import Finding
from bot.nlu.words import folded, place_of

# Stands between a list's name, or a synonym, and its language.
OF_LANGUAGE = "@"
ENGLISH = "en"
# Lists of these names part wishes (bot/nlu/clauses.py); what they find is no entity.
JOINTS = "wish_"
# Languages in Latin letters, whose short words are other words in English ("need" and "all" are Estonian, too), and whether
# their customers mix English in.
MIXED_WITH_ENGLISH = {"et": False, "fil": True}
# Without one of these in the text a pattern that asks for them needs no look.
NEEDED = ((r"\d", re.compile(r"\d")), ("@", re.compile("@")))


class Pattern(NamedTuple):
    entity: str
    language: str
    regex: re.Pattern[str]
    needed: re.Pattern[str] | None


class WordLists:
    """Finds what the patterns match, and the words of the lists in any case. A synonym replaces a word; patterns keep theirs."""

    def __init__(self, language: Language, rules: Mapping[str, Any]) -> None:
        """Rules as `rules_of` makes them."""
        self._patterns = [_pattern(name, pattern) for name, pattern in rules["patterns"]]
        self._values = {_folded_key(phrase): value for phrase, value in rules["synonyms"].items()}
        self._phrases = PhraseMatcher(language.vocab, attr="NORM")
        for name, phrases in rules["phrases"].items():
            if name.startswith(JOINTS):
                continue
            self._phrases.add(name, [language.make_doc(phrase) for phrase in phrases])

    def find(self, doc: Doc, text: str, language: str) -> Iterator[Finding]:
        for pattern in self._patterns:
            # What goes for all, order numbers and addresses, has a form and no words.
            if pattern.language != ENGLISH and not applies(pattern.language, language):
                continue
            if pattern.needed is None or pattern.needed.search(text):
                for match in pattern.regex.finditer(text):
                    start, end = match.span(pattern.regex.groups and 1)
                    yield Finding(pattern.entity, start, end, text[start:end])
        for span in self._phrases(doc, as_spans=True):
            entity, of_language = _parted(span.label_)
            if applies(of_language, language):
                start, end = place_of(span)
                yield Finding(entity, start, end, self._value(text[start:end], of_language))

    def _value(self, words: str, language: str) -> str:
        phrase = _folded_phrase(words)
        return self._values.get((phrase, language)) or self._values.get((phrase, ENGLISH)) or words


def rules_of(training_data: TrainingData) -> dict[str, Any]:
    """The rules as they are stored in a model; lists of the same name are one."""
    phrases: dict[str, list[str]] = {}
    for table in training_data.lookup_tables:
        phrases.setdefault(table["name"], []).extend(_elements(table["elements"]))
    return {
        "patterns": [[feature["name"], feature["pattern"]] for feature in training_data.regex_features],
        "phrases": phrases,
        "synonyms": training_data.entity_synonyms,
    }


def in_language(training_data: TrainingData, language: str) -> TrainingData:
    """The data with its lists, patterns and synonyms marked as this language's, so that others' words are not read by them."""
    mark = OF_LANGUAGE + language
    return TrainingData(
        training_data.training_examples,
        {phrase + mark: value for phrase, value in training_data.entity_synonyms.items()},
        [feature | {"name": feature["name"] + mark} for feature in training_data.regex_features],
        [table | {"name": table["name"] + mark} for table in training_data.lookup_tables],
        training_data.responses,
    )


def applies(listed: str, spoken: str) -> bool:
    """Whether words of one language's list mean what the list says in a message of the other language."""
    if listed == ENGLISH:
        return MIXED_WITH_ENGLISH.get(spoken, True)
    # Words in letters of their own are nobody else's.
    return listed == spoken or listed not in MIXED_WITH_ENGLISH


def _pattern(name: str, pattern: str) -> Pattern:
    needed = next((look for sign, look in NEEDED if sign in pattern), None)
    return Pattern(*_parted(name), re.compile(pattern), needed)


def _parted(name: str) -> tuple[str, str]:
    entity, _, language = name.rpartition(OF_LANGUAGE)
    return (entity, language) if entity else (name, ENGLISH)


def _folded_key(phrase: str) -> tuple[str, str]:
    words, language = _parted(phrase)
    return _folded_phrase(words), language


def _folded_phrase(words: str) -> str:
    return " ".join(folded(word) for word in re.findall(r"\w[\w\u0300-\u036f\u055a-\u055f]*", words))


def _elements(elements: str | Sequence[str]) -> Sequence[str]:
    """Rasa also knows lists that are files, which we do not use."""
    if isinstance(elements, str):
        raise ValueError(f"the word list {elements!r} is a file; write its words into data/nlu")
    return elements
