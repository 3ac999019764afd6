"""Results as tables for people: a sign and a word for each label, colour only on top."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.box import HORIZONTALS
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matching.claim import Claim
from matching.comparison import Cell, Comparison, Story
from matching.finding import Finding, Label, NameRepair
from service.convert import summary_part


@dataclass(frozen=True, slots=True)
class Mark:
    """How one word of the contract looks in a terminal."""

    sign: str
    style: str


LABELS = {
    Label.AGREE: Mark("=", "green"),
    Label.EXTRA: Mark("+", "blue"),
    Label.CONFLICT: Mark("≠", "bold red"),
    Label.UNDECIDED: Mark("?", "yellow"),
}
CELLS = {
    Cell.SAYS: Mark("●", "green"),
    Cell.SILENT: Mark("·", "dim"),
    Cell.CONTRADICTS: Mark("≠", "bold red"),
}
# Below this many columns for each text a table tears words apart; a list stays readable.
NARROWEST_TEXT = 24
_NARROWEST_CELL = 18


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print the findings of two documents, the names read otherwise, and the counts."""
    left, right = comparison.left.document.source, comparison.right.document.source
    rows = [_finding_row(finding) for finding in comparison.findings]
    if console.width >= 4 * NARROWEST_TEXT:
        console.print(_findings_table((left, right), rows))
    else:
        print_blocks(("label", left, right, "why"), rows, console)
    _print_names(comparison.names, console)
    console.print(_summary(comparison))


def print_story(story: Story, console: Console) -> None:
    """Print the claim × source matrix, the reasons of conflicts, and the names read otherwise."""
    sources = story.sources
    rows = [
        (Text(row.text), *(_marked(CELLS[row.cells[each]], row.cells[each]) for each in sources))
        for row in story.rows
    ]
    if console.width >= 2 * NARROWEST_TEXT + len(sources) * _NARROWEST_CELL:
        console.print(_matrix_table(sources, rows))
    else:
        _print_rows(story, console)
    for comparison in story.comparisons:
        _print_conflicts(comparison, console)
    _print_names(story.names, console)


def _findings_table(sources: tuple[str, str], rows: Iterable[Sequence[Text]]) -> Table:
    table = make_table(("label", *sources, "why"))
    for column, ratio in zip(table.columns[1:], (3, 3, 2), strict=True):
        column.ratio = ratio
    for row in rows:
        table.add_row(*row)
    return table


def _matrix_table(sources: Sequence[str], rows: Iterable[Sequence[Text]]) -> Table:
    table = make_table(("claim", *sources))
    table.columns[0].ratio = max(2, len(sources) - 1)
    for column in table.columns[1:]:
        column.ratio = 1
    for row in rows:
        table.add_row(*row)
    return table


def make_table(heads: Sequence[str]) -> Table:
    """Return an empty table in the house style with these columns."""
    table = Table(
        box=HORIZONTALS, expand=True, show_lines=True, header_style="bold", border_style="dim"
    )
    for head in heads:
        # Text, not str: a source's name may hold brackets that rich would take for markup.
        table.add_column(Text(head), overflow="fold")
    return table


def _finding_row(finding: Finding) -> tuple[Text, Text, Text, Text]:
    label = _marked(LABELS[finding.label], finding.label)
    if finding.side is not None:
        label.append(f"\n({finding.side} only)", style="dim")
    return label, _words(finding.left), _words(finding.right), _reasons(finding)


def _words(claims: Sequence[Claim]) -> Text:
    return Text("\n".join(map(_on_one_line, claims)) or "–")


def _on_one_line(claim: Claim) -> str:
    """Return a claim's words; where its text breaks lines is not where the table does."""
    return " ".join(claim.text.split())


def _reasons(finding: Finding) -> Text:
    text = Text("\n".join(reason.text for reason in finding.reasons))
    text.append(f"\nconfidence {finding.confidence:.2f}", style="dim")
    return text


def _marked(mark: Mark, word: str) -> Text:
    return Text(f"{mark.sign} {word}", style=mark.style)


def print_blocks(heads: Sequence[str], rows: Iterable[Sequence[Text]], console: Console) -> None:
    """Print each row as a small list, for terminals too narrow for a table."""
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            console.print(Text.assemble((f"{head}: ", "bold"), cell))
        console.print()


def _print_rows(story: Story, console: Console) -> None:
    """Print each matrix row as its text and one line for each thing that sources do."""
    for row in story.rows:
        console.print(Text(row.text, style="bold"))
        for cell, mark in CELLS.items():
            doing = [source for source, found in row.cells.items() if found is cell]
            if doing:
                line = Text.assemble((f"  {mark.sign} {cell}: ", mark.style), ", ".join(doing))
                console.print(line)
        console.print()


def _print_conflicts(comparison: Comparison, console: Console) -> None:
    names = comparison.left.document.source, comparison.right.document.source
    for finding in comparison.findings:
        if finding.label is Label.CONFLICT:
            mark = LABELS[Label.CONFLICT]
            console.print(Text(f"{mark.sign} {names[0]} / {names[1]}", style=mark.style))
            left, right = (_on_one_line(side[0]) for side in (finding.left, finding.right))
            console.print(Text(f"  {left}\n  {right}"))
            console.print(Text("  " + " ".join(reason.text for reason in finding.reasons)))


def _print_names(names: Sequence[NameRepair], console: Console) -> None:
    if not names:
        return
    console.print(Text("\nNames read as another form (the text is not changed)", style="bold"))
    seen: dict[tuple[str, str], NameRepair] = {}
    for name in names:
        seen.setdefault((name.surface, name.canonical), name)
    for (surface, canonical), name in seen.items():
        kind, reason = name.kind, name.reason
        console.print(Text.assemble(f"  {surface} → {canonical} ", (f"[{kind}] {reason}", "dim")))


def _summary(comparison: Comparison) -> Text:
    count = summary_part(comparison.findings)
    return Text(
        f"\n{count.agree} agree, {count.extra_left} only left, {count.extra_right} only right, "
        f"{count.conflict} conflict, {count.undecided} undecided",
        style="bold",
    )
