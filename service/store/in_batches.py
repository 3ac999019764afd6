"""Many identifiers in parts that one statement can hold."""

from collections.abc import Iterable, Iterator, Sequence

# SQLite takes a limited number of values in one statement.
_BATCH = 400


def batches(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    """Give *ids*, each once and in order, as many at a time as a statement takes."""
    ordered = sorted(set(ids))
    return (ordered[at : at + _BATCH] for at in range(0, len(ordered), _BATCH))
