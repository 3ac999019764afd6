"""Doing jobs: take one, do it while its heart beats, store how it ended."""

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from matching.errors import MatchingError
from service.clock import now
from service.errors import OverloadedError, ServiceError, StoreError
from service.jobs.heart import Heart
from service.jobs.kind import JobLost, Kind, Means
from service.jobs.kinds import KINDS
from service.store.jobs import Job, JobState
from service.store.unit import read_only, unit_of_work

log = logging.getLogger(__name__)

_FAULT = "It failed by a fault of the program; the worker's log tells more."
# So many beats may be missed before a job is taken for dead.
_BEATS = 5
# How often a job gets the attempt back that the database spoilt; one that always does may be at
# fault itself, and others wait behind it.
MOST_SPARED = 20


class Runner:
    """Does jobs one after the other, under one name."""

    def __init__(self, means: Means, name: str, kinds: Mapping[str, Kind] = KINDS) -> None:
        """Do jobs of *kinds* with *means*; *name* is no other worker's."""
        self._means, self._name, self._kinds = means, name, kinds
        self._in_hand: Job | None = None
        # Jobs whose attempt the database spoilt, to be given back once it can be written.
        self._owed: dict[str, Job] = {}
        self._spared: Counter[str] = Counter()

    def run_next(self) -> bool:
        """Do the oldest job that waits; False when there is none.

        Raises:
            StoreError: The database cannot be used now; a job that found that out does not count
                it as an attempt.
        """
        self._give_back_owed()
        with read_only(self._means.engine) as store:
            if not store.jobs.is_waited_for(self._kinds):
                return False
        with unit_of_work(self._means.engine) as store:
            job = store.jobs.take(self._name, at=now(), kinds=self._kinds)
        if job is None:
            return False
        self._in_hand = job
        try:
            self._do(job)
        finally:
            self._in_hand = None
        return True

    def give_back(self) -> bool:
        """Let others do the job in hand, if there is one; what is made of it is not stored.

        Raises:
            StoreError: The database cannot be used now.
        """
        job = self._in_hand
        if job is None:
            return False
        with unit_of_work(self._means.engine) as store:
            return store.jobs.give_back(job)

    def sweep(self) -> int:
        """Revive the jobs that killed workers left; return how many there were.

        Any worker may do so at any time, several at once too.

        Raises:
            StoreError: The database cannot be used now.
        """
        self._give_back_owed()
        since = now() - timedelta(seconds=self._means.settings.job_silence)
        with read_only(self._means.engine) as store:
            if not store.jobs.is_silent(since):
                return 0
        with unit_of_work(self._means.engine) as store:
            revived = store.jobs.revive(since, at=now())
        for job_id in revived:
            log.warning("%s was left by its worker", job_id)
        return len(revived)

    def _do(self, job: Job) -> None:
        log.info("%s (%s), attempt %d", job.job_id, job.kind, job.attempts)
        engine = self._means.engine
        try:
            with Heart(engine, job, self._means.settings.job_silence / _BEATS) as heart:
                result_id = self._kinds[job.kind](self._means, job, heart.progress)
            self._finish(job, result_id)
        except JobLost:
            log.info("%s is somebody else's by now, or cancelled", job.job_id)
        except StoreError as error:
            log.warning("%s is left to be tried again: %s", job.job_id, error)
            self._spared[job.job_id] += 1
            if self._spared[job.job_id] <= MOST_SPARED:
                self._owed[job.job_id] = job
            raise
        except OverloadedError as error:
            # It keeps silent from now on, so that it is tried again, not at once.
            log.warning("%s is left to be tried again: %s", job.job_id, error)
        except (ServiceError, MatchingError) as error:
            self._fail(job, str(error))
        except Exception as error:
            log.critical("internal fault in %s: %s", job.job_id, error, exc_info=error)
            self._fail(job, _FAULT)

    def _give_back_owed(self) -> None:
        """Give back what the database spoilt, unless somebody else has it by now."""
        for job in list(self._owed.values()):
            with unit_of_work(self._means.engine) as store:
                store.jobs.give_back(job)
            del self._owed[job.job_id]

    def _finish(self, job: Job, result_id: str | None) -> None:
        """Note the end of a job whose kind did not do so together with the result."""
        with unit_of_work(self._means.engine) as store:
            if not store.jobs.finish(job, result_id, at=now()):
                found = store.jobs.get(job.job_id)
                if found is None or found.state is not JobState.DONE:
                    raise JobLost(job.job_id)
        log.info("%s is done: %s", job.job_id, result_id)

    def _fail(self, job: Job, sentence: str) -> None:
        log.info("%s failed: %s", job.job_id, sentence)
        with unit_of_work(self._means.engine) as store:
            store.jobs.fail(job, sentence, at=now())
