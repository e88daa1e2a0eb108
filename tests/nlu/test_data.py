"""What the language data promises, whatever stands in it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.customer_requests import ASKED_FOR_BY
from bot.evaluate.held_out import HELD_OUT
from bot.support.conversation import LANGUAGES

ROOT = Path(__file__).parents[2]
NLU = ROOT / "data/nlu"
SHARED = ROOT.parent / "shared"
# Intents without a file under data/nlu: the FAQ's questions are examples of the one, Rasa gives the other where none is likely.
WITHOUT_EXAMPLES = {"ask_faq", "nlu_fallback"}
# What the words of a lookup come to.
VALUES = {
    "recency": {"last"},
    "extent": {"all"},
    "ordinal": {"1", "2", "3", "4", "5", "last"},
    "reference": {"same", "other"},
    "change": {"add", "leave_out", "all_but"},
    "language": {*LANGUAGES, "foreign", "another"},
    "reason": {
        *("damaged", "defective", "wrong_article", "missing", "not_as_described", "not_genuine", "too_small", "too_big"),
        *("does_not_fit", "not_liked", "no_longer_needed", "ordered_by_mistake", "changed_mind", "found_cheaper", "too_late"),
        "gift_not_wanted",
    },
}
# Shorter messages ("where is my order") are everybody's words, not anybody's sentence.
WORDS_OF_A_SENTENCE = 6


def files_of(language: str) -> list[Path]:
    return sorted((NLU if language == "en" else NLU / language).glob("*.yml"))


@cache
def training_data(language: str = "en") -> TrainingData:
    return merged(load_data(str(file)) for file in files_of(language))


@cache
def held_out(language: str = "en") -> TrainingData:
    return load_data(str(HELD_OUT / language / "held_out.yml"))


@cache
def faqs() -> list[dict]:
    return [entry for file in sorted((ROOT / "data/faq").glob("*.yml")) for entry in yaml.safe_load(file.read_text())["faq"]]


def asked() -> list[dict]:
    """The entries that are recognised by questions of their own."""
    return [entry for entry in faqs() if "questions" in entry]


@cache
def held_out_faqs(language: str) -> dict[str, list[str]]:
    return yaml.safe_load((HELD_OUT / language / "held_out_faq.yml").read_text())


def merged(parts: Iterable[TrainingData]) -> TrainingData:
    return TrainingData().merge(*parts)


@cache
def domain() -> dict:
    return yaml.safe_load((ROOT / "domain.yml").read_text())


@cache
def utterances() -> set[str]:
    files = (ROOT / "data/responses/en").glob("*.yml")
    return {name for file in files for name in yaml.safe_load(file.read_text())["responses"]}


def normalised(text: str) -> str:
    """The words alone, so that a capital, a comma or a space makes no new example; signs count where there are no words."""
    return " ".join(re.findall(r"\w+", text.lower())) or text.strip()


def trained(language: str) -> Iterator[tuple[str, str]]:
    """Every text in training with the intent, or the FAQ entry, that it stands for."""
    yield from ((message.get("text"), message.get("intent")) for message in training_data(language).intent_examples)
    yield from ((question, entry["id"]) for entry in asked() for question in entry["questions"][language])


def twice(labelled: Iterator[tuple[str, str]]) -> list[str]:
    return [text for text, times in Counter(normalised(text) for text, _ in labelled).items() if times > 1]


def held_out_texts(language: str) -> set[str]:
    intents = (message.get("text") for message in held_out(language).intent_examples)
    questions = (question for phrasings in held_out_faqs(language).values() for question in phrasings)
    return {normalised(text) for text in (*intents, *questions)}


def customers_sentences() -> set[str]:
    complaints = (json.loads(line)["customer"] for line in (SHARED / "messages/complaints.jsonl").read_text().splitlines())
    orders = json.loads((SHARED / "tau-retail/customers_train.json").read_text())
    said = [line for talk in complaints for line in talk] + [turn["say"] for customer in orders for turn in customer["turns"]]
    return {sentence for text in said if len((sentence := normalised(text)).split()) >= WORDS_OF_A_SENTENCE}


def rules() -> Iterator[list[dict]]:
    for file in sorted((ROOT / "data/rules").glob("*.yml")):
        yield from (rule["steps"] for rule in yaml.safe_load(file.read_text())["rules"])


def steps() -> Iterator[dict]:
    for rule in rules():
        yield from rule


def intents_of(data: dict) -> set[str]:
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in data["intents"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_stands_twice(language: str) -> None:
    assert twice(trained(language)) == []


def test_no_example_stands_under_two_intents_in_whatever_languages() -> None:
    meanings: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for text, meaning in trained(language):
            meanings.setdefault(normalised(text), set()).add(meaning)
    assert {text: meant for text, meant in meanings.items() if len(meant) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_held_out_is_in_training(language: str) -> None:
    assert held_out_texts(language) & {normalised(text) for text, _ in trained(language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_enough_examples(language: str) -> None:
    examples = Counter(training_data(language).number_of_examples_per_intent)
    least = 10 if language == "en" else 5
    assert {intent: examples[intent] for intent in intents_of(domain()) - WITHOUT_EXAMPLES if examples[intent] < least} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_enough_held_out_phrasings(language: str) -> None:
    examples = Counter(held_out(language).number_of_examples_per_intent)
    least = 12 if language == "en" else 4
    assert {intent: examples[intent] for intent in training_data().intents if examples[intent] < least} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trained_intent_is_in_the_domain(language: str) -> None:
    assert training_data(language).intents - intents_of(domain()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_intent_lives_in_one_file_of_the_same_name_in_every_language(language: str) -> None:
    def homes(spoken: str) -> set[tuple[str, str]]:
        return {(intent, file.name) for file in files_of(spoken) for intent in load_data(str(file)).intents}

    assert homes(language) == homes("en")
    assert len(homes(language)) == len({intent for intent, _ in homes(language)})


def test_every_language_has_its_own_data() -> None:
    assert {"en", *(path.name for path in NLU.iterdir() if path.is_dir())} == set(LANGUAGES)
    assert {path.name for path in (ROOT / "data/responses").iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("file", sorted(NLU.glob("*.yml")), ids=lambda file: file.name)
def test_an_intent_is_opened_by_a_comment_with_its_rival_and_an_example(file: Path) -> None:
    text = file.read_text()
    opened = re.findall(r"^#.*(?:\n#.*)*Nearest rival:.*(?:\n#.*)*Example:.*\n- intent: (\w+)", text, re.MULTILINE)
    assert opened == re.findall(r"^- intent: (\w+)", text, re.MULTILINE)


def test_a_pattern_finds_the_whole_value_of_every_example() -> None:
    patterns = [(feature["name"], re.compile(feature["pattern"])) for feature in training_data().regex_features]
    values = ((message.get("text"), found) for message in training_data().entity_examples for found in message.get("entities"))
    missed = [
        (text, found["value"])
        for text, found in values
        if found["entity"] in {name for name, _ in patterns}
        and not any(name == found["entity"] and found["value"] in pattern.findall(text) for name, pattern in patterns)
    ]
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "+44 20 7946 0991",
        "call me on 555-123-4567",
        "postcode 560034",
        "SW1A 2AA",
        "since 2023",
        "i want 2 mugs",
        "0049 170 1234567",
    ],
)
def test_no_pattern_takes_other_digits_for_an_order_number(text: str) -> None:
    patterns = [feature["pattern"] for feature in training_data().regex_features if feature["name"] == "order_number"]
    assert [pattern for pattern in patterns if re.search(pattern, text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_lookup_stand_for_a_known_value(language: str) -> None:
    synonyms = training_data(language).entity_synonyms
    for lookup in training_data(language).lookup_tables:
        if lookup["name"] in VALUES:
            assert {synonyms.get(word, word) for word in lookup["elements"]} <= VALUES[lookup["name"]]


@pytest.mark.parametrize("data", [training_data, held_out])
def test_an_example_names_an_entity_by_its_value(data: Callable[[], TrainingData]) -> None:
    named = [(message, entity) for message in data().entity_examples for entity in message.get("entities")]
    unknown = [
        (message.get("text"), e["value"]) for message, e in named if e["value"] not in VALUES.get(e["entity"], {e["value"]})
    ]
    assert unknown == []


def test_every_faq_is_complete_in_every_language() -> None:
    ids = [entry["id"] for entry in faqs()]
    assert len(set(ids)) == len(ids)
    for entry in faqs():
        assert re.fullmatch(r"[a-z][a-z_]*", entry["id"])
        assert set(entry["title"]) == set(entry["answers"]) == set(LANGUAGES)
        assert all(text.strip() for text in (*entry["title"].values(), *entry["answers"].values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_faq_has_questions_of_its_own_or_an_intent(language: str) -> None:
    least = 8 if language == "en" else 5
    assert [entry["id"] for entry in asked() if len(entry["questions"][language]) < least] == []
    assert {entry["intent"] for entry in faqs() if "intent" in entry} - intents_of(domain()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_faq_has_held_out_phrasings(language: str) -> None:
    least = 2 if language == "en" else 1
    assert {entry["id"] for entry in asked()} == set(held_out_faqs(language))
    assert [faq for faq, phrasings in held_out_faqs(language).items() if len(phrasings) < least] == []


def test_an_intent_that_a_faq_owns_is_answered_by_it() -> None:
    """And no other is: the action would find no answer. What also asks for a request is answered there."""
    answered = {rule[0]["intent"] for rule in rules() if rule[1]["action"] == "action_answer_faq"}
    assert answered == {"ask_faq", *(entry["intent"] for entry in faqs() if "intent" in entry)} - set(ASKED_FOR_BY)


def test_rules_name_only_what_the_domain_has() -> None:
    named = [step for step in steps() if "intent" in step or "action" in step]
    utterances = {
        name for file in (ROOT / "data/responses/en").glob("*.yml") for name in yaml.safe_load(file.read_text())["responses"]
    }
    actions = {*domain().get("actions", []), *domain().get("responses", {}), *utterances, "action_listen"}
    assert {step["intent"] for step in named if "intent" in step} - intents_of(domain()) == set()
    assert {step["action"] for step in named if "action" in step} - actions == set()


def test_every_intent_of_the_domain_has_a_rule_or_asks_for_a_request() -> None:
    ruled = {step["intent"] for step in steps() if "intent" in step}
    assert intents_of(domain()) - {*ruled, *ASKED_FOR_BY} == set()
    assert ruled & set(ASKED_FOR_BY) == set()


@pytest.mark.skipif(not SHARED.exists(), reason="the customers' messages to compare with lie beside the repository, in ../shared")
def test_no_example_is_a_customers_own_sentence() -> None:
    assert {normalised(text) for text, _ in trained("en")} & customers_sentences() == set()
