"""Public data sets are read as they are published, and refused where they are not."""

import json
from pathlib import Path

import pytest

from bot.evaluate.benchmark import BadBenchmark, Benchmark, read_benchmark
from bot.evaluate.examples import Example

HEAD = "text,category"


def banking(folder: Path, *rows: str, head: str = HEAD) -> Path:
    (folder / "categories.json").write_text('["card_arrival", "top_up"]')
    (folder / "train.csv").write_text("\n".join([head, *rows]) + "\n")
    (folder / "test.csv").write_text(f"{HEAD}\nis my card on its way,card_arrival\n")
    return folder


def clinc(folder: Path, **parts: list) -> Path:  # type: ignore[type-arg]
    names = ("train", "val", "test", "oos_train", "oos_val", "oos_test")
    (folder / "data_full.json").write_text(json.dumps({name: parts.get(name, []) for name in names}))
    return folder


def test_banking77_is_read(tmp_path: Path) -> None:
    read = read_benchmark(banking(tmp_path, '"Two lines,\nand a comma",top_up'))

    assert read.training == [Example("Two lines,\nand a comma", "top_up")]
    assert read.test == [Example("is my card on its way", "card_arrival")]
    assert read.validation == []
    assert not read.has_out_of_scope


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["a card,card_arrival", "no category"], "train.csv, line 3: expected 2 values, found 1"),
        (["a card,card_arival"], "train.csv, line 2: 'card_arival' is none of the categories"),
        ([" ,top_up"], "train.csv, line 2: the text is empty"),
    ],
)
def test_a_bad_row_of_banking77_is_refused_by_line_and_reason(tmp_path: Path, rows: list[str], message: str) -> None:
    with pytest.raises(BadBenchmark, match=message):
        read_benchmark(banking(tmp_path, *rows))


def test_other_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadBenchmark, match=r"train.csv, line 1: expected the columns text, category"):
        read_benchmark(banking(tmp_path, head="category,text"))


def test_clinc150_is_read_with_what_is_out_of_scope(tmp_path: Path) -> None:
    read = read_benchmark(clinc(tmp_path, train=[["hi", "greeting"]], oos_val=[["why", "oos"]], oos_test=[["who", "oos"]]))

    assert read.training == [Example("hi", "greeting")]
    assert read.validation == [Example("why", "out_of_scope")]
    assert read.has_out_of_scope


def test_a_bad_row_of_clinc150_is_refused_by_place_and_reason(tmp_path: Path) -> None:
    with pytest.raises(BadBenchmark, match=r"data_full.json, val, row 2: expected a text and an intent"):
        read_benchmark(clinc(tmp_path, val=[["hi", "greeting"], ["hi"]]))


def test_an_unfinished_file_is_refused_by_line(tmp_path: Path) -> None:
    (tmp_path / "data_full.json").write_text('{"train":\n[')
    with pytest.raises(BadBenchmark, match=r"data_full.json, line 2: "):
        read_benchmark(tmp_path)


def test_another_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadBenchmark, match=r"has neither of train.csv, data_full.json"):
        read_benchmark(tmp_path)


def test_fewer_intents_keep_what_is_out_of_scope() -> None:
    examples = [Example("1", "b"), Example("2", "a"), Example("3", "out_of_scope")]

    assert Benchmark("x", examples, [], examples).of_first_intents(1).test == examples[1:]
