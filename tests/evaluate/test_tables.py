"""Figures stand in columns."""

from bot.evaluate.tables import language_name, markdown


def test_figures_are_aligned_to_the_right() -> None:
    assert markdown([["", "ours"], ["accuracy", "9"]]).splitlines() == [
        "|          | ours |",
        "|----------|-----:|",
        "| accuracy |    9 |",
    ]


def test_languages_have_names() -> None:
    assert [language_name(code) for code in ("en", "et", "fil")] == ["English", "Estonian", "Filipino"]
