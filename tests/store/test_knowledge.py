"""Reading the shop's questions and answers, which the operator edits by hand."""

from pathlib import Path

import pytest

from bot.store.knowledge import FaqError, load_faqs

ENTRY = """
- id: {id}
  title: {{en: Warranty, et: Garantii}}
  questions: {{en: [how long is the warranty]}}
  answers: {{en: " Two years. "}}
"""


def write(folder: Path, text: str, name: str = "products.yml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_entries_are_read_by_language(tmp_path: Path) -> None:
    write(tmp_path, "faq:" + ENTRY.format(id="warranty"))

    [faq] = load_faqs(tmp_path)
    assert (faq.id, faq.questions["en"], faq.answer_in("en")) == ("warranty", ["how long is the warranty"], "Two years.")


def test_what_a_language_lacks_is_given_in_english(tmp_path: Path) -> None:
    write(tmp_path, "faq:" + ENTRY.format(id="warranty"))

    [faq] = load_faqs(tmp_path)
    assert (faq.title_in("et"), faq.answer_in("et")) == ("Garantii", "Two years.")


def test_an_id_must_be_used_once_over_all_files(tmp_path: Path) -> None:
    write(tmp_path, "faq:" + ENTRY.format(id="warranty"), "a.yml")
    write(tmp_path, "faq:" + ENTRY.format(id="warranty"), "b.yml")

    with pytest.raises(FaqError, match="'warranty' is used twice"):
        load_faqs(tmp_path)


def test_an_entry_may_answer_an_intent_instead_of_questions_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "faq: [{id: warranty, title: {en: Warranty}, intent: ask_warranty, answers: {en: Two years.}}]")

    [faq] = load_faqs(tmp_path)
    assert (faq.intent, faq.questions) == ("ask_warranty", {})


def test_an_intent_is_answered_by_one_entry(tmp_path: Path) -> None:
    entry = "faq: [{{id: {id}, title: {{en: A}}, intent: ask_it, answers: {{en: A}}}}]"
    write(tmp_path, entry.format(id="a"), "a.yml")
    write(tmp_path, entry.format(id="b"), "b.yml")

    with pytest.raises(FaqError, match="the intent 'ask_it' is used twice"):
        load_faqs(tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("faq: [", "not readable as YAML"),
        ("questions: []", "list under the key 'faq'"),
        ("faq: [text]", "entry 1: expected id"),
        ("faq:" + ENTRY.format(id="Return Window"), "entry 1: 'id' must be a word in lower case"),
        ("faq: [{id: a, title: {en: A}, questions: {en: []}, answers: {en: A}}]", r"entry 1 \(a\): 'questions' in 'en'"),
        ("faq: [{id: a, title: {en: A}, questions: {en: [5]}, answers: {en: A}}]", "must be a list of texts"),
        ("faq: [{id: a, title: {et: A}, questions: {en: [a]}, answers: {en: A}}]", "'title' must be given by language"),
        ("faq: [{id: a, title: {en: A}, questions: {en: [a]}, answer: {en: A}}]", "unknown key answer"),
        ("faq: [{id: a, title: {en: A}, answers: {en: A}}]", "needs either 'questions' or the 'intent'"),
        ("faq: [{id: a, title: {en: A}, intent: b, questions: {en: [a]}, answers: {en: A}}]", "needs either 'questions'"),
        ("faq: [{id: a, title: {en: A}, intent: Ask This, answers: {en: A}}]", "'intent' must be the name of an intent"),
    ],
)
def test_a_mistake_is_told_with_file_and_entry(tmp_path: Path, text: str, complaint: str) -> None:
    write(tmp_path, text)

    with pytest.raises(FaqError, match=complaint) as error:
        load_faqs(tmp_path)
    assert "products.yml" in str(error.value)
