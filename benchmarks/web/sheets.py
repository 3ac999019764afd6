"""Invented sheets of any size, for properties and for the time that pages take."""

from datetime import UTC, datetime, timedelta
from random import Random

from matching.comparison import RunConfig
from matching.ids import content_id
from service.story.sheet import (
    Sheet,
    SheetClaim,
    SheetDocument,
    SheetFinding,
    SheetPair,
    SheetReason,
    SheetRow,
    SheetWords,
)

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
CONFIG = RunConfig("a-model", "rev-1", "float32", "0.1.0", "thr_1")
_LENGTH = 20_000


def make_sheet(facts: int, sources: int, seed: int = 1) -> Sheet:
    """Return a sheet of *facts* rows: each source says, contradicts or leaves out each fact."""
    chance = Random(seed)  # noqa: S311 - the same sheet for the same seed
    documents = tuple(_document(number) for number in range(sources))
    claims: list[SheetClaim] = []
    findings: list[SheetFinding] = []
    rows = []
    for fact in range(facts):
        told = {each: chance.choice("aab---") for each in range(sources)}
        if not set(told.values()) & {"a", "b"}:
            told[0] = "a"
        mine = {
            each: _claim(fact, what, documents[each], each)
            for each, what in told.items()
            if what != "-"
        }
        claims += mine.values()
        findings += _findings(mine, told)
        rows.append(_row(fact, documents, mine, told))
    pairs = [
        SheetPair(
            content_id("cmp", one, two), documents[one].document_id, documents[two].document_id
        )
        for one in range(sources)
        for two in range(one + 1, sources)
    ]
    return Sheet(
        AT, CONFIG, documents, tuple(claims), tuple(rows), tuple(findings), tuple(pairs), ()
    )


def _document(number: int) -> SheetDocument:
    return SheetDocument(
        document_id=content_id("doc", number),
        source=f"Diario número {number + 1}",
        title=f"Título {number + 1}",
        language="es",
        published_at=AT + timedelta(hours=number),
        sha256="0" * 64,
        update_of=None,
        length=_LENGTH,
    )


def _claim(fact: int, what: str, document: SheetDocument, number: int) -> SheetClaim:
    text = f"El temporal dejó {40 + fact if what == 'a' else 90 + fact} barcos en el muelle {fact}"
    start = fact * 60 + number % 7
    return SheetClaim(
        claim_id=content_id("clm", fact, number),
        document_id=document.document_id,
        text=text,
        start=start,
        end=start + len(text),
        rendering=text,
        language="es",
        attributed_to=document.source,
        attribution_kind="own",
    )


def _findings(mine: dict[int, SheetClaim], told: dict[int, str]) -> list[SheetFinding]:
    found = []
    for one in sorted(mine):
        for two in sorted(mine):
            if one < two:
                label = "agree" if told[one] == told[two] else "conflict"
                ids = mine[one].claim_id, mine[two].claim_id
                found.append(
                    SheetFinding(
                        comparison_id=content_id("cmp", one, two),
                        finding_id=content_id("fnd", [ids[0]], [ids[1]]),
                        label=label,
                        confidence=0.9,
                        similarity=0.8,
                        left=(ids[0],),
                        right=(ids[1],),
                        reasons=(_reason(mine[one], mine[two]),) if label == "conflict" else (),
                        is_update=False,
                    )
                )
    return found


def _reason(left: SheetClaim, right: SheetClaim) -> SheetReason:
    one, two = (
        SheetWords(claim.text[17:19], claim.start + 17, claim.start + 19) for claim in (left, right)
    )
    return SheetReason("number", f"{one.text} is not {two.text}.", one, two)


def _row(
    fact: int,
    documents: tuple[SheetDocument, ...],
    mine: dict[int, SheetClaim],
    told: dict[int, str],
) -> SheetRow:
    first = told[min(mine)]
    states = {
        documents[each].source: "silent"
        if what == "-"
        else ("says" if what == first else "contradicts")
        for each, what in told.items()
    }
    values = list(states.values())
    label = (
        "conflict"
        if "contradicts" in values
        else ("agree" if values.count("says") > 1 else "extra")
    )
    return SheetRow(
        row_id=content_id("row", fact),
        text=mine[min(mine)].text,
        language="es",
        label=label,
        cells=states,
        claims={documents[each].source: (claim.claim_id,) for each, claim in mine.items()},
    )
