"""Words of a gold file as places in their text."""

from matching.span import Span


def locate(text: str, words: str) -> Span:
    """Return where *words* stand in *text*; "words@@2" is the second appearance.

    Raises:
        ValueError: they do not stand there so often.
    """
    words, _, nth = str(words).partition("@@")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))
