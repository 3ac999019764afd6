"""Beside a worker's jobs: what is due to be sent is sent, on a thread of its own.

A mail server that takes its time must hold up no comparison.
"""

import logging
from threading import Event, Thread

from sqlalchemy import Engine

from service.clock import now
from service.config import Settings
from service.delivery.deliver import deliver_due
from service.errors import ServiceError

log = logging.getLogger(__name__)


class Courier:
    """Looks for deliveries that are due every so many seconds, until it is told to stop."""

    def __init__(self, engine: Engine, settings: Settings, every: float) -> None:
        """Look every *every* seconds once started."""
        self._engine, self._settings, self._every = engine, settings, every
        self._stop = Event()
        self._thread = Thread(target=self._live, name="courier", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self, patience: float) -> None:
        """Begin no more deliveries; wait *patience* seconds for the one in hand.

        One that takes longer is left, and found by others once its time is over.
        """
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _live(self) -> None:
        while not self._stop.is_set():
            try:
                deliver_due(self._engine, self._settings, now(), stops=self._stop.is_set)
            except ServiceError as error:
                log.warning("nothing is delivered for now: %s", error)
            except Exception as error:
                # Whatever it is, reports go on being sent.
                log.critical("internal fault: %s", error, exc_info=error)
            self._stop.wait(self._every)
