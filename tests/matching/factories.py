"""Values for tests of the library: claims from texts, and texts with odd characters."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from matching.claim import Claim
from matching.document import Document
from matching.reading import read_together

# No deadline: the first example loads word lists.
QUICK = settings(max_examples=60, deadline=None)
LANGUAGES = st.sampled_from(["es", "en", "pt", "fr", "und"])

_PIECES = [
    *("El ministro visitó Lima.", "She said 12 died.", "“Habrá paz”", "dijo Ana Rey", "¿Qué?"),
    *("\r\n\r\n", "\n", "\r", "\u2028", "\t", "\x00", "\u200b", "\ufeff", "\u00a0"),
    *("🇵🇪", "👩‍👩‍👧", "😀 Vamos", "Jose\u0301", "ﬁ", "قال الوزير.", "\u202eabc\u202c", "İI"),
    *("— Name (@handle) March 3, 2026", "pic.twitter.com/x", "2/3", "LIMA (Agencia) -", "a…"),
]
ODD_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=12), min_size=0, max_size=8).map(
    " ".join
)


def read_claims(
    text: str, language: str | None = None, source: str = "Source"
) -> tuple[Claim, ...]:
    return read_together([Document(text, source, language)]).readings[0].claims


def read_claim(text: str, language: str) -> Claim:
    """Return the only claim of a one-claim text."""
    (claim,) = read_claims(text, language)
    return claim


def by_source(claim: Claim, source: str) -> Claim:
    return replace(claim, attributed_to=source)
