"""What a text means: by its words, which is cheap, and by its sentence embedding where the words leave a doubt."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.as_meant import AsMeant
from bot.nlu.centring import Centring
from bot.nlu.embeddings.encoder import Floats, SentenceEncoder
from bot.nlu.envelope import without_envelope
from bot.nlu.kernel import KernelRegression
from bot.nlu.mixture import Likelihoods, Mixture, log_softmax
from bot.nlu.ngrams import NgramVectors
from bot.nlu.sparse import NgramRegression

Numbers = npt.NDArray[np.int64]
# Labels with their likelihoods.
Ranking = list[tuple[str, float]]
# Chooses texts by the likelihoods, texts x labels, that their words alone give.
WorthALook = Callable[[Likelihoods], Collection[int]]
# One example in so many is kept apart to see what the scores are worth.
APART = 4
NAMES, ARRAYS = "names.json", "model.npz"
# Of texts that do not say theirs.
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class Settings:
    """As the classifier is configured in config.yml."""

    # How closely the n-grams' weights follow the examples; the inverse of what draws them to 0.
    closeness: float = 30.0
    # The words alone decide where they are so sure that this costs at most this share of the right answers.
    lost_by_words: float = 0.001
    # Labels for whatever the others are not about.
    outside: Sequence[str] = ("out_of_scope", "oos")
    # A message is outside where that takes at most this share of the messages that are not. Those of customers are less like
    # the examples than these are like each other, so that twice as many may be taken in the end.
    wrongly_outside: float = 0.015


@dataclass
class IntentModel:
    """Trained, or loaded; safe in several threads."""

    labels: list[str]
    # None where it was loaded without; then it must be given before the first text is ranked.
    encoder: SentenceEncoder | None
    words: NgramRegression
    centring: Centring
    meaning: KernelRegression
    by_words: Mixture
    by_both: Mixture
    # The words alone decide from this likelihood on; as a logarithm.
    sure: float
    # What each label gains beyond the scores of both, in logarithms of likelihoods.
    bonus: Likelihoods
    as_meant: AsMeant
    settings: Settings

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        encoder: SentenceEncoder,
        settings: Settings | None = None,
        languages: Sequence[str] | None = None,
    ) -> IntentModel:
        """The order of the examples makes no difference. Most of the time goes to the encoder: 2 ms an example."""
        settings = settings or Settings()
        bare, languages = list(map(without_envelope, texts)), languages or [DEFAULT_LANGUAGE] * len(texts)
        as_meant = AsMeant.learn(bare, languages)
        read = (as_meant.in_own_letters(text, its, encoder.has_word) for text, its in zip(bare, languages, strict=True))
        examples = sorted(set(zip(read, labels, languages, strict=True)))
        texts, labels, languages = ([example[part] for example in examples] for part in range(3))
        names = sorted(set(labels))
        numbers = np.array([names.index(label) for label in labels])
        outside = np.isin(names, list(settings.outside))
        vectors = encoder.encode(texts)
        centring = Centring.of(vectors, languages)
        vectors = centring(vectors, languages)
        with ThreadPoolExecutor(max_workers=1) as aside:
            trial = Trial.of(texts, numbers, vectors, settings.closeness, aside)
            words = aside.submit(NgramRegression.fit, texts, numbers, settings.closeness)
            meaning = KernelRegression.fit(vectors, numbers)
            by_words, by_both = Mixture.fit([trial.words], trial.truth), Mixture.fit([trial.words, trial.meaning], trial.truth)
            likelihoods = by_both(trial.words, trial.meaning)
            bonus = outside * margin_for(likelihoods, trial.truth, outside, settings.wrongly_outside)
            sure = sure_from(by_words(trial.words), likelihoods + bonus, trial.truth, outside, settings.lost_by_words)
            return cls(names, encoder, words.result(), centring, meaning, by_words, by_both, sure, bonus, as_meant, settings)

    def rank(self, text: str, language: str = DEFAULT_LANGUAGE) -> Ranking:
        """All labels with their likelihoods, the likeliest first."""
        return self.rank_all([text], language)[0]

    def rank_all(self, texts: Sequence[str], language: str, worth: WorthALook | None = None) -> list[Ranking]:
        """The same of texts, in one go; with a closer look than at their words only for those that are worth it."""
        is_word = self.encoder.has_word if self.encoder else any_word
        texts = [self.as_meant(text, language, is_word) for text in texts]
        scores = self.words(texts)
        likelihoods = self.by_words(scores)
        wanted = worth(np.exp(likelihoods)) if worth else range(len(texts))
        doubtful = [text for text in wanted if not self._is_decided(likelihoods[text])]
        if doubtful:
            meaning = self.meaning(self.vectors([texts[text] for text in doubtful], [language] * len(doubtful)))
            likelihoods[doubtful] = log_softmax(self.by_both(scores[doubtful], meaning) + self.bonus)
        return [self._ranked(text) for text in likelihoods]

    def vectors(self, texts: Sequence[str], languages: Sequence[str]) -> Floats:
        """The texts as vectors of length 1, whose products say how alike they are: 0 for any two, 1 for the same."""
        if self.encoder is None:
            raise ValueError("the model was loaded without its encoder")
        return self.centring(self.encoder.encode(texts), languages)

    def save(self, folder: Path) -> None:
        names = {"labels": self.labels, "languages": self.centring.languages, "words": self.as_meant.words}
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / ARRAYS,
            sure=self.sure,
            bonus=self.bonus,
            by_words=self.by_words.weights,
            by_both=self.by_both.weights,
            centres=self.centring.centres,
            spread=self.centring.spread,
            directions=self.centring.directions,
            **asdict(self.meaning),
            ngrams=self.words.vectors.ngrams,
            inverse_frequency=self.words.vectors.inverse_frequency,
            weights=self.words.weights,
            biases=self.words.biases,
        )

    @classmethod
    def load(cls, folder: Path, encoder: SentenceEncoder | None, settings: Settings | None = None) -> IntentModel:
        """What was saved; the encoder must be the one that it was trained with."""
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS, allow_pickle=False) as stored:
            arrays = dict(stored)
        vectors = NgramVectors(arrays["ngrams"], arrays["inverse_frequency"])
        return cls(
            names["labels"],
            encoder,
            NgramRegression(vectors, arrays["weights"], arrays["biases"]),
            Centring(names["languages"], arrays["centres"], arrays["spread"], arrays["directions"]),
            KernelRegression(arrays["landmarks"], arrays["coefficients"]),
            Mixture(tuple(arrays["by_words"].tolist())),
            Mixture(tuple(arrays["by_both"].tolist())),
            float(arrays["sure"]),
            arrays["bonus"],
            AsMeant(names["words"]),
            settings or Settings(),
        )

    def _is_decided(self, by_words: Likelihoods) -> bool:
        label = int(by_words.argmax())
        # That a text is about nothing, words that are known tell badly.
        return bool(by_words[label] >= self.sure) and self.labels[label] not in self.settings.outside

    def _ranked(self, likelihoods: Likelihoods) -> Ranking:
        order = np.argsort(likelihoods)[::-1]
        return list(zip(map(self.labels.__getitem__, order.tolist()), np.exp(likelihoods[order]).tolist(), strict=True))


def any_word(_: str) -> bool:
    """Without an encoder nobody knows what is no word."""
    return True


@dataclass(frozen=True)
class Trial:
    """Scores of examples kept apart, texts x labels, and the true labels: what either way to score is worth."""

    words: Floats
    meaning: Floats
    truth: Numbers

    @classmethod
    def of(cls, texts: Sequence[str], labels: Numbers, vectors: Floats, closeness: float, aside: Executor) -> Trial:
        """The words are learnt aside, at the same time as the meaning."""
        apart = kept_apart(labels)
        tried, trained = np.flatnonzero(apart), np.flatnonzero(~apart)
        words = aside.submit(NgramRegression.fit, [texts[text] for text in trained], labels[trained], closeness)
        meaning = KernelRegression.fit(vectors[trained], labels[trained])
        return cls(words.result()([texts[text] for text in tried]), meaning(vectors[tried]), labels[tried])


def kept_apart(labels: Numbers) -> npt.NDArray[np.bool_]:
    """Every fourth example of each label, from its second on, so that no label is left without one to train on."""
    order = np.argsort(labels, kind="stable")
    ranks = np.empty(len(labels), np.int64)
    ranks[order] = np.concatenate([np.arange(count) for count in np.bincount(labels)])
    apart: npt.NDArray[np.bool_] = ranks % APART == 1
    return apart


def margin_for(likelihoods: Likelihoods, truth: Numbers, outside: npt.NDArray[np.bool_], share: float) -> float:
    """What labels outside may gain until they take this share of the texts that are about something."""
    inside = ~outside[truth]
    if not outside.any() or not inside.any():
        return 0.0
    likelihoods = likelihoods[inside]
    leads = likelihoods[:, ~outside].max(axis=1) - likelihoods[:, outside].max(axis=1)
    return float(np.quantile(leads, share))


def sure_from(by_words: Likelihoods, by_both: Likelihoods, truth: Numbers, outside: npt.NDArray[np.bool_], share: float) -> float:
    """The logarithm of the likelihood from which on words may decide alone: so that this share of right answers is lost.

    Labels outside are never decided by words alone. Where nothing is lost at all, the words still decide only what they
    were as sure of.
    """
    decided = np.flatnonzero(~outside[by_words.argmax(axis=1)])
    sureness = by_words.max(axis=1)[decided]
    order = np.argsort(-sureness)
    decided, sureness = decided[order], sureness[order]
    by_both_right, by_words_right = (likelihoods[decided].argmax(axis=1) == truth[decided] for likelihoods in (by_both, by_words))
    # What the words get right and both together do not is luck, and makes up for nothing.
    lost = np.cumsum(by_both_right & ~by_words_right)
    kept = np.argmax(np.append(lost, len(truth) + 1) > share * len(truth))
    return float(sureness[kept - 1]) if kept else 0.0
