"""Where the command line writes: results to stdout, everything else to stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from matching.embed import Encoder
from service.config import Settings

# An unknown width (a pipe or a file) gets this many columns, wide enough for a matrix.
_PIPE_WIDTH = 120


def stdout_console() -> Console:
    """Return the console for tables: the terminal's width and colours, or plain in a pipe."""
    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False)


def stderr_console() -> Console:
    """Return the console for notes and progress."""
    return Console(stderr=True, highlight=False)


def write_json(value: BaseModel) -> None:
    """Print *value* as indented JSON in UTF-8, whatever the terminal's own encoding."""
    write_stdout(value.model_dump_json(indent=2) + "\n")


def write_stdout(text: str) -> None:
    """Print *text* as it is, in UTF-8."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def prepared_encoder(settings: Settings) -> Encoder:
    """Return the encoder, with a progress bar on stderr while its model is being prepared."""
    from service.runtime import load_encoder

    with progress_bar("Preparing the model (once)") as bar:
        return load_encoder(settings, lambda _, done, total: bar(done, total))


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function (done, total) that moves a bar on stderr, unseen until its first call."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    progress = Progress(*columns, console=stderr_console())
    task = progress.add_task(title)

    def move(done: int, total: int) -> None:
        progress.start()
        progress.update(task, completed=done, total=total)

    try:
        yield move
    finally:
        if progress.live.is_started:
            progress.stop()
