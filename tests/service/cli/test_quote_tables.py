"""Who says what as people read it in a terminal."""

import pytest

from matching.document import Document
from matching.voices import read_voices
from service.cli.quote_tables import print_quotes
from tests.service.cli.test_tables import console, printed

ARTICLE = Document(
    "“Habrá [bold]dos paros[/bold] en el puerto”, dijo [red]Ana Solís. La alcaldesa lo negó.",
    "El Diario",
    language="es",
)


def test_markup_in_a_text_is_only_text() -> None:
    """Brackets of a text are printed, not obeyed."""
    kept = console(200)
    print_quotes(read_voices(ARTICLE), (), kept)
    assert "[bold]dos paros[/bold]" in printed(kept)


def test_a_text_without_quotes_says_so() -> None:
    """An empty table would look like a fault."""
    kept = console(120)
    print_quotes(read_voices(Document("Uno.", "El Diario")), (), kept)
    assert "Nobody is quoted." in printed(kept)


@pytest.mark.parametrize("width", [60, 200])
@pytest.mark.parametrize(
    ("primary", "shown"),
    [
        ("Habrá tres paros en el puerto.", ["altered", "“dos” for “tres”"]),
        ("Habrá dos paros en el puerto.", ["verbatim"]),
        ("Habrá dos paros en el puerto grande.", ["trimmed", "left out: “grande”"]),
        ("Habrá dos paros de puertas en el puerto.", ["dropped without a mark: “de puertas”"]),
        ("Habrá paros en el puerto.", ["put in: “dos”"]),
        ("Los trenes de la capital salen tarde.", ["not found"]),
    ],
)
def test_verdicts_show_the_words_that_differ(width: int, primary: str, shown: list[str]) -> None:
    """Wide or narrow, the verdict and both texts' words can be read."""
    article = Document("“Habrá dos paros en el puerto”, dijo Ana Solís.", "A", language="es")
    sources = [Document(primary, "Puerto", language="es")]
    kept = console(width)
    print_quotes(read_voices(article, sources), sources, kept)
    flat = " ".join(printed(kept).split())
    assert all(words in flat for words in shown)
