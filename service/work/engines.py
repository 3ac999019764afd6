"""Which executor runs bulk work: chosen by a word on the command line."""

from service.config import Settings
from service.errors import InputError
from service.work.kinds import EngineKind
from service.work.lanes import BulkExecutor, OneLane, process_pool
from service.work.work import MakeWork, Work


def open_executor(
    settings: Settings,
    engine: EngineKind = EngineKind.INLINE,
    address: str | None = None,
    *,
    workers: int = 0,
    make_work: MakeWork = Work,
) -> BulkExecutor:
    """Return what runs bulk work; whoever opens it closes it.

    *workers* processes or actors; 0 for as many processes as the settings allow threads, or for
    an actor on each core of the cluster at *address*. Together they use no more threads than
    the settings allow one model; an actor has one. All three engines give the same results.

    Raises:
        InputError: An address was given to an engine that has none.
        SettingError: Ray is not installed, or there is no cluster at *address*.
    """
    if address and engine is not EngineKind.RAY:
        raise InputError("--address is the Ray cluster's; give it with --engine ray.")
    if engine is EngineKind.INLINE:
        return OneLane(make_work(settings))
    if engine is EngineKind.PROCESSES:
        count = workers or settings.threads
        return process_pool(_sharing(settings, count), count, make_work)
    from service.work.ray_executor import RayExecutor

    return RayExecutor(settings.model_copy(update={"threads": 1}), workers, address, make_work)


def _sharing(settings: Settings, processes: int) -> Settings:
    # Threads that wait for each other's processor are slower than one.
    return settings.model_copy(update={"threads": max(1, settings.threads // processes)})
