"""`contraste quotes` as its users meet it."""

from pathlib import Path

from tests.service.cli.conftest import ARTICLE, Run, valid


def test_quotes_say_who_speaks(run: Run, files: Path) -> None:
    """Cue and content are exact words of the text."""
    value = valid("quotes", run("quotes", "article.txt", "--json").out)
    assert value["quotes"]
    for quote in value["quotes"]:
        for words in [*quote["content"], *filter(None, [quote["cue"], quote["source"]])]:
            assert ARTICLE[words["start"] : words["end"]] == words["text"]
    assert "dijo" in run("quotes", "article.txt").out


def test_quotes_are_compared_with_primary_sources(run: Run, files: Path) -> None:
    """A changed word is named with both places, and is worth exit code 1 if asked for."""
    (files / "said.txt").write_text("No habrá impuestos nuevos este año.", encoding="utf-8")
    (files / "told.txt").write_text(
        "«No habrá impuestos altos este año», dijo Ana Solís.", encoding="utf-8"
    )
    asked = ["quotes", "told.txt", "--primary", "said.txt"]
    value = valid("quotes", run(*asked, "--json").out)
    [change] = value["quotes"][0]["fidelity"]["changes"]
    assert (change["kind"], change["quoted"]["text"]) == ("replaced", "altos")
    assert change["primary"] == {"text": "nuevos", "start": 19, "end": 25}
    assert run(*asked).code == 0
    assert run(*asked, "--fail-on", "altered").code == 1
    assert run("quotes", "said.txt", "--primary", "said.txt", "--fail-on", "altered").code == 0
    unasked = run("quotes", "said.txt", "--fail-on", "altered")
    assert unasked.code == 2
    assert "--primary" in unasked.err
