"""Samples: every labelled pair of the gold as signals with its label and happening."""

from pathlib import Path

import pytest
import yaml

from benchmarks.training import samples
from benchmarks.training.samples import candidates, judged_samples, pair_samples
from matching.model.folder import MODEL_NAME
from matching.signals import HEAD_SIGNALS
from tests.matching.judged import JudgingEncoder

_STANDING = {"closeness", "likeness_lead_least", "closeness_lead_most"}


def test_labelled_pairs_are_samples(tmp_path: Path) -> None:
    """Every pair of the files, however little alike; the head's signals can be left out."""
    row = {"id": "d1", "a": "The bridge closed.", "b": "Llueve.", "lang_a": "en", "lang_b": "es"}
    for name in ("pairs_dev.yaml", "pairs_dev_2.yaml", "pairs_test.yaml"):
        rows = [{**row, "label": "extra"}]
        (tmp_path / name).write_text(yaml.safe_dump(rows), encoding="utf-8")
    found = pair_samples(JudgingEncoder(), tmp_path)
    assert [(one.label, one.group) for one in found] == [("extra", "d1")] * 2
    assert set(found[0].signals) - set(found[0].without_head().signals) == set(HEAD_SIGNALS)
    assert not _STANDING & set(found[0].signals)


def test_candidates_of_documents_are_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rules leave, with the label of the row that its words meet, among its rivals."""
    monkeypatch.setattr(samples, "STORIES", tmp_path / "hard")
    (tmp_path / "labels").mkdir()
    (tmp_path / "hard").mkdir()
    row = {
        "id": "dd1",
        "left": {
            "source": "A",
            "lang": "en",
            "text": "The bridge closed. Wheat prices rose. It rained.",
        },
        "right": {
            "source": "B",
            "lang": "en",
            "text": "It rained. Nobody may cross the river. Cereal got cheaper.",
        },
        "agree": [{"left": "The bridge closed", "right": "Nobody may cross the river"}],
        "conflicts": [{"left": "prices rose", "right": "Cereal got cheaper", "slot": "polarity"}],
    }
    path = tmp_path / "labels" / "docs_dev.yaml"
    path.write_text(yaml.safe_dump([row]), encoding="utf-8")
    encoder = JudgingEncoder()
    encoder.name = MODEL_NAME
    found = candidates(encoder, tmp_path)
    assert sorted(one.label for one in found if one.label != "extra") == ["agree", "conflict"]
    assert not any(one.evidence.left.text == "It rained" for one in found)
    for one, judged in zip(found, judged_samples(found, JudgingEncoder()), strict=True):
        assert set(one.sample.signals) >= _STANDING
        assert set(judged.signals) - set(one.sample.signals) == set(HEAD_SIGNALS)
        assert (judged.label, judged.group) == (one.label, "dd1")
