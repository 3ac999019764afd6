"""The questions that split the sources: rows with a conflict, the widest splits first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from service.story.camps import Camp, RowFindings, camps
from service.story.sheet import Sheet, SheetClaim, SheetFinding


@dataclass(frozen=True, slots=True)
class Answer:
    """What one camp says: the words that the conflict is about, and a reading that has them."""

    sources: Camp
    words: tuple[str, ...]
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Split:
    """A row that splits the sources, told as its first camp tells it.

    `weight` is in [0, 1], 1.0 where nothing splits more.
    `kinds` says what the camps differ in, the most frequent first.
    """

    row_id: str
    text: str
    language: str
    weight: float
    kinds: tuple[str, ...]
    answers: tuple[Answer, ...]


def split_share(sizes: Sequence[int], sources: int) -> float:
    """Return the share of the story's pairs of sources that stand in different camps, in [0, 1].

    Two camps of two of four sources are 4/6, one against three 3/6, one against one 1/6: even
    splits count more than uneven ones, and those that many take part in more than those of few.
    0.0 for fewer than two sources.
    """
    pairs = sources * (sources - 1) / 2
    if pairs == 0:
        return 0.0
    return sum(one * two for one, two in combinations(sizes, 2)) / pairs


def weigh(share: float, confidence: float, prominence: float) -> float:
    """Return how much a split matters, in [0, 1]: all three in [0, 1], more of each is more.

    *prominence* is 1.0 where the sources begin with it. What stands last still counts half: news
    tells first what matters most, but not only that.
    """
    return share * confidence * (0.5 + prominence / 2)


def splits(sheet: Sheet, known: Mapping[str, RowFindings]) -> tuple[Split, ...]:
    """Return the rows in which sources contradict each other, heaviest first."""
    claims = {each.claim_id: each for each in sheet.claims}
    found = [
        (place, _split(sheet, known[row.row_id], claims))
        for place, row in enumerate(sheet.rows)
        if row.label == "conflict"
    ]
    ordered = sorted(found, key=lambda each: (-each[1].weight, each[0]))
    return tuple(split for _, split in ordered)


def prominence(ids: Sequence[str], sheet: Sheet, claims: Mapping[str, SheetClaim]) -> float:
    """Return how early the claims stand in their texts: 1.0 at the beginning, 0.0 at the end."""
    lengths = {each.document_id: each.length for each in sheet.documents}
    places = [claims[each].start / max(1, lengths[claims[each].document_id]) for each in ids]
    return 1.0 - sum(places) / len(places) if places else 0.0


def _split(sheet: Sheet, known: RowFindings, claims: Mapping[str, SheetClaim]) -> Split:
    row = known.row
    speaking = [source for source in sheet.sources if source in row.claims]
    found = camps(speaking, known.opposed, known.agreeing)
    conflicts = [each for each in known.findings if each.label == "conflict"]
    share = split_share([len(camp) for camp in found], len(sheet.sources))
    confidence = max((each.confidence for each in conflicts), default=0.0)
    early = prominence([each for ids in row.claims.values() for each in ids], sheet, claims)
    answers = tuple(_answer(camp, known, conflicts, claims) for camp in found)
    return Split(
        row_id=row.row_id,
        text=answers[0].text,
        language=answers[0].language,
        weight=weigh(share, confidence, early),
        kinds=_kinds(conflicts),
        answers=answers,
    )


def _kinds(conflicts: Sequence[SheetFinding]) -> tuple[str, ...]:
    kinds = [
        reason.kind
        for finding in conflicts
        for reason in finding.reasons
        if reason.left and reason.right
    ]
    return tuple(sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kinds.index(kind))))


def _answer(
    camp: Camp,
    known: RowFindings,
    conflicts: Sequence[SheetFinding],
    claims: Mapping[str, SheetClaim],
) -> Answer:
    mine = {each for source in camp for each in known.row.claims[source]}
    told: list[str] = []
    at_issue: set[str] = set()
    for finding in conflicts:
        sides = ((finding.left, "left"), (finding.right, "right"))
        for ids, side in sides:
            if mine.issuperset(ids):
                at_issue.update(ids)
                words = (getattr(reason, side) for reason in finding.reasons)
                told += [each.text for each in words if each]
    text, language = _shortest(at_issue or mine, told, claims)
    return Answer(camp, tuple(dict.fromkeys(told)), text, language)


def _shortest(
    ids: Iterable[str], told: Sequence[str], claims: Mapping[str, SheetClaim]
) -> tuple[str, str]:
    """Return the shortest reading with most of the words that differ, and its language."""
    found = min(
        (claims[each] for each in ids),
        key=lambda one: (
            -sum(word in one.rendering for word in told),
            len(one.rendering),
            one.start,
            one.claim_id,
        ),
    )
    return found.rendering, found.language
