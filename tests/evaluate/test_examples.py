"""Which examples are learnt from."""

from pathlib import Path

from bot.evaluate.examples import Example, folds, read, sample, write

SEED = 7


def some(label: str, number: int, language: str = "en") -> list[Example]:
    return [Example(f"{label} {language} {i}", label, language) for i in range(number)]


def test_a_sample_has_so_many_of_each_label_in_each_language() -> None:
    chosen = sample([*some("a", 5), *some("a", 5, "ru"), *some("b", 1)], 2, SEED)

    assert [(example.intent, example.language) for example in chosen] == [("a", "en")] * 2 + [("a", "ru")] * 2 + [("b", "en")]


def test_the_same_seed_chooses_the_same_examples() -> None:
    examples = some("a", 100)

    assert sample(examples, 10, SEED) == sample(examples, 10, SEED) != sample(examples, 10, SEED + 1)


def test_every_example_is_in_one_fold_and_every_label_in_each() -> None:
    examples = [*some("a", 10), *some("b", 5)]
    parts = folds(examples, 5, SEED)

    assert sorted(example.text for part in parts for example in part) == sorted(example.text for example in examples)
    assert [sorted(example.intent for example in part) for part in parts] == [["a", "a", "b"]] * 5


def test_examples_come_back_as_they_were_written(tmp_path: Path) -> None:
    entity = {"entity": "option", "value": "black", "start": 0, "end": 5}
    examples = [Example("black", "inform", entities=[entity]), Example("- [x](y)\n\u2028", "ask_faq", "ru", "fees")]
    write(examples, tmp_path)

    assert read(tmp_path) == examples
    assert read(tmp_path)[0].entities == [entity]
