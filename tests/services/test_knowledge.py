"""The shop's answers: from its files, and before them from what agents wrote in the console."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.services import knowledge
from bot.services.knowledge import Draft, entries, faq_answer, faq_title, save_entry, search, withdraw_entry
from bot.store.knowledge import FaqFiles
from bot.support.agent import Agent
from tests.factories import NOW

WARRANTY = """
faq:
- id: warranty
  title: {en: Warranty, et: Garantii}
  questions: {en: [how long is the warranty], et: [kui pikk on garantii]}
  answers: {en: Two years., et: Kaks aastat.}
- id: opening_hours
  title: {en: Opening hours}
  intent: ask_opening_hours
  answers: {en: From nine to five.}
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "faq" / "products.yml"
    path.parent.mkdir()
    path.write_text(WARRANTY, encoding="utf-8")
    monkeypatch.setattr(knowledge, "FILES", FaqFiles(path.parent))
    return path


def a_draft(**changes: Any) -> Draft:
    return Draft(
        **{
            "title": {"en": "Gift wrapping"},
            "questions": {"en": ["do you wrap gifts"]},
            "answers": {"en": "Yes, for free."},
            **changes,
        }
    )


def test_a_new_entry_is_answered_at_once(db: Session, anna: Agent) -> None:
    saved = save_entry(db, None, a_draft(), anna, NOW)

    assert saved.id == "gift_wrapping"
    assert faq_answer(db, "gift_wrapping", "en") == "Yes, for free."
    assert entries(db)["gift_wrapping"].questions == {"en": ["do you wrap gifts"]}


def test_a_language_without_an_answer_is_answered_in_english(db: Session, anna: Agent) -> None:
    save_entry(db, None, a_draft(title={"en": "Gift wrapping", "et": ""}), anna, NOW)

    assert faq_title(db, "gift_wrapping", "et") == "Gift wrapping"


def test_what_the_console_says_goes_before_the_file(db: Session, anna: Agent) -> None:
    draft = a_draft(title={"en": "Warranty"}, questions={"en": ["how long is the warranty"]}, answers={"en": "Three years."})

    save_entry(db, "warranty", draft, anna, NOW)

    assert faq_answer(db, "warranty", "en") == "Three years."


def test_an_entry_that_answers_an_intent_keeps_doing_so(db: Session, anna: Agent) -> None:
    save_entry(db, "opening_hours", a_draft(questions={}, answers={"en": "Day and night."}), anna, NOW)

    assert entries(db)["opening_hours"].intent == "ask_opening_hours"
    assert faq_answer(db, "opening_hours", "en") == "Day and night."


def test_a_withdrawn_entry_is_neither_asked_nor_answered(db: Session, anna: Agent) -> None:
    assert withdraw_entry(db, "warranty", anna, NOW)

    assert faq_answer(db, "warranty", "en") is None
    assert "warranty" not in knowledge.questions_of_entries(db)
    assert not withdraw_entry(db, "warranty", anna, NOW)


def test_two_entries_of_one_title_get_two_ids(db: Session, anna: Agent) -> None:
    first = save_entry(db, None, a_draft(), anna, NOW)
    second = save_entry(db, None, a_draft(questions={"en": ["is there gift paper"]}), anna, NOW)

    assert (first.id, second.id) == ("gift_wrapping", "gift_wrapping_2")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"title": {"et": "Kinkepakend"}}, "title in English"),
        ({"answers": {"en": "  "}}, "answer in English"),
        ({"questions": {"en": ["", " "]}}, "one question in English"),
        ({"questions": {"en": ["How long is the WARRANTY?"]}}, 'asked in "Warranty" already'),
    ],
)
def test_an_entry_that_cannot_be_used_is_not_saved(db: Session, anna: Agent, changes: Any, complaint: str) -> None:
    saved = save_entry(db, None, a_draft(**changes), anna, NOW)

    assert saved.id is None
    assert complaint in " ".join(saved.problems)
    assert set(entries(db)) == {"warranty", "opening_hours"}


def test_an_entry_that_was_taken_out_meanwhile_is_not_saved(db: Session, anna: Agent) -> None:
    assert save_entry(db, "gone", a_draft(), anna, NOW).problems == ["This entry has been taken out meanwhile."]


def test_entries_are_found_by_words_of_any_language(db: Session) -> None:
    assert [row.faq.id for row in search(db, "garantii KAKS")] == ["warranty"]
    assert [row.faq.id for row in search(db, "")] == ["warranty", "opening_hours"]
    assert search(db, "garantii three") == []


def test_a_changed_file_is_answered_from_without_a_restart(db: Session, files: Path) -> None:
    assert faq_answer(db, "warranty", "en") == "Two years."

    files.write_text(WARRANTY.replace("Two years.", "Five years."), encoding="utf-8")

    assert faq_answer(db, "warranty", "en") == "Five years."


def test_a_file_that_cannot_be_read_changes_nothing_and_is_told(db: Session, files: Path) -> None:
    faq_answer(db, "warranty", "en")

    files.write_text("faq: [", encoding="utf-8")

    assert faq_answer(db, "warranty", "en") == "Two years."
    assert knowledge.FILES.problem is not None
    assert "products.yml" in knowledge.FILES.problem
