"""Every span in every output quotes the stored text exactly, whatever its characters."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.compare import compare_documents
from matching.document import Document
from matching.span import Span
from matching.story import read_article
from matching.testing import HashingEncoder

_PIECES = [
    "El ministro dijo que murieron 12 personas en Lima el 3 de mayo.",
    "“The minister said 8 people died,” she said.",
    "«Habrá paz», afirmó José Pérez.",
    "El alcalde Ana Lo\u0301pez prometió abrir tres escuelas, cerrar dos y pintar una.",
    "🇵🇪 👩‍👩‍👧 Más de 200 heridos 😀",
    "He said: 'no\u200bthing",
    '"Una cita sin cierre',
    "\r\n\r\n",
    "\n",
    "—No —dijo el juez—, nunca.",
    "قال الوزير إن 12 شخصا قتلوا.",
    "\ufeff",
    "The talks end... pic.twitter.com/abc — Presidencia X (@presidx) October 30, 2025",
    "EE.UU. y U.S. firmaron el 30/10/2025.",
    "\u202eabc\u202c",
    "\x00",
]
TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=20), min_size=1, max_size=6).map(
    " ".join
)
ENCODER = HashingEncoder()
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _inside(text: str, span: Span | None) -> bool:
    return span is None or span.end <= len(text)


@QUICK
@given(TEXTS, TEXTS)
def test_spans_of_a_comparison_quote_their_texts(left: str, right: str) -> None:
    """Claims, reasons, slots and names point at the words that they name."""
    found = compare_documents(Document(left, "A"), Document(right, "B"), encoder=ENCODER)
    for reading in (found.left, found.right):
        text = reading.document.text
        for claim in reading.claims:
            assert claim.span.quote(text) == claim.text
            slots = claim.slots
            for value in (*slots.numbers, *slots.dates, *slots.people, *slots.places):
                assert value.span.quote(text) == value.surface
    for finding in found.findings:
        for reason in finding.reasons:
            assert _inside(left, reason.left)
            assert _inside(right, reason.right)
    texts = {r.document.document_id: r.document.text for r in (found.left, found.right)}
    for name in found.names:
        assert name.span.quote(texts[name.document_id]) == name.surface


@QUICK
@given(TEXTS)
def test_spans_of_an_article_quote_its_text(text: str) -> None:
    """The sources inside an article all quote the one stored text."""
    story = read_article(Document(text, "A"), encoder=ENCODER)
    for reading in story.readings:
        assert reading.document.text == text
        for claim in reading.claims:
            assert claim.span.quote(text) == claim.text
    for name in story.names:
        assert name.span.quote(text) == name.surface
