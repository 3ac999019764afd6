"""Which documents are worth weighing."""

from datetime import UTC, datetime, timedelta

import numpy as np

from matching.document import Document
from matching.grouping.candidates import blocking_keys, is_in_reach, nearest, nearness, sharing
from matching.grouping.profile import profile_documents
from matching.grouping.thresholds import GROUPING
from matching.grouping.window import make_window
from matching.testing import HashingEncoder

START = datetime(2027, 3, 1, tzinfo=UTC)
PROFILES = profile_documents(
    [
        Document(f"El barco {name} naufragó cerca de Guanaja.", "A", "es", START + timedelta(day))
        for day, name in enumerate(("Zafiro", "Rubí", "Zafiro Azul", *"BCDEFGHJKLMNPQRSTVWX"))
    ],
    HashingEncoder(),
)
WINDOW = make_window(PROFILES)


def test_who_shares_what_is_rarest_comes_first() -> None:
    """The other ship called Zafiro, before twenty that sank at the same place."""
    mine = PROFILES[0]
    having = {
        key: [one.document_id for one in PROFILES if key in blocking_keys(one)]
        for key in blocking_keys(mine)
    }
    found = sharing(mine, having, WINDOW)
    assert found[0] == PROFILES[2].document_id
    assert mine.document_id not in found


def test_candidates_stay_few_however_many_documents_there_are() -> None:
    """As many as the thresholds say, of twenty-two that are near."""
    mine, others = PROFILES[0], PROFILES[1:]
    owners = [one.document_id for one in others for _ in one.sentences]
    vectors = [row for one in others for row in one.vectors]
    found = nearest(mine, nearness(mine, owners, np.stack(vectors)))
    assert len(found) == GROUPING.nearest


def test_documents_weeks_apart_are_out_of_reach() -> None:
    """Seven days are within reach, eight are not."""
    assert is_in_reach(PROFILES[0], PROFILES[7])
    assert not is_in_reach(PROFILES[0], PROFILES[8])
