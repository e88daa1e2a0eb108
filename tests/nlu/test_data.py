"""What the language data promises, whatever stands in it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

ROOT = Path(__file__).parents[2]
NLU = ROOT / "data/nlu"
HELD_OUT = ROOT / "tests/nlu/held_out.yml"
HELD_OUT_FAQ = ROOT / "tests/nlu/held_out_faq.yml"
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
    "reason": {
        *("damaged", "defective", "wrong_article", "missing", "not_as_described", "not_genuine", "too_small", "too_big"),
        *("does_not_fit", "not_liked", "no_longer_needed", "ordered_by_mistake", "changed_mind", "found_cheaper", "too_late"),
        "gift_not_wanted",
    },
}
# Shorter messages ("where is my order") are everybody's words, not anybody's sentence.
WORDS_OF_A_SENTENCE = 6


@cache
def training_data() -> TrainingData:
    return load_data(str(NLU))


@cache
def held_out() -> TrainingData:
    return load_data(str(HELD_OUT))


@cache
def faqs() -> list[dict]:
    return [entry for file in sorted((ROOT / "data/faq").glob("*.yml")) for entry in yaml.safe_load(file.read_text())["faq"]]


@cache
def held_out_faqs() -> dict[str, list[str]]:
    return yaml.safe_load(HELD_OUT_FAQ.read_text())


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


def trained() -> Iterator[tuple[str, str]]:
    """Every text in training with the intent, or the FAQ entry, that it stands for."""
    yield from ((message.get("text"), message.get("intent")) for message in training_data().intent_examples)
    yield from ((question, entry["id"]) for entry in faqs() for question in entry["questions"]["en"])


def twice(labelled: Iterator[tuple[str, str]]) -> list[str]:
    return [text for text, times in Counter(normalised(text) for text, _ in labelled).items() if times > 1]


def held_out_texts() -> set[str]:
    intents = (message.get("text") for message in held_out().intent_examples)
    questions = (question for phrasings in held_out_faqs().values() for question in phrasings)
    return {normalised(text) for text in (*intents, *questions)}


def customers_sentences() -> set[str]:
    complaints = (json.loads(line)["customer"] for line in (SHARED / "messages/complaints.jsonl").read_text().splitlines())
    orders = json.loads((SHARED / "tau-retail/customers_train.json").read_text())
    said = [line for talk in complaints for line in talk] + [turn["say"] for customer in orders for turn in customer["turns"]]
    return {sentence for text in said if len((sentence := normalised(text)).split()) >= WORDS_OF_A_SENTENCE}


def steps() -> Iterator[dict]:
    for file in sorted((ROOT / "data/rules").glob("*.yml")):
        for rule in yaml.safe_load(file.read_text())["rules"]:
            yield from rule["steps"]


def intents_of(data: dict) -> set[str]:
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in data["intents"]}


def test_no_example_stands_under_two_intents_or_twice() -> None:
    assert twice(trained()) == []


def test_nothing_held_out_is_in_training() -> None:
    assert held_out_texts() & {normalised(text) for text, _ in trained()} == set()


def test_every_intent_has_at_least_ten_examples() -> None:
    examples = Counter(training_data().number_of_examples_per_intent)
    assert {intent: examples[intent] for intent in intents_of(domain()) - WITHOUT_EXAMPLES if examples[intent] < 10} == {}


def test_every_intent_has_at_least_twelve_held_out_phrasings() -> None:
    examples = Counter(held_out().number_of_examples_per_intent)
    assert {intent: examples[intent] for intent in training_data().intents if examples[intent] < 12} == {}


def test_every_trained_intent_is_in_the_domain() -> None:
    assert training_data().intents - intents_of(domain()) == set()


def test_an_intent_lives_in_one_file() -> None:
    files = Counter(intent for file in NLU.glob("*.yml") for intent in load_data(str(file)).intents)
    assert [intent for intent, number in files.items() if number > 1] == []


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


def test_the_words_of_a_lookup_stand_for_a_known_value() -> None:
    synonyms = training_data().entity_synonyms
    for lookup in training_data().lookup_tables:
        assert {synonyms.get(word, word) for word in lookup["elements"]} == VALUES[lookup["name"]]


@pytest.mark.parametrize("data", [training_data, held_out])
def test_an_example_names_an_entity_by_its_value(data: Callable[[], TrainingData]) -> None:
    named = [(message, entity) for message in data().entity_examples for entity in message.get("entities")]
    unknown = [
        (message.get("text"), e["value"]) for message, e in named if e["value"] not in VALUES.get(e["entity"], {e["value"]})
    ]
    assert unknown == []


def test_every_faq_is_complete() -> None:
    ids = [entry["id"] for entry in faqs()]
    assert len(set(ids)) == len(ids)
    for entry in faqs():
        assert re.fullmatch(r"[a-z][a-z_]*", entry["id"])
        assert entry["title"]["en"].strip()
        assert entry["answers"]["en"].strip()
        assert len(entry["questions"]["en"]) >= 8


def test_every_faq_has_two_held_out_phrasings() -> None:
    assert {entry["id"] for entry in faqs()} == set(held_out_faqs())
    assert [faq for faq, phrasings in held_out_faqs().items() if len(phrasings) < 2] == []


def test_rules_name_only_what_the_domain_has() -> None:
    named = [step for step in steps() if "intent" in step or "action" in step]
    utterances = {
        name for file in (ROOT / "data/responses/en").glob("*.yml") for name in yaml.safe_load(file.read_text())["responses"]
    }
    actions = {*domain().get("actions", []), *domain().get("responses", {}), *utterances, "action_listen"}
    assert {step["intent"] for step in named if "intent" in step} - intents_of(domain()) == set()
    assert {step["action"] for step in named if "action" in step} - actions == set()


def test_every_intent_of_the_domain_has_a_rule() -> None:
    assert intents_of(domain()) - {step["intent"] for step in steps() if "intent" in step} == set()


@pytest.mark.skipif(not SHARED.exists(), reason="the customers' messages to compare with lie beside the repository, in ../shared")
def test_no_example_is_a_customers_own_sentence() -> None:
    assert {normalised(text) for text, _ in trained()} & customers_sentences() == set()
