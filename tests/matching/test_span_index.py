"""What lies where, asked of an index and of the whole row alike."""

import random

from matching.span import Span
from matching.span_index import SpanIndex, TakenSpans


def test_an_index_answers_as_a_walk_does() -> None:
    """Any spans, nested, equal or empty: the same things in the order they were given."""
    drawn = random.Random(11)  # noqa: S311 - the same spans each time
    for _ in range(200):
        starts = [drawn.randint(0, 20) for _ in range(drawn.randint(0, 12))]
        spans = [Span(start, start + drawn.randint(0, 8)) for start in starts]
        index = SpanIndex(zip(spans, range(len(spans)), strict=True))
        start = drawn.randint(0, 20)
        asked = Span(start, start + drawn.randint(0, 8))
        every = list(enumerate(spans))
        assert index.overlapping(asked) == [n for n, one in every if one.overlaps(asked)]
        assert index.inside(asked) == [n for n, one in every if asked.contains(one)]
        assert index.around(asked) == [n for n, one in every if one.contains(asked)]


def test_what_is_taken_is_free_no_more() -> None:
    """In whatever order stretches are taken, a walk over all of them says the same."""
    drawn = random.Random(12)  # noqa: S311 - the same spans each time
    for _ in range(200):
        taken, walked = TakenSpans(), list[Span]()
        for start in drawn.choices(range(30), k=12):
            asked = Span(start, start + drawn.randint(1, 6))
            is_free = not any(each.overlaps(asked) for each in walked)
            assert taken.is_free(asked) == is_free
            if is_free:
                taken.add(asked)
                walked.append(asked)
