"""What the page of settings tells: variables without their secrets, the model, the database."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import Enum

from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from starlette.datastructures import State

from matching.comparison import RunConfig
from matching.thresholds import DEFAULTS
from service.api.services import Services
from service.config import PREFIX, Settings
from service.errors import OverloadedError
from service.store.engine import shown_url, view
from service.store.numbers import NumbersRepository
from service.work.configuration import configuration

_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Variable:
    """A setting: its variable, its value as text, and whether somebody set it."""

    name: str
    value: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored: `size` in bytes, rows of each kind, jobs in each state."""

    backend: str
    size: int
    rows: dict[str, int]
    jobs: dict[str, int]


def variables(settings: Settings) -> Iterator[Variable]:
    """Yield every setting in the order of the code; a secret tells only that it is there."""
    for name in Settings.model_fields:
        shown = _SHOWN.get(name, _written)
        yield Variable(
            f"{PREFIX}{name.upper()}",
            shown(getattr(settings, name)),
            name in settings.model_fields_set,
        )


def thresholds() -> list[tuple[str, str]]:
    """Return the limits that labels depend on, by name."""
    return [
        (f"{group}.{name}", _written(value))
        for group, values in asdict(DEFAULTS).items()
        for name, value in values.items()
    ]


def in_use(services: Services, state: State) -> RunConfig | None:
    """Return what comparisons are made with; None while the model is not loaded.

    It holds as long as the process does, so it is asked for once and kept in *state*.
    """
    kept: RunConfig | None = getattr(state, "run_config", None)
    if kept is None and services.executor.is_ready:
        try:
            kept = state.run_config = services.executor.run(configuration)
        except OverloadedError:
            return None
    return kept


def stored(services: Services) -> Stored:
    """Return how much there is in the database."""
    with view(services.engine) as session:
        numbers = NumbersRepository(session)
        return Stored(
            services.engine.dialect.name, numbers.size(), numbers.stored(), numbers.jobs()
        )


def _written(value: object) -> str:
    if isinstance(value, SecretStr):
        return _HIDDEN if value.get_secret_value() else ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _address(url: str) -> str:
    """Return the database's URL without what opens it: no password, no parameters."""
    if not url:
        return ""
    try:
        return shown_url(make_url(url))
    except (ArgumentError, ValueError):
        return _HIDDEN


def _hooks(pairs: str) -> str:
    """Return the names of webhooks; an address may be all that a receiver asks for."""
    return " ".join(f"{pair.partition('=')[0]}={_HIDDEN}" for pair in pairs.split())


_SHOWN: Mapping[str, Callable[[str], str]] = {"database_url": _address, "webhooks": _hooks}
