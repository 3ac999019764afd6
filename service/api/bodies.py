"""Answers that never change, kept as the bytes that are sent."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MOST_BYTES = 32 * 1024 * 1024


class BodyCache:
    """The bodies asked for last, up to a number of bytes; for things that are immutable only.

    Threads share it. Two that miss at once both make the body, which is the same.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        """Keep up to *most_bytes*."""
        self._most = most_bytes
        self._size = 0
        self._turn = Lock()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the body under *key*, an identifier, made when it is not kept.

        What *make* raises is raised here, and nothing is kept.
        """
        with self._turn:
            found = self._bodies.get(key)
            if found is not None:
                self._bodies.move_to_end(key)
                return found
        body = make()
        self._keep(key, body)
        return body

    def _keep(self, key: str, body: bytes) -> None:
        with self._turn:
            if key in self._bodies or len(body) > self._most:
                return
            self._bodies[key] = body
            self._size += len(body)
            while self._size > self._most:
                _, dropped = self._bodies.popitem(last=False)
                self._size -= len(dropped)
