"""Structured logs that hold no document, no query, no key: one line, one event, on stderr.

What a record carries is decided here, not by whoever logs. An exception is told by its type
and the places it passed, never by its words, which may quote what was read; lines of other
people's libraries are told by their logger and place only, whatever they say.

Code logs with the standard library and hands over values as `extra={"facts": {...}}`; structlog
writes the lines.
"""

import logging
import sys
import traceback
from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import structlog

from service.config import LogFormat, LogLevel

Event = MutableMapping[str, Any]

# Loggers whose words are known to hold no content.
_KNOWN = ("service", "matching", "migrations", "uvicorn")
# These tell a person at a terminal what they gave; a log keeps the words around it only.
_QUOTING = ("service.comparing", "service.intake")
_MOST_PLACES = 20
_ROOT = Path(__file__).resolve().parent.parent


def configure_logs(
    form: LogFormat = LogFormat.CONSOLE,
    level: LogLevel = LogLevel.INFO,
    stream: IO[str] | None = None,
) -> None:
    """Let this process log to *stream*, by default stderr; call it once, at the edge."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(_discreet)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(form),
            ],
        )
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name in _KNOWN:
        logging.getLogger(name).setLevel(logging.NOTSET)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        # It brings handlers of its own; its access log has queries, ours has not.
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"


def _discreet(record: logging.LogRecord) -> bool:
    """Take everything out of *record* that may quote content; drop idle talk of libraries."""
    told = record.exc_info
    record.exc_info = record.exc_text = None
    if isinstance(told, tuple) and told[1] is not None:
        record.fault = fault(told[1])
    if not _is_known(record.name):
        if record.levelno < logging.WARNING:
            return False
        record.msg, record.args = f"{record.module}.{record.funcName}", ()
    elif _is_of(_QUOTING, record.name):
        record.args = ()
    elif isinstance(record.args, tuple):
        record.args = tuple(_name_of_error(each) for each in record.args)
    return True


def fault(error: BaseException) -> list[str]:
    """Return what may be logged of *error*: types, and places from the innermost outwards."""
    found: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        found.append(_name_of(each))
        found += _places(each.__traceback__)
        each = each.__cause__ or each.__context__
    return found[: 3 * _MOST_PLACES]


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_MOST_PLACES:]
    return [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[::-1]]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(_ROOT))
    return "/".join(path.parts[-2:])


def _name_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _name_of_error(value: object) -> object:
    return _name_of(value) if isinstance(value, BaseException) else value


def _is_known(name: str) -> bool:
    return _is_of(_KNOWN, name)


def _is_of(parents: tuple[str, ...], name: str) -> bool:
    return any(name == parent or name.startswith(f"{parent}.") for parent in parents)


def _renderer(form: LogFormat) -> Callable[[Any, str, Event], str | bytes]:
    if form is LogFormat.JSON:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False)


def _add_facts(_: Any, __: str, event: Event) -> Event:
    """Take over what the caller, as `extra={"facts": {...}}`, and `_discreet` left."""
    record = event.get("_record")
    if record is not None and _is_known(record.name):
        event.update(getattr(record, "facts", {}))
    if record is not None and hasattr(record, "fault"):
        event["fault"] = record.fault
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _add_facts,
]
