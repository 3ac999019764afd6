"""Findings as W3C Web Annotations, which any reader of that standard can show on the texts.

Source: W3C Recommendation "Web Annotation Data Model", 2017, sections 3.1 and 4.2.
"""

import json
from collections.abc import Iterator
from typing import Any

from matching.claim import Claim
from matching.comparison import Comparison, Reading
from matching.finding import Finding
from matching.span import Span
from service.exports.exported import Exported, Verdict
from service.exports.linked import name_of

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Enough to find the words again in a text that has moved.
_AROUND = 32


def to_annotations(exported: Exported, _: str) -> bytes:
    """Return an AnnotationCollection: one annotation a finding, one target a claim.

    Positions are code points into the stored text, half-open, as the standard counts them.
    """
    items = list(_annotations(exported))
    collection = {
        "@context": _CONTEXT,
        "id": name_of("annotations", exported.comparisons[0].comparison_id),
        "type": "AnnotationCollection",
        "label": exported.title,
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    text = json.dumps(collection, ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", errors="replace")


def _annotations(exported: Exported) -> Iterator[dict[str, Any]]:
    for comparison in exported.comparisons:
        for finding in comparison.findings:
            verdict = exported.verdicts.get((comparison.comparison_id, finding.finding_id))
            yield _annotation(comparison, finding, verdict, exported)


def _annotation(
    comparison: Comparison, finding: Finding, verdict: Verdict | None, exported: Exported
) -> dict[str, Any]:
    body: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "classifying", "value": finding.label.value},
        *(
            {"type": "TextualBody", "purpose": "describing", "value": reason.text}
            for reason in finding.reasons
        ),
    ]
    if verdict:
        body.append(
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "value": verdict.label.value,
                "creator": {"type": "Person", "name": verdict.author},
                "created": verdict.judged_at.isoformat(),
            }
        )
    sides = ((comparison.left, finding.left), (comparison.right, finding.right))
    return {
        "id": name_of("finding", f"{comparison.comparison_id}:{finding.finding_id}"),
        "type": "Annotation",
        "motivation": "classifying",
        "created": exported.created_at.isoformat(),
        "generator": {
            "type": "Software",
            "name": "Contraste",
            "schema:softwareVersion": comparison.config.code_version,
        },
        "body": body,
        "target": [_target(claim, side) for side, claims in sides for claim in claims],
    }


def _target(claim: Claim, reading: Reading) -> dict[str, Any]:
    text, span = reading.document.text, claim.span
    return {
        "source": name_of("document", reading.document.document_id),
        "selector": [_quote(text, span), _position(span)],
    }


def _quote(text: str, span: Span) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }


def _position(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}
