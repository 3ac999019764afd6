"""Fixtures that most tests share.

No test reads the machine's own settings, cache or database: the environment is emptied of
CONTRASTE_ variables, and every path points into the test's own folder. The embedded model is
prepared once a session, into the folder that CONTRASTE_CACHE named when the tests began.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from service.config import Settings

PREFIX = "CONTRASTE_"
_SESSION_CACHE = os.environ.get(f"{PREFIX}CACHE")
# Beside other processes of tests a model has one thread: more would wait for each other.
_IS_ONE_OF_SEVERAL = "PYTEST_XDIST_WORKER" in os.environ
if _IS_ONE_OF_SEVERAL:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
# For nights: machines (tests/service/machines) go on ten times as long, on both databases.
hypothesis_settings.register_profile(
    "long",
    max_examples=500,
    stateful_step_count=80,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv(f"{PREFIX}DATA_DIR", str(tmp_path / "data"))
    # A job after each document would be in the way of what is tested; tests of it turn it on.
    monkeypatch.setenv(f"{PREFIX}GROUPING", "off")
    if _IS_ONE_OF_SEVERAL:
        monkeypatch.setenv(f"{PREFIX}THREADS", "1")
    if _SESSION_CACHE:
        monkeypatch.setenv(f"{PREFIX}CACHE", _SESSION_CACHE)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose paths lie in the test's own folder."""
    return Settings()
