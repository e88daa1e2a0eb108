"""The shop's own answers to frequent questions: those of the files, and before them those written in the console."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from bot.services import audit
from bot.store.knowledge import FaqFiles
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.faq import Faq, FaqEntry

FILES = FaqFiles(Path(__file__).parents[2] / "data" / "faq")
# Asked for every question, so built once.
WRITTEN = select(FaqEntry).where(FaqEntry.id == bindparam("faq"))
# What every entry has at the least, and what is answered where a language lacks.
MAIN_LANGUAGE = "en"
# No id of an entry is longer; it is made of the title.
ID_CHARS = 48


@dataclass(frozen=True)
class Draft:
    """An entry as an agent wrote it; each dictionary is by language code, and languages may be empty."""

    title: Mapping[str, str]
    questions: Mapping[str, Sequence[str]]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """An entry in a list, and what was written of it in the console."""

    faq: Faq
    written: FaqEntry | None


@dataclass(frozen=True)
class Saved:
    """The id of the entry, or why it was not saved."""

    id: str | None
    problems: Sequence[str] = ()


def faq_of_intent(intent: str) -> str | None:
    """The id of the entry that answers the intent; None where the intent is no frequent question."""
    return next((faq.id for faq in FILES.entries().values() if faq.intent == intent), None)


def faq_answer(db: Session, faq_id: str, language: str) -> str | None:
    """The answer in the language, or in English where there is none; None for an unknown entry."""
    faq = entry(db, faq_id)
    return faq.answer_in(language) if faq else None


def faq_title(db: Session, faq_id: str, language: str) -> str | None:
    """The question as a button shows it."""
    faq = entry(db, faq_id)
    return faq.title_in(language) if faq else None


def entry(db: Session, faq_id: str) -> Faq | None:
    written = db.scalar(WRITTEN, {"faq": faq_id})
    if written is None:
        return FILES.entries().get(faq_id)
    return None if written.is_withdrawn else written.faq


def entries(db: Session) -> dict[str, Faq]:
    """All that are answered now, by id: those of the files in their order, then those that only the console has."""
    found = dict(FILES.entries())
    for written in db.scalars(select(FaqEntry).order_by(FaqEntry.changed_at)):
        if written.is_withdrawn:
            found.pop(written.id, None)
        else:
            found[written.id] = written.faq
    return found


def search(db: Session, words: str) -> list[Row]:
    """The entries in whose title, answer or questions every one of the words stands; all where there is none."""
    wanted = normal_question(words).split()
    written = {row.id: row for row in db.scalars(select(FaqEntry).options(joinedload(FaqEntry.changed_by)))}
    return [Row(faq, written.get(faq.id)) for faq in entries(db).values() if all(word in _text_of(faq) for word in wanted)]


def questions_of_entries(db: Session) -> dict[str, dict[str, list[str]]]:
    """How each entry is asked for, by id and language; entries that answer an intent have no questions of their own."""
    return {faq.id: faq.questions for faq in entries(db).values() if faq.intent is None}


def save_entry(db: Session, faq_id: str | None, draft: Draft, agent: Agent, now: datetime) -> Saved:
    """Write the entry, or a new one where there is no id; customers get the answer from now on."""
    known = entries(db)
    if faq_id is not None and faq_id not in known:
        return Saved(None, ["This entry has been taken out meanwhile."])
    intent = known[faq_id].intent if faq_id else None
    draft = _tidy(draft)
    if problems := [*_missing(draft, intent), *_asked_elsewhere(draft, faq_id, known)]:
        return Saved(None, problems)
    written = _written(db, faq_id or _new_id(draft.title[MAIN_LANGUAGE], known, db), agent, now)
    written.title, written.answers, written.intent = dict(draft.title), dict(draft.answers), intent
    written.questions = {language: list(texts) for language, texts in draft.questions.items()}
    written.is_withdrawn = False
    audit.note(db, agent, Act.WROTE_QUESTION, now, written.id)
    return Saved(written.id)


def withdraw_entry(db: Session, faq_id: str, agent: Agent, now: datetime) -> bool:
    """Answer it no longer; False where there is no such entry."""
    faq = entry(db, faq_id)
    if faq is None:
        return False
    written = _written(db, faq_id, agent, now)
    written.title, written.answers, written.questions, written.intent = faq.title, faq.answers, dict(faq.questions), faq.intent
    written.is_withdrawn = True
    audit.note(db, agent, Act.WITHDREW_QUESTION, now, faq_id)
    return True


def _written(db: Session, faq_id: str, agent: Agent, now: datetime) -> FaqEntry:
    written = db.get(FaqEntry, faq_id)
    if written is None:
        written = FaqEntry(id=faq_id)
        db.add(written)
    written.changed_at, written.changed_by_id = now, agent.id
    return written


def _tidy(draft: Draft) -> Draft:
    """Without the space around texts, and without what is empty or said twice."""
    questions = {
        language: list(dict.fromkeys(text.strip() for text in texts if text.strip()))
        for language, texts in draft.questions.items()
    }
    return Draft(
        title={language: text.strip() for language, text in draft.title.items() if text.strip()},
        questions={language: texts for language, texts in questions.items() if texts},
        answers={language: text.strip() for language, text in draft.answers.items() if text.strip()},
    )


def _missing(draft: Draft, intent: str | None) -> list[str]:
    problems = []
    if MAIN_LANGUAGE not in draft.title:
        problems.append("The title in English is missing.")
    if MAIN_LANGUAGE not in draft.answers:
        problems.append("The answer in English is missing.")
    if intent is None and MAIN_LANGUAGE not in draft.questions:
        problems.append("At least one question in English is needed: how would a customer ask?")
    return problems


def _asked_elsewhere(draft: Draft, faq_id: str | None, known: Mapping[str, Faq]) -> list[str]:
    others = {normal_question(text): faq for faq in known.values() if faq.id != faq_id for text in _texts(faq.questions)}
    return [
        f'"{text}" is asked in "{others[normal].title_in(MAIN_LANGUAGE)}" already.'
        for text in _texts(draft.questions)
        if (normal := normal_question(text)) in others
    ]


def normal_question(text: str) -> str:
    """The words alone: questions that differ in nothing else are the same."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _text_of(faq: Faq) -> str:
    return normal_question(" ".join([*faq.title.values(), *faq.answers.values(), *_texts(faq.questions)]))


def _texts(questions: Mapping[str, Sequence[str]]) -> list[str]:
    """Of all languages."""
    return [text for texts in questions.values() for text in texts]


def _new_id(title: str, known: Mapping[str, Faq], db: Session) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")[:ID_CHARS].strip("_") or "question"
    base = words if words[0].isalpha() else f"question_{words}"
    number, found = 1, base
    while found in known or db.get(FaqEntry, found) is not None:
        number += 1
        found = f"{base}_{number}"
    return found
