"""Where the pieces of a quotation stand in a primary source, and which words differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from matching.fidelity_words import Primary, Word, base_form
from matching.span import Span, cover

# Small words have no more letters; a match of nothing else is no match.
_SMALL_WORD = 3
_MIN_CONTENT_SHARE = 0.5
_SPREAD = 2
_SLACK = 6


class ChangeKind(StrEnum):
    """What was done to words of the primary source."""

    REPLACED = "replaced"
    INSERTED = "inserted"
    """Words of the quotation that the primary source does not have there."""
    DROPPED = "dropped"
    """Words of the primary source left out inside the quotation without a mark."""
    LEFT_OUT = "left_out"
    """Words left out at the ends of the quotation, or where it marks an omission."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ: in the article and in the primary source, None where there are none."""

    kind: ChangeKind
    quoted: Span | None
    primary: Span | None


@dataclass(frozen=True, slots=True)
class Run:
    """Words [start, end) of the primary source that a piece takes up, and what differs."""

    start: int
    end: int
    matched: int
    alike: int
    """Words matched, and those that are another form of the same word."""
    content: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A whole quotation in the primary source: how much of it stands there, and where."""

    spans: tuple[Span, ...]
    changes: tuple[Change, ...]
    matched: int
    alike: int
    in_order: bool
    has_drops: bool
    is_compact: bool
    has_content: bool
    longest_sentence: int
    """Words of the longest whole sentence of the primary source that stands in it as it is."""


def place_pieces(parts: Sequence[Sequence[Sequence[Word]]], primary: Primary) -> Placed:
    """Return where the parts of a quotation stand, each made of pieces between omissions.

    Source: longest common subsequence and partial alignment as implemented by RapidFuzz.
    """
    placed: list[list[tuple[Sequence[Word], Run | None]]] = []
    cursor = 0
    for part in parts:
        row: list[tuple[Sequence[Word], Run | None]] = []
        for piece in part:
            run = _locate(piece, primary, cursor) if piece else None
            cursor = run.end if run is not None else cursor
            row.append((piece, run))
        placed.append(row)
    changes = [change for row in placed for change in _inner_changes(row)]
    changes += _outer_changes(placed, primary)
    runs = [run for row in placed for _, run in row if run is not None]
    words = [word for row in placed for piece, _ in row for word in piece]
    content = sum(len(word.key) > _SMALL_WORD for word in words)
    return Placed(
        spans=tuple(_span(primary, run.start, run.end) for run in runs),
        changes=tuple(sorted(changes, key=_reading_order)),
        matched=sum(run.matched for run in runs),
        alike=sum(run.alike for run in runs),
        in_order=all(_is_ordered(row) for row in placed),
        has_drops=any(change.kind is ChangeKind.DROPPED for change in changes),
        is_compact=sum(r.end - r.start for r in runs) <= _SPREAD * len(words) + _SLACK,
        has_content=sum(run.content for run in runs) >= max(1.0, _MIN_CONTENT_SHARE * content),
        longest_sentence=max((_whole_sentence(run, primary) for run in runs), default=0),
    )


def _whole_sentence(run: Run, primary: Primary) -> int:
    """Return the words of a run that is a sentence of the primary source, unchanged; else 0."""
    is_whole = (
        primary.sentence_start(run.start) == run.start
        and primary.sentence_end(run.end) == run.end
        and not any(change.primary is not None for change in run.changes)
    )
    return run.end - run.start if is_whole else 0


def _reading_order(change: Change) -> tuple[int, int]:
    quoted, primary = change.quoted, change.primary
    return (primary.start if primary else -1, quoted.start if quoted else -1)


def _is_ordered(row: Sequence[tuple[Sequence[Word], Run | None]]) -> bool:
    runs = [run for _, run in row if run is not None]
    return all(left.end <= right.start for left, right in pairwise(runs))


def _locate(piece: Sequence[Word], primary: Primary, cursor: int) -> Run | None:
    """Return the run of one piece: word for word if it can be, the nearest sentence else."""
    exact = _exact(piece, primary, cursor)
    if exact is not None:
        content = sum(len(word.key) > _SMALL_WORD for word in piece)
        return Run(exact, exact + len(piece), len(piece), len(piece), content)
    keys = [base_form(word, primary.language) for word in piece]
    nearest = fuzz.partial_ratio_alignment(keys, primary.bases)
    if nearest is None or not nearest.score:
        return None
    at, end = (
        (nearest.dest_start, nearest.dest_end)
        if len(keys) <= len(primary.keys)
        else (0, len(primary.keys))
    )
    low, high = max(0, at - len(keys)), min(len(primary.keys), end + len(keys))
    blocks = [
        (op.src_start, op.src_end, op.dest_start + low, op.dest_end + low)
        for op in LCSseq.opcodes(keys, primary.bases[low:high])
        if op.tag == "equal"
    ]
    blocks = _without_strays(blocks)
    return _aligned(piece, primary, blocks) if blocks else None


def _exact(piece: Sequence[Word], primary: Primary, cursor: int) -> int | None:
    """Return where the piece stands word for word: after *cursor* if it does, else first."""
    keys = tuple(word.key for word in piece)
    rarest = min(range(len(keys)), key=lambda i: len(primary.places.get(keys[i], ())))
    starts = [at - rarest for at in primary.places.get(keys[rarest], ()) if at >= rarest]
    found = [at for at in starts if primary.keys[at : at + len(keys)] == keys]
    return next((at for at in found if at >= cursor), found[0] if found else None)


Block = tuple[int, int, int, int]
"""Words [0, 1) of a piece that equal words [2, 3) of the primary source."""


def _aligned(piece: Sequence[Word], primary: Primary, equal: Sequence[Block]) -> Run:
    """Return the run whose words equal the piece's in *equal*, and what differs in it."""
    alike = [(a + k, c + k) for a, b, c, _ in equal for k in range(b - a)]
    same = [(i, j) for i, j in alike if piece[i].key == primary.keys[j]]
    first, last = equal[0], equal[-1]
    # Words before the first match stand against as many of the same sentence.
    start = max(first[2] - first[0], primary.sentence_start(first[2]))
    end = min(last[3] + len(piece) - last[1], primary.sentence_end(last[3]))
    bounds = [(0, start, first[0], first[2])]
    bounds += [(a[1], a[3], b[0], b[2]) for a, b in pairwise(equal)]
    bounds.append((last[1], last[3], len(piece), end))
    bounds += [(i, j, i + 1, j + 1) for i, j in alike if (i, j) not in same]
    content = sum(len(piece[i].key) > _SMALL_WORD for i, _ in alike)
    changes = tuple(_changes(piece, primary, bounds))
    return Run(start, end, len(same), len(alike), content, changes)


