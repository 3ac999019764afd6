"""A sample of found spans is drawn the same each time, and its verdicts are counted."""

from pathlib import Path

import pytest

from benchmarks.invented import draw, read_judged

TEXTS = [
    {"id": "t2", "split": "test", "text": "Murieron 12 personas el lunes."},
    {"id": "t1", "split": "test", "text": "El 3 de mayo de 2020 llegaron 40 buques."},
    {"id": "d1", "split": "dev", "text": "Hubo 99 heridos."},
]


def test_a_draw_is_of_the_test_split_and_repeats_itself() -> None:
    """Other splits are left out; the order of the documents changes nothing."""
    rows = draw(TEXTS, 3, seed=7)
    assert rows == draw(TEXTS[::-1], 3, seed=7)
    assert {row["document"] for row in rows} <= {"t1", "t2"}
    assert len(draw(TEXTS, 99, seed=7)) == 4


def test_a_row_has_value_and_context() -> None:
    """A person sees our value, and the words about the span."""
    row = next(row for row in draw(TEXTS, 99, seed=7) if row["value"].startswith("count 40"))
    assert row["value"] == "count 40 exact vessels"
    assert "⟦40 buques⟧" in row["context"]


def test_verdicts_are_counted(tmp_path: Path) -> None:
    """Invented spans lower precision; wrong values lower the right share alone."""
    path = tmp_path / "judged.yaml"
    path.write_text(
        "".join(f"- {{verdict: {v}}}\n" for v in ("right", "right", "wrong", "invented"))
    )
    judged = read_judged(path)
    assert (judged.total, judged.precision, judged.right) == (4, 0.75, 0.5)


def test_a_row_without_a_verdict_is_an_error(tmp_path: Path) -> None:
    """A sample half judged has no figure."""
    path = tmp_path / "judged.yaml"
    path.write_text("- {verdict: null}\n")
    with pytest.raises(ValueError, match="1 rows have no verdict"):
        read_judged(path)
