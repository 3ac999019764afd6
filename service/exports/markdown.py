"""The evidence sheet as Markdown (CommonMark), in which a document's words are words."""

import re
from collections.abc import Iterator, Mapping

from service.diff.page import SIGNS, FindingItem, Pair, Quote
from service.exports.exported import Exported, Verdict
from service.exports.sheet import pages_of
from service.exports.tables import matrix_table
from service.words import words
from service.words.telling import tell

# What would be markup anywhere, and what would be a list or a heading at the start of a line.
# Source: CommonMark 0.31, section 2.4.
_NEEDED = re.compile(r"([\\`*_{}\[\]<>#|~&!])|^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def to_markdown(exported: Exported, language: str) -> bytes:
    """Return the sheet: sources, matrix, and each finding with its quotes and reasons."""
    lines = "\n".join(_lines(exported, language))
    return f"{lines}\n".encode("utf-8", errors="replace")


def escape(text: str) -> str:
    """Return *text* as Markdown that shows it on one line, exactly but for white space."""
    flat = " ".join(text.split())
    return _NEEDED.sub(_escaped, flat)


def _escaped(match: re.Match[str]) -> str:
    special, space, start = match.groups()
    if special:
        return f"\\{special}"
    # A list marker: "12." becomes "12\.".
    return f"{space}{start[:-1]}\\{start[-1]}"


def _lines(exported: Exported, language: str) -> Iterator[str]:
    said = words(language)
    yield f"# {escape(exported.title)}"
    yield ""
    yield f"{said['created']}: {exported.created_at.isoformat()}"
    if exported.address:
        yield f"<{exported.address}>"
    yield ""
    for reading in exported.readings:
        document = reading.document
        at = document.published_at.isoformat() if document.published_at else said["unknown"]
        yield (
            f"- **{escape(document.source)}** ({reading.language}, {said['published']} {at}, "
            f"SHA-256 `{document.sha256}`)"
        )
    yield ""
    yield said["machine"]
    yield from _matrix(exported, language)
    for pair in pages_of(exported):
        yield from _pair(pair, exported, language)


def _matrix(exported: Exported, language: str) -> Iterator[str]:
    said = words(language)
    for number, row in enumerate(matrix_table(exported, said)):
        if number == 0:
            yield from ("", f"## {said['matrix']}", "")
        yield f"| {' | '.join(escape(str(cell)) for cell in row)} |"
        if number == 0:
            yield f"|{'---|' * len(row)}"


def _pair(pair: Pair, exported: Exported, language: str) -> Iterator[str]:
    said = words(language)
    yield ""
    yield f"## {escape(pair.left.source)} / {escape(pair.right.source)}"
    yield ""
    for item in pair.findings:
        label = f"{SIGNS[item.label]} {said[f'label.{item.label}']}"
        yield f"{item.number}. **{label}** ({said['confidence']} {item.confidence}\u00a0%)"
        yield from _voices(pair, item, said)
        for ground in item.grounds:
            yield f"    - {said[f'reason.{ground.kind}']}: {escape(tell(ground.text, language))}"
        verdict = exported.verdicts.get((pair.identifier, item.finding_id))
        if verdict:
            yield f"    - {said['verdict']}: {_verdict(verdict, said[f'label.{verdict.label}'])}"


def _voices(pair: Pair, item: FindingItem, said: Mapping[str, str]) -> Iterator[str]:
    for text, quotes in ((pair.left, item.left), (pair.right, item.right)):
        told = " […] ".join(_told(quote, text.source, said) for quote in quotes)
        yield f"    - {escape(text.source)}: {told or said['nothing']}"


def _told(quote: Quote, source: str, said: Mapping[str, str]) -> str:
    """Return the words, and whose they are where the source hands them on."""
    told = f"«{escape(_words(quote))}»"
    if quote.attribution_kind == "own" and quote.attributed_to == source:
        return told
    kind = said[f"attribution.{quote.attribution_kind}"]
    return f"{told} ({escape(quote.attributed_to)}, {kind})"


def _words(quote: Quote) -> str:
    return "".join(piece.text for piece in quote.words)


def _verdict(verdict: Verdict, label: str) -> str:
    told = f"**{label}**, {escape(verdict.author)}, {verdict.judged_at.isoformat()}"
    return f"{told}: {escape(verdict.reason)}" if verdict.reason else told
