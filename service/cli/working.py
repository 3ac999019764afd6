"""`contraste worker`."""

import signal
from threading import Event
from types import FrameType

from service.cli.output import stderr_console
from service.clock import run_time
from service.config import read_settings
from service.jobs.kind import Means
from service.jobs.queue import open_queue
from service.jobs.worker import PATIENCE, Worker, new_name
from service.logs import configure_logs
from service.store.engine import open_engine, shown_url, transaction
from service.store.migrate import upgrade
from service.store.secrets import SecretRepository
from service.work.executor import ProcessExecutor

# How often the command looks whether its worker still lives, in seconds.
_LOOK = 0.2


def worker_command(name: str, *, drain: bool) -> None:
    """Do jobs until told to stop, or with *drain* until nothing waits.

    Raises:
        StoreError: The database cannot be opened or migrated, or fails while draining.
    """
    settings = read_settings()
    configure_logs(settings.log_format, settings.log_level)
    engine = open_engine(settings.store_url)
    upgrade(engine)
    with transaction(engine) as session:
        secret = SecretRepository(session).get_or_make("installation", at=run_time())
    queue = open_queue(engine, secret)
    executor = ProcessExecutor(settings)
    means = Means(settings, engine, executor.for_jobs())
    worker = Worker(means, queue, name=new_name(name), drains=drain)
    try:
        _work(worker, shown_url(engine.url))
    finally:
        queue.close()
        executor.close()
        engine.dispose()
    if worker.error:
        raise worker.error


def _work(worker: Worker, database: str) -> None:
    told = Event()

    def tell(number: int, _: FrameType | None) -> None:
        # The second time is from somebody who does not want to wait.
        signal.signal(number, signal.default_int_handler)
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, tell)
    stderr_console().print(f"Working on {database}; Ctrl-C stops.")
    worker.start()
    while worker.is_alive() and not told.wait(_LOOK):
        pass
    try:
        worker.stop(PATIENCE)
    except KeyboardInterrupt:
        worker.stop(0)
