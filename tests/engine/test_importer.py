"""What Rasa reads of the project besides its own files."""

from copy import deepcopy
from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.loading import load_data

from bot.engine.importer import ShopDataImporter
from bot.engine.nlu_files import Example, read_nlu_file
from bot.nlu.intents import label_of

ROOT = Path(__file__).parents[2]
FAQ = """
faq:
- id: warranty
  title: {en: Warranty}
  questions: {en: [how long is the warranty, is there a guarantee]}
  answers: {en: Two years.}
"""
NLU = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
"""
DOMAIN = """
version: "3.1"
intents: [greet, ask_faq]
actions: [utter_greet]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "config.yml": "language: en",
        "domain.yml": DOMAIN,
        "data/nlu/smalltalk.yml": NLU,
        "data/faq/products.yml": FAQ,
        "data/responses/en/talk.yml": "responses: {utter_greet: [{text: Hello}], utter_done: [{text: Done}]}",
        "data/responses/et/talk.yml": "responses: {utter_greet: [{text: Tere}]}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def importer(project: Path) -> ShopDataImporter:
    return ShopDataImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")])


def test_frequent_questions_are_examples_labelled_with_their_id(importer: ShopDataImporter) -> None:
    labels = {example.get("text"): label_of(example) for example in importer.get_nlu_data().intent_examples}

    assert labels == {
        "hello": "greet",
        "how long is the warranty": "ask_faq/warranty",
        "is there a guarantee": "ask_faq/warranty",
    }


def test_sentences_that_the_domain_lists_are_read_in_the_language_of_the_configuration(importer: ShopDataImporter) -> None:
    assert importer.get_domain().responses == {"utter_greet": [{"text": "Hello"}]}


def test_sentences_that_only_our_actions_say_are_no_actions_of_rasa(importer: ShopDataImporter) -> None:
    assert "utter_done" not in importer.get_domain().action_names_or_texts


def test_held_out_examples_are_read_without_the_frequent_questions(project: Path) -> None:
    """`rasa test nlu --nlu FOLDER` must not measure what was trained on."""
    importer = ShopDataImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data" / "nlu")])

    assert [example.get("text") for example in importer.get_nlu_data().intent_examples] == ["hello"]


def test_word_lists_of_another_language_are_marked_as_its_own(project: Path) -> None:
    estonian = project / "data/nlu/et/entities.yml"
    estonian.parent.mkdir()
    estonian.write_text('version: "3.1"\nnlu:\n- lookup: extent\n  examples: "- kõik"\n- synonym: all\n  examples: "- kõik"\n')
    importer = ShopDataImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")])

    data = importer.get_nlu_data()

    assert (data.lookup_tables[0]["name"], data.entity_synonyms) == ("extent@et", {"kõik@et": "all"})


def test_examples_are_texts_whatever_yaml_would_take_them_for(importer: ShopDataImporter, project: Path) -> None:
    (project / "data/nlu/smalltalk.yml").write_text("nlu: [{intent: no, examples: '- 10'}, {synonym: yes, examples: '- ya'}]")
    again = ShopDataImporter(importer.config_file, str(project / "domain.yml"), [str(project / "data")])

    data = again.get_nlu_data()
    assert ("10", "no") in {(example.get("text"), example.get("intent")) for example in data.intent_examples}
    assert data.entity_synonyms == {"ya": "yes"}


def test_our_reader_finds_what_rasas_own_finds() -> None:
    for file in sorted((ROOT / "data/nlu").rglob("*.yml"))[:6]:
        ours, theirs = read_nlu_file(str(file)), load_data(str(file))
        assert [example.data for example in ours.training_examples] == [example.data for example in theirs.training_examples]
        assert (ours.entity_synonyms, ours.lookup_tables) == (theirs.entity_synonyms, theirs.lookup_tables)


def test_a_copied_example_is_equal_until_it_is_changed() -> None:
    example = Example({"text": "hello", "intent": "greet"})
    copied = deepcopy(example)

    assert copied == example
    copied.set("intent", "goodbye")
    assert copied != example
    assert example.get("intent") == "greet"
