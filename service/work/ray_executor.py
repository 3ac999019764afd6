"""Tasks on a Ray cluster: actors on its machines hold the model.

An actor is given a task and ids; it reads and writes the database itself, so nothing large
goes through Ray. Ray starts an actor anew when its process or its machine is lost, and has it
do the task in hand again, which changes nothing where the first time was whole.
"""

import importlib
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from service.config import Settings
from service.errors import OverloadedError, SettingError
from service.logs import configure_logs
from service.work import process
from service.work.executor import Executor, stopped_after
from service.work.lanes import Lanes
from service.work.work import MakeWork, Work

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

# Less than a core, so that a machine with one has a place left for whatever else runs there.
_CORES = 0.75
# With the first time, as often as a task is tried in processes of our own.
_RETRIES = 2
# Ids and counts go through it, so that Ray's own least is enough.
_OBJECT_STORE = 80_000_000


class RayExecutor(Lanes):
    """Runs tasks on actors of a Ray cluster, several at once."""

    def __init__(
        self,
        settings: Settings,
        workers: int = 0,
        address: str | None = None,
        make_work: MakeWork = Work,
    ) -> None:
        """Start *workers* actors, by default one for each core, on the cluster at *address*.

        Without an address a cluster of this machine alone is started, and ended by `close`.

        Raises:
            SettingError: Ray is not installed, or there is no cluster at *address*.
        """
        ray = _ray()
        self._ray = ray
        self._is_ours = not ray.is_initialized()
        if self._is_ours:
            _join(ray, address, workers)
        cores = workers or int(ray.cluster_resources().get("CPU", 1))
        super().__init__([_Actor(ray, settings, make_work) for _ in range(max(1, cores))])

    def close(self) -> None:
        """End the actors, and the cluster where it was started here."""
        super().close()
        if self._is_ours:
            self._ray.shutdown()


class Holder:
    """The inside of an actor: one process's means of work."""

    def __init__(self, settings: Settings, make_work: MakeWork) -> None:
        """Make ready; the model is loaded by the first task that needs it."""
        configure_logs(settings.log_format, settings.log_level)
        self._work = make_work(settings)

    def do(
        self, task: Callable[..., R], args: Sequence[Any], named: Mapping[str, Any]
    ) -> R | "_Raised":
        """Return what *task* returns, or what it raised: Ray would wrap that."""
        try:
            return task(self._work, *args, **named)
        except Exception as error:
            return _Raised(error)


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


class _Actor:
    """One actor as an executor."""

    def __init__(self, ray: Any, settings: Settings, make_work: MakeWork) -> None:
        self._ray = ray
        self._seconds = settings.job_timeout
        start = ray.remote(Holder).options(
            num_cpus=_CORES,
            max_restarts=-1,
            max_task_retries=_RETRIES,
            scheduling_strategy="SPREAD",
        )
        self._actor = start.remote(settings, make_work)
        self._warm = self._actor.do.remote(process.warm, (), {})

    def run(self, task: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what *task* returns; what it raises is raised here.

        Raises:
            TookTooLong: The task was stopped, since it exceeded the time limit of jobs.
            OverloadedError: The actor died under the task again and again.
        """
        ray = self._ray
        asked = self._actor.do.remote(task, args, kwargs)
        try:
            found: R | _Raised = ray.get(asked, timeout=self._seconds)
        except ray.exceptions.GetTimeoutError as error:
            ray.kill(self._actor, no_restart=False)
            raise stopped_after(self._seconds) from error
        except ray.exceptions.RayError as error:
            log.warning("a task was given up: %s", type(error).__name__)
            raise OverloadedError(
                "The actor stopped again and again; see Ray's log of it."
            ) from error
        if isinstance(found, _Raised):
            raise found.error
        return found

    @property
    def is_ready(self) -> bool:
        """Whether the actor has loaded the model."""
        return bool(self._ray.wait([self._warm], timeout=0)[0])

    def for_jobs(self) -> Executor:
        """Return this one, which has the time of jobs."""
        return self

    def close(self) -> None:
        """End the actor, whatever it is doing."""
        self._ray.kill(self._actor)


def _ray() -> Any:
    # Ray reads these when it is imported. Without a token, whoever reaches its ports may run
    # code here; whoever runs a cluster may decide otherwise by the same names.
    if "ray" not in sys.modules:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_AUTH_MODE", "token")
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise SettingError("--engine ray needs pip install 'contraste[scale]'.") from error


def _join(ray: Any, address: str | None, workers: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    own = {
        "num_cpus": workers or None,
        "include_dashboard": False,
        "object_store_memory": _OBJECT_STORE,
    }
    try:
        if address:
            ray.init(address=address, **quiet)
        else:
            # Not to a cluster that RAY_ADDRESS or a file of /tmp happens to name.
            ray.init(address="local", **own, **quiet)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise SettingError(f"The Ray cluster cannot be used ({error}).") from error
