"""Who and what made each finding, as PROV.

Source: W3C Recommendation "PROV-O: The PROV Ontology", 2013.
"""

from collections.abc import Iterator
from typing import Any

from matching.comparison import Comparison, Reading, RunConfig
from matching.finding import Finding
from matching.ids import content_id
from service.exports.exported import Exported, Verdict
from service.exports.linked import NAMESPACE, name_of, written

_CONTEXT = {"prov": "http://www.w3.org/ns/prov#", "contraste": NAMESPACE}


def to_provenance(exported: Exported, _: str) -> bytes:
    """Return the documents, runs, findings and verdicts, and what came from what."""
    nodes = {node["@id"]: node for node in _nodes(exported)}
    return written(_CONTEXT, list(nodes.values()))


def _nodes(exported: Exported) -> Iterator[dict[str, Any]]:
    for reading in exported.readings:
        yield _document(reading)
    for comparison in exported.comparisons:
        yield _software(comparison.config)
        yield _run(comparison, exported)
        for finding in comparison.findings:
            yield _finding(comparison, finding)
            verdict = exported.verdicts.get((comparison.comparison_id, finding.finding_id))
            if verdict:
                yield from _judged(comparison, finding, verdict)


def _document(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "@id": name_of("document", document.document_id),
        "@type": "prov:Entity",
        "contraste:source": document.source,
        "contraste:sha256": document.sha256,
        "contraste:language": reading.language,
    }


def _software(config: RunConfig) -> dict[str, Any]:
    values = {
        "model": config.model,
        "revision": config.revision,
        "head": config.head,
        "precision": config.precision,
        "thresholds_id": config.thresholds_id,
        "code_version": config.code_version,
    }
    return {
        "@id": _software_name(config),
        "@type": "prov:SoftwareAgent",
        **{f"contraste:{key}": value for key, value in values.items() if value is not None},
    }


def _software_name(config: RunConfig) -> str:
    return name_of("software", content_id("cfg", repr(config)))


def _run(comparison: Comparison, exported: Exported) -> dict[str, Any]:
    sides = (comparison.left, comparison.right)
    return {
        "@id": name_of("comparison", comparison.comparison_id),
        "@type": "prov:Activity",
        "prov:endedAtTime": exported.created_at.isoformat(),
        "prov:wasAssociatedWith": {"@id": _software_name(comparison.config)},
        "prov:used": [{"@id": name_of("document", side.document.document_id)} for side in sides],
    }


def _finding(comparison: Comparison, finding: Finding) -> dict[str, Any]:
    claims = (*finding.left, *finding.right)
    documents = sorted({claim.document_id for claim in claims})
    return {
        "@id": _finding_name(comparison, finding),
        "@type": "prov:Entity",
        "contraste:label": finding.label.value,
        "contraste:confidence": round(finding.confidence, 4),
        "prov:wasGeneratedBy": {"@id": name_of("comparison", comparison.comparison_id)},
        "prov:wasDerivedFrom": [{"@id": name_of("document", each)} for each in documents],
    }


def _finding_name(comparison: Comparison, finding: Finding) -> str:
    return name_of("finding", f"{comparison.comparison_id}:{finding.finding_id}")


def _judged(comparison: Comparison, finding: Finding, verdict: Verdict) -> Iterator[dict[str, Any]]:
    person = name_of("person", content_id("act", verdict.author))
    yield {"@id": person, "@type": "prov:Person", "contraste:name": verdict.author}
    yield {
        "@id": name_of("verdict", content_id("jud", repr(verdict), finding.finding_id)),
        "@type": "prov:Entity",
        "contraste:label": verdict.label.value,
        "contraste:reason": verdict.reason,
        "prov:generatedAtTime": verdict.judged_at.isoformat(),
        "prov:wasAttributedTo": {"@id": person},
        "prov:wasDerivedFrom": {"@id": _finding_name(comparison, finding)},
    }
