"""What people decided as schema.org ClaimReview; a machine's label alone is never one.

A ClaimReview rates one claim, and cannot say "A says X, B says Y": each side's claim gets
its own, and names what was said against it as a further appearance.

Source: schema.org ClaimReview and Claim; Google's ClaimReview fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matching.claim import Claim
from matching.comparison import Comparison, Reading
from matching.finding import Finding
from service.exports.exported import Exported, Verdict
from service.exports.linked import name_of, written
from service.words import words

_CONTEXT = "https://schema.org"


def to_claim_reviews(exported: Exported, language: str) -> bytes:
    """Return a ClaimReview for each claim of a finding that a person has judged."""
    return written(_CONTEXT, list(_reviews(exported, words(language))))


def _reviews(exported: Exported, said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for comparison in exported.comparisons:
        for finding in comparison.findings:
            verdict = exported.verdicts.get((comparison.comparison_id, finding.finding_id))
            if verdict is None:
                continue
            left, right = (comparison.left, finding.left), (comparison.right, finding.right)
            for own, other in ((left, right), (right, left)):
                for claim in own[1]:
                    review = _review(comparison, finding, verdict, claim, own[0], exported)
                    name = said[f"label.{verdict.label}"]
                    yield review | _rated(name, claim, own[0], other)


def _review(
    comparison: Comparison,
    finding: Finding,
    verdict: Verdict,
    claim: Claim,
    reading: Reading,
    exported: Exported,
) -> dict[str, Any]:
    made = f"{comparison.comparison_id}:{finding.finding_id}:{claim.claim_id}"
    return {
        "@type": "ClaimReview",
        "@id": name_of("review", made),
        "url": exported.address or name_of("comparison", comparison.comparison_id),
        "claimReviewed": claim.text,
        "inLanguage": reading.language,
        "author": {"@type": "Person", "name": verdict.author},
        "datePublished": verdict.judged_at.date().isoformat(),
        "reviewBody": verdict.reason,
    }


def _rated(
    name: str, claim: Claim, reading: Reading, other: tuple[Reading, Sequence[Claim]]
) -> dict[str, Any]:
    beside, claims = other
    appearances = [_appearance(reading), *([_appearance(beside)] if claims else [])]
    published = reading.document.published_at
    item = {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": claim.attributed_to},
        "appearance": appearances,
        "firstAppearance": appearances[0],
    }
    if published:
        item["datePublished"] = published.isoformat()
    return {
        "itemReviewed": item,
        "reviewRating": {"@type": "Rating", "alternateName": name},
    }


def _appearance(reading: Reading) -> dict[str, Any]:
    document = reading.document
    found = {
        "@type": "CreativeWork",
        "identifier": name_of("document", document.document_id),
        "publisher": {"@type": "Organization", "name": document.source},
        "inLanguage": reading.language,
    }
    if document.title:
        found["name"] = document.title
    if document.published_at:
        found["datePublished"] = document.published_at.isoformat()
    return found
