"""The answer on a story as it is kept: each claim once, with however many it is compared.

Written out, every comparison repeats the claims of its two documents, so that a story of twelve
documents would be kept with eleven copies of each claim.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from matching.comparison import Comparison, Reading, Story
from service.convert import comparison_document, story_document

_AS_IN_STORY = {"claims", "config"}


def kept_body(story: Story, made_at: Mapping[str, datetime], at: datetime) -> dict[str, Any]:
    """Return the contract's answer on *story*, its comparisons without what the story tells.

    *made_at* has when each comparison was made, by identifier; the story's matrix is of *at*.
    Besides, "updates" holds what one source changed of its own words.
    """
    alone = story_document(replace(story, comparisons=()), at).model_dump(mode="json")
    pairs = [_kept(each, made_at[each.comparison_id]) for each in story.comparisons]
    return alone | {"comparisons": pairs, "updates": _updates(story)}


def whole_body(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the contract's answer that `kept_body` shortened."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for claim in kept["claims"]:
        own = {field: value for field, value in claim.items() if field != "document_id"}
        claims.setdefault(claim["document_id"], []).append(own)
    pairs = [
        pair | {"config": kept["config"], "claims": _sided(pair["documents"], claims)}
        for pair in kept["comparisons"]
    ]
    return {**kept, "comparisons": pairs}


def _kept(comparison: Comparison, made_at: datetime) -> dict[str, Any]:
    silent = replace(comparison, left=_silent(comparison.left), right=_silent(comparison.right))
    return comparison_document(silent, made_at).model_dump(mode="json", exclude=_AS_IN_STORY)


def _silent(reading: Reading) -> Reading:
    return replace(reading, claims=())


def _sided(
    documents: Sequence[Mapping[str, Any]], claims: Mapping[str, Sequence[dict[str, Any]]]
) -> list[dict[str, Any]]:
    return [
        claim | {"side": document["side"]}
        for document in documents
        for claim in claims.get(document["document_id"], ())
    ]


def _updates(story: Story) -> list[dict[str, Any]]:
    found = []
    for comparison in story.comparisons:
        documents = comparison.left.document, comparison.right.document
        found += [
            {
                "source": documents[0].source,
                "comparison_id": comparison.comparison_id,
                "finding_id": finding.finding_id,
                "earlier": [claim.claim_id for claim in finding.left],
                "later": [claim.claim_id for claim in finding.right],
            }
            for finding in comparison.findings
            if finding.is_update
        ]
    return found
