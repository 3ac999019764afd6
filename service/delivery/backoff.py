"""How long to wait before the next attempt."""

from datetime import timedelta

from matching.ids import text_hash

_LONGEST = timedelta(hours=6)
# What a server may ask for at most.
_LONGEST_ASKED = timedelta(days=1)
# A quarter more or less, so that what failed together does not come back together.
_SPREAD = 0.25


def pause(
    delivery_id: str, attempts: int, *, first: float, retry_after: float | None = None
) -> timedelta:
    """Return the wait after *attempts* failures: *first* seconds, doubled each time.

    It is six hours at most, then a quarter more or less, derived from the identifier and the
    number of attempts: equal on every run. What the receiver asked for counts where it is
    longer, up to a day.
    """
    doubled = min(timedelta(seconds=first * 2 ** min(attempts - 1, 40)), _LONGEST)
    share = int(text_hash(f"{delivery_id}:{attempts}")[:8], 16) / 0xFFFFFFFF
    spread = doubled * (1 - _SPREAD + 2 * _SPREAD * share)
    return max(spread, min(timedelta(seconds=retry_after or 0), _LONGEST_ASKED))