def _without_strays(equal: list[Block]) -> list[Block]:
    """Leave out matches at the ends that lie further off than they are long."""
    blocks = list(equal)
    while len(blocks) > 1 and blocks[1][2] - blocks[0][3] > _reach(blocks[0], blocks[1]):
        blocks.pop(0)
    while len(blocks) > 1 and blocks[-1][2] - blocks[-2][3] > _reach(blocks[-1], blocks[-2]):
        blocks.pop()
    return blocks


def _reach(stray: Block, neighbour: Block) -> int:
    between = max(neighbour[0] - stray[1], stray[0] - neighbour[1], 0)
    return stray[1] - stray[0] + between + 1


def _changes(
    piece: Sequence[Word], primary: Primary, bounds: Sequence[tuple[int, int, int, int]]
) -> Iterator[Change]:
    for from_quoted, from_primary, to_quoted, to_primary in bounds:
        quoted = _cover(piece[from_quoted:to_quoted])
        original = _cover(primary.words[from_primary:to_primary])
        if quoted and original:
            yield Change(ChangeKind.REPLACED, quoted, original)
        elif quoted:
            yield Change(ChangeKind.INSERTED, quoted, None)
        elif original:
            yield Change(ChangeKind.DROPPED, None, original)


def _cover(words: Sequence[Word]) -> Span | None:
    return cover(word.span for word in words) if words else None


def _span(primary: Primary, start: int, end: int) -> Span:
    return cover(word.span for word in primary.words[start:end])


def _inner_changes(row: Sequence[tuple[Sequence[Word], Run | None]]) -> Iterator[Change]:
    """Yield what differs inside the pieces of one part; a piece that is nowhere was put in."""
    for piece, run in row:
        if run is not None:
            yield from run.changes
        elif piece:
            yield Change(ChangeKind.INSERTED, _cover(piece), None)


def _outer_changes(
    rows: Sequence[Sequence[tuple[Sequence[Word], Run | None]]], primary: Primary
) -> Iterator[Change]:
    """Yield the words left out at marks of omission and at the ends of sentences."""
    spoken = [[run for _, run in row if run is not None] for row in rows]
    spoken = [runs for runs in spoken if runs]
    for runs in spoken:
        for left, right in pairwise(runs):
            yield from _left_out(primary, left.end, right.start)
    for before, after in pairwise([[], *spoken, []]):
        ends_at = before[-1].end if before else None
        starts_at = after[0].start if after else None
        if ends_at is not None and starts_at is not None and _goes_on(primary, ends_at, starts_at):
            yield from _left_out(primary, ends_at, starts_at)
            continue
        if ends_at is not None:
            yield from _left_out(primary, ends_at, primary.sentence_end(ends_at))
        if starts_at is not None:
            yield from _left_out(primary, primary.sentence_start(starts_at), starts_at)


def _goes_on(primary: Primary, end: int, start: int) -> bool:
    """Tell whether a cue only splits one sentence: "No", dijo, "habrá paro"."""
    return start == end or end < start < primary.sentence_end(end)


def _left_out(primary: Primary, start: int, end: int) -> Iterator[Change]:
    """Yield words [start, end) as left out; hashtags alone are no words of the sentence."""
    words = primary.words[start:end]
    if words and not all(word.is_tag for word in words):
        yield Change(ChangeKind.LEFT_OUT, None, _cover(words))
