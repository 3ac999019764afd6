"""Whether time grows with the text: what takes four times as much may take ten times as long."""

import hashlib
import time
from collections.abc import Callable

# One input in so many is measured: the long ones take their time.
_ONE_IN = 64
_SHORT, _TIMES, _MOST = 2_000, 4, 10.0
# Below this, in seconds, the clock tells nothing; and a first look may have filled caches.
_LEAST = 0.02


class NotLinear(AssertionError):
    """A longer text took longer than its length explains."""


def check_linear(text: str, read: Callable[[str], object]) -> None:
    """Read *text*, written again and again, at two lengths; fail when time outgrows length.

    It is the processor's time of this process, the least of two looks, so that others who work
    on this machine do not count. Which texts are measured follows from them.
    """
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=2).digest()
    if not text.strip() or int.from_bytes(digest, "big") % _ONE_IN:
        return
    unit = f"{text}\n\n"
    shorter = unit * max(1, _SHORT // len(unit))
    short = max(_LEAST, _least_time(shorter, read))
    long = _least_time(shorter * _TIMES, read)
    if long > _MOST * short:
        raise NotLinear(f"{len(shorter)} characters {short:.3f} s, {_TIMES} times {long:.3f} s")


def _least_time(text: str, read: Callable[[str], object]) -> float:
    found = []
    for _ in range(2):
        began = time.process_time()
        read(text)
        found.append(time.process_time() - began)
    return min(found)
