"""How long machines run: a few seconds in the suite, much longer under the profile `long`.

pytest tests/service/machines --hypothesis-profile long
"""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlalchemy import Engine, event

from service.store.unit import read_only
from tests.databases import BACKENDS

LONG = "long"
IS_LONG = settings.get_current_profile_name() == LONG
# In the suite on SQLite alone: what they look for is in our code, and a copy costs nothing there.
MACHINE_BACKENDS = BACKENDS if IS_LONG else BACKENDS[:1]

_SHORT = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    database=None,
    # A failure is found again by the long run, which makes it small; the suite need not wait.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def run(machine: Callable[[], RuleBasedStateMachine]) -> None:
    """Run *machine* as often as this profile has it."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine, settings=None if IS_LONG else _SHORT
    )


def hurried(engine: Engine) -> Engine:
    """Let an SQLite database not wait for its disk: no power fails in a test."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF"))
    return engine


class Chain:
    """The audit log as a machine saw it last: it only ever grows, and what was there stays."""

    def __init__(self, engine: Engine) -> None:
        """Begin with what is there."""
        self._engine = engine
        self._head: str | None = None
        self._entries = 0

    def check(self) -> None:
        """Fail when an entry was changed or cut off."""
        with read_only(self._engine) as store:
            found = store.audit.verify(self._head)
        assert found.broken is None
        assert found.entries >= self._entries
        self._head, self._entries = found.head, found.entries
