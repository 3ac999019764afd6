"""New documents into stories before a night is told: the one place that asks for it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from service.clock import now
from service.errors import OverloadedError, StoreError
from service.grouping.grouping import group_some
from service.grouping.means import grouper_of
from service.work.closing import close_night
from service.work.executor import Executor
from service.work.night import ACTOR
from service.work.work import Work

log = logging.getLogger(__name__)


def night_grouper(executor: Executor) -> Callable[[datetime], None]:
    """Return what groups documents that were not grouped yet, for `Means.group`.

    It is given the moment from which on documents are told; those of the days before it, among
    which a new one may find its like, are grouped too. An archive that was loaded without being
    grouped stays as it is: no night waits for it.
    """
    return partial(_group, executor)


def group_documents(work: Work, since: datetime) -> int:
    """Group some of what was not grouped yet; return how many, 0 when nothing is left.

    Only documents that appeared from *since* on, or within the window before it. One that
    cannot be grouped is told of in the log.

    Raises:
        StoreError, OverloadedError: It is nobody's document that is at fault.
    """
    try:
        grouper = grouper_of(work.engine, work.sentence_encoder, work.settings, ACTOR)
        window = timedelta(days=grouper.thresholds.window_days)
        return group_some(grouper, at=now(), since=since - window).documents
    except (StoreError, OverloadedError):
        raise
    except Exception as error:
        # People's stories, and those grouped before it, are told all the same.
        log.warning("new documents could not be grouped to the end", exc_info=error)
        return 0


def _group(executor: Executor, since: datetime) -> None:
    # Some at a time: no night is too long for one task.
    while executor.run(group_documents, since):
        pass
    try:
        close_night(executor, since, ACTOR)
    except (StoreError, OverloadedError):
        raise
    except Exception as error:
        # Stories are told as they stand.
        log.warning("documents alone could not be looked at again", exc_info=error)
