"""Each script of examples/ runs without a network, and prints what its page promises."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.load.server import serving

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
# As on a user's machine, without a hub: other tests turn grouping off.
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "CONTRASTE_GROUPING": "auto"}
SCRIPTS = sorted(path.name for path in EXAMPLES.glob("*.py"))


@pytest.fixture(scope="module")
def another_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sentence-transformers model that has learnt nothing."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, normalizers, pre_tokenizers
    from tokenizers.models import WordLevel
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    words = "[PAD] [UNK] murieron doce personas en robledar eight people died in bridge closed"
    tokenizer = Tokenizer(
        WordLevel({word: number for number, word in enumerate(words.split())}, "[UNK]")
    )
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    named = {"pad_token": "[PAD]", "unk_token": "[UNK]", "model_max_length": 128}
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **named)
    fast.save_pretrained(folder / "plain")
    config = BertConfig(
        vocab_size=len(words.split()),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config).save_pretrained(folder / "plain")
    plain = Transformer(str(folder / "plain"))
    made = SentenceTransformer(modules=[plain, Pooling(16)])
    made.save(str(folder / "whole"))
    return folder / "whole"


def run(name: str, folder: Path, *arguments: str) -> str:
    """Return what an example prints; it runs in *folder*, where no hub can be asked."""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-W", "error::DeprecationWarning:__main__", EXAMPLES / name, *arguments],
        cwd=folder,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "CONTRASTE_GROUPING": "auto"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_readouts(tmp_path: Path) -> None:
    """Two dates of one reopening differ, forty observers agree, and one visit stands alone."""
    lines = run("compare_readouts.py", tmp_path).splitlines()
    labels = {line.split()[0] for line in lines}
    assert labels == {"agree", "conflict", "extra"}
    assert any(line.startswith("conflict") and "3 June" in line for line in lines)


def test_two_files(tmp_path: Path) -> None:
    """Named on the command line, in place of its own texts."""
    (tmp_path / "a.txt").write_text("Murieron 12 personas en Robledar.", "utf-8")
    (tmp_path / "b.txt").write_text("Eight people died in Robledar.", "utf-8")
    assert run("compare_readouts.py", tmp_path, "a.txt", "b.txt").startswith("conflict")


def test_a_night_of_a_folder(tmp_path: Path) -> None:
    """Three texts become one story, whose conflicts are told; the second time adds nothing."""
    told = run("nightly_folder.py", tmp_path)
    assert (
        "The amounts differ: “Doce familias” on the left, “Twenty families” on the right." in told
    )
    assert "One affirms what the other denies." in told
    assert len(list((tmp_path / "out" / "nightly").rglob("*.html"))) == 1
    assert run("nightly_folder.py", tmp_path) == told


def test_a_job_over_http(tmp_path: Path) -> None:
    """The conflict comes from a service that works beside."""
    with serving(tmp_path) as (url, _):
        told = run("call_the_api.py", tmp_path, url)
        assert run("call_the_api.py", tmp_path, url) == told
    assert told.startswith("conflict | The amounts differ")


def test_a_language_is_a_folder(tmp_path: Path) -> None:
    """Nothing of Italian is read before; its amounts and denials are with two files."""
    before, after = run("add_a_language.py", tmp_path).split("With the folder:\n")
    assert re.findall(r"(\w+) [DI]", before) == ["und", "und"]
    assert "it  Dodici famiglie hanno lasciato il quartiere: [12.0], affirmed" in after
    assert "it  Il ponte non ha riaperto venerdì: [], denied" in after


def test_another_model(tmp_path: Path, another_model: Path) -> None:
    """Both models are named, and only the embedded one has an entailment head."""
    told = run("another_model.py", tmp_path, str(another_model))
    heads = re.findall(r"^(\S.*), entailment head: (\w+)$", told, re.MULTILINE)
    assert [answer for _, answer in heads] == ["yes", "no"]
    assert heads[1][0] == str(another_model)
    assert told.count("similarity") >= 4


def test_each_script_is_tested_and_told() -> None:
    """A new example comes with a test, and a line on the page."""
    tests = Path(__file__).read_text("utf-8")
    page = (EXAMPLES / "README.md").read_text("utf-8")
    assert SCRIPTS
    for name in SCRIPTS:
        assert f'run("{name}"' in tests
        assert f"`{name}`" in page
        assert name in (EXAMPLES / name).read_text("utf-8").split('"""')[1]
