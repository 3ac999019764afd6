"""Who says what as a table for people, with what was done to the words."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from matching.document import Document
from matching.fidelity import Fidelity, Verdict
from matching.fidelity_align import Change, ChangeKind
from matching.voices import Voice, Voices
from service.cli.tables import NARROWEST_TEXT, Mark, make_table, print_blocks

VERDICTS = {
    Verdict.VERBATIM: Mark("=", "green"),
    Verdict.TRIMMED: Mark("~", "blue"),
    Verdict.ALTERED: Mark("≠", "bold red"),
    Verdict.RENDERED: Mark("≈", "dim"),
    Verdict.UNDECIDED: Mark("?", "yellow"),
    Verdict.NOT_FOUND: Mark("∅", "bold red"),
}
_NOBODY = "(nobody named)"
_LONGEST = 60
"""Words left out are shown by their two ends beyond this many characters."""


def print_quotes(read: Voices, primaries: Sequence[Document], console: Console) -> None:
    """Print who says what, in text order, and how faithfully where sources are given."""
    heads: tuple[str, ...] = ("who", "form", "cue", "words")
    heads += ("fidelity",) if primaries else ()
    rows = [_row(voice, read, primaries) for voice in read.voices]
    if console.width < len(heads) * NARROWEST_TEXT:
        print_blocks(heads, rows, console)
        return
    table = make_table(heads)
    for column, ratio in zip(table.columns, (2, None, None, 4, 3), strict=False):
        column.ratio = ratio
    for row in rows:
        table.add_row(*row)
    console.print(table if rows else "Nobody is quoted.")


def _row(voice: Voice, read: Voices, primaries: Sequence[Document]) -> tuple[Text, ...]:
    text, said = read.document.text, voice.attribution
    chain = [read.voices[at].speaker or _NOBODY for at in voice.chain]
    cells = (
        Text(" › ".join(chain)),
        Text(voice.form),
        Text(said.cue.quote(text) if said.cue else ""),
        Text(" … ".join(span.quote(text) for span in said.content)),
    )
    if not primaries:
        return cells
    return (*cells, _fidelity(voice.fidelity, text, primaries))


def _fidelity(found: Fidelity | None, text: str, primaries: Sequence[Document]) -> Text:
    if found is None:
        return Text("")
    mark = VERDICTS[found.verdict]
    cell = Text.assemble((f"{mark.sign} {found.verdict.replace('_', ' ')}", mark.style))
    if found.source is not None:
        primary = primaries[found.source]
        if len(primaries) > 1 and found.primary:
            cell.append(f" ({primary.source})")
        for change in found.changes:
            cell.append("\n" + _change(change, text, primary.text))
    if found.reason:
        cell.append(f"\n{found.reason}")
    return cell


def _change(change: Change, text: str, original: str) -> str:
    quoted = _short(change.quoted.quote(text)) if change.quoted else ""
    primary = _short(change.primary.quote(original)) if change.primary else ""
    return {
        ChangeKind.REPLACED: f"“{quoted}” for “{primary}”",
        ChangeKind.INSERTED: f"put in: “{quoted}”",
        ChangeKind.DROPPED: f"dropped without a mark: “{primary}”",
        ChangeKind.LEFT_OUT: f"left out: “{primary}”",
    }[change.kind]


def _short(words: str) -> str:
    words = " ".join(words.split())
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else f"{words[:half]} … {words[-half:]}"
