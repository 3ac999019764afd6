"""Which values of `Prefer` ask for an answer at once."""

import pytest

from service.api.preference import prefers_async


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (None, False),
        (["respond-async"], True),
        (["Respond-Async"], True),
        (["wait=10, respond-async"], True),
        (["respond-async; foo=1"], True),
        (["handling=lenient", "respond-async"], True),
        (["respond-asynchronously"], False),
        (['note="respond-async"'], False),
        ([""], False),
    ],
)
def test_prefers_async(headers: list[str] | None, expected: bool) -> None:
    """The name counts alone, in any spelling and any place."""
    assert prefers_async(headers) is expected
