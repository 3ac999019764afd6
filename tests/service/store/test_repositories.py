"""Documents and comparisons in the database: stored once, read back as they were."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matching.document import Document
from matching.explanation import Explanation
from service.store.comparisons import ComparisonRepository
from service.store.documents import DocumentRepository
from service.store.engine import transaction
from service.store.tables import Base, DocumentRow, FindingRow
from service.words.telling import tell
from tests.service.diff import factories

AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)


def counts(session: Session) -> dict[str, int]:
    """Return the number of rows in each table."""
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


def test_a_document_comes_back_equal(engine: Engine) -> None:
    """Text, odd characters, title and the zone of its time survive, and so does its id."""
    given = replace(factories.ports_comparison().left.document, text="a\r\n\u200b🇵🇪 e\u0301 \x00")
    with transaction(engine) as session:
        assert DocumentRepository(session).add(given, stored_at=AT)
    with transaction(engine) as session:
        found = DocumentRepository(session).get(given.document_id)
        assert found == given
        assert found is not None
        assert found.document_id == given.document_id
        assert DocumentRepository(session).get("doc_unknown") is None


def test_storing_twice_changes_nothing(engine: Engine) -> None:
    """A comparison and all that it rests on have ids derived from content."""
    comparison = factories.ports_comparison()
    with transaction(engine) as session:
        assert ComparisonRepository(session).add(comparison, created_at=AT)
    with transaction(engine) as session:
        before = counts(session)
        later = AT + timedelta(days=1)
        assert not ComparisonRepository(session).add(comparison, created_at=later)
    with transaction(engine) as session:
        assert counts(session) == before
        assert before["document"] == before["source"] == 2
        assert before["finding"] == len(comparison.findings)
        assert before["name_repair"] == len(comparison.names)
        assert before["claim"] == len(comparison.left.claims) + len(comparison.right.claims)


def test_a_comparison_is_known_by_documents_and_configuration(engine: Engine) -> None:
    """Another model, or the sides swapped, is another comparison."""
    comparison = factories.ports_comparison()
    left, right = comparison.left.document.document_id, comparison.right.document.document_id
    with transaction(engine) as session:
        ComparisonRepository(session).add(comparison, created_at=AT)
    with transaction(engine) as session:
        stored = ComparisonRepository(session)
        assert stored.find(left, right, comparison.config)
        assert not stored.find(right, left, comparison.config)
        assert not stored.find(left, right, replace(comparison.config, revision="q4-0002"))


def test_a_stored_explanation_can_still_be_told(engine: Engine) -> None:
    """What was stored knows its pattern and values, in reasons and in repairs."""
    comparison = factories.ports_comparison()
    opening = Explanation("The amounts differ")
    text = Explanation("{rule} (similarity {near}).", rule=opening, near="0.80")
    first, *others = comparison.findings
    reason = replace(first.reasons[0], text=text)
    repair = replace(comparison.names[0], reason=Explanation("another name of {name}", name="X"))
    told = replace(
        comparison,
        findings=(replace(first, reasons=(reason,)), *others),
        names=(repair, *comparison.names[1:]),
    )
    with transaction(engine) as session:
        ComparisonRepository(session).add(told, created_at=AT)
    with transaction(engine) as session:
        found = ComparisonRepository(session).load(told.comparison_id)
    assert found is not None
    stored = found[0].findings[0].reasons[0].text
    assert tell(stored, "es") == "Las cantidades difieren (similitud 0,80)."
    assert tell(found[0].names[0].reason, "es") == "otro nombre de X"
    assert stored == text


def test_a_stored_comparison_keeps_order_sides_and_reasons(engine: Engine) -> None:
    """Findings come back in the library's order, each claim on its side."""
    comparison = factories.ports_comparison()
    with transaction(engine) as session:
        ComparisonRepository(session).add(comparison, created_at=AT)
    with transaction(engine) as session:
        found = ComparisonRepository(session).load(comparison.comparison_id)
    assert found is not None
    for row, finding in zip(found[0].findings, comparison.findings, strict=True):
        assert (row.label, row.left, row.right) == (finding.label, finding.left, finding.right)
        assert [each.text for each in row.reasons] == [each.text for each in finding.reasons]


def test_a_later_text_under_the_same_title_is_a_revision(engine: Engine) -> None:
    """The newer document points to the newest earlier one of the same source."""
    first = Document("Uno.", "Agencia X", published_at=AT, title="Temporal")
    second = replace(first, text="Dos.", published_at=AT + timedelta(hours=1))
    third = replace(first, text="Tres.", published_at=AT + timedelta(hours=2))
    other = replace(first, text="Tres.", source="Agencia Y")
    with transaction(engine) as session:
        for document in (first, second, third, other):
            DocumentRepository(session).add(document, stored_at=AT)
    with transaction(engine) as session:
        rows = {row.document_id: row.revision_of for row in session.scalars(select(DocumentRow))}
        assert rows == {
            first.document_id: None,
            second.document_id: first.document_id,
            third.document_id: second.document_id,
            other.document_id: None,
        }
        found = DocumentRepository(session).by_source("Agencia X")
        assert [each.text for each in found] == ["Uno.", "Dos.", "Tres."]


def test_an_error_leaves_no_part_of_a_comparison(engine: Engine) -> None:
    """One command is one transaction: a fault at the end takes everything back."""

    def store_and_fail() -> None:
        with transaction(engine) as session:
            ComparisonRepository(session).add(factories.ports_comparison(), created_at=AT)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        store_and_fail()
    with transaction(engine) as session:
        assert set(counts(session).values()) == {0}


def test_a_finding_needs_its_comparison(engine: Engine) -> None:
    """Foreign keys are enforced."""
    row = FindingRow(
        comparison_id="cmp_x", finding_id="fnd_x", position=0, label="agree",
        confidence=0.5, reasons=[],
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(row)
