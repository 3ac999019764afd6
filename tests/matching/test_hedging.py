"""How claims hedge, against tests/matching/cases/hedging.yaml."""

import pytest

from matching.document import Document
from matching.hedging import find_hedging
from matching.reading import read_together
from matching.slots import Hedging
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("hedging"), ids=row_id)
def test_hedging_of_a_sentence(row) -> None:
    """The main clause's first cue counts, with its exact words."""
    hedging, cue = find_hedging(row["text"], row["language"])
    assert hedging == row["hedging"]
    assert (cue.quote(row["text"]) if cue else None) == row["cue"]


def test_a_claim_inherits_the_hedge_that_governs_it() -> None:
    """Who is expected to sign and to visit has done neither."""
    text = "The president is expected to sign the trade bill and to visit the new port."
    claims = read_together([Document(text, "x", "en")]).readings[0].claims
    assert {claim.slots.hedging for claim in claims} == {Hedging.EXPECTED}
