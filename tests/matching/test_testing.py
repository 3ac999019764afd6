import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.testing import HashingEncoder


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40), max_size=6))
def test_the_hashing_encoder_keeps_the_contract(texts: list[str]) -> None:
    """The encoder for tests is deterministic, offset-exact and independent of company."""
    fake = HashingEncoder()
    together = fake.encode(texts)
    assert together.sentences.shape == (len(texts), fake.dimension)
    for index, text in enumerate(texts):
        np.testing.assert_array_equal(fake.encode([text]).sentences[0], together.sentences[index])
        for token in together.words[index].tokens:
            assert token.span.quote(text) == token.text


def test_the_hashing_encoder_has_lexical_sense() -> None:
    """Shared words bring texts together, cognates a little, strangers not."""
    same, cognate, other, base = (
        HashingEncoder()
        .encode(
            [
                "la cooperación regional",
                "regional cooperative farms opened",
                "llovió ayer",
                "cooperación regional",
            ]
        )
        .sentences
    )
    assert same @ base > cognate @ base > other @ base
