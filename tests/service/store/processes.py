"""Scripts that tests run in processes of their own, to stand beside each other or be killed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

WRITE_MANY = """
import sys
from service.store.engine import open_engine, transaction
from service.store.stories import StoryRepository
from tests.service.diff.factories import CREATED_AT as AT

engine = open_engine(sys.argv[1])
for number in range(int(sys.argv[3])):
    with transaction(engine, actor=sys.argv[2], at=AT) as session:
        # Two entries each, so that a chain that mixes writers would show it.
        StoryRepository(session).add(f"{sys.argv[2]} {number}", at=AT)
        StoryRepository(session).add(f"{sys.argv[2]} {number} again", at=AT)
    print(number, flush=True)
"""

WRITE_AND_WAIT = """
import sys, time
from service.store.comparisons import ComparisonRepository
from service.store.engine import open_engine, transaction
from service.store.trail import Trail
from tests.service.diff import factories
from tests.service.diff.factories import CREATED_AT as AT

with transaction(open_engine(sys.argv[1]), at=AT) as session:
    ComparisonRepository(session).add(factories.ports_comparison(), created_at=AT)
    session.flush()
    session.info[Trail].write(session)
    print("ready", flush=True)
    time.sleep(600)
"""

STORE_SAME = """
import sys
from service.store.engine import open_engine, transaction
from service.store.comparisons import ComparisonRepository
from tests.service.diff import factories
from tests.service.diff.factories import CREATED_AT as AT

engine = open_engine(sys.argv[1])
made = [factories.ports_comparison(), *factories.article_story().comparisons]
for comparison in made[::-1] if sys.argv[2] == "backwards" else made:
    with transaction(engine, at=AT) as session:
        ComparisonRepository(session).add(comparison, created_at=AT)
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start *script* with *arguments* in a process of its own."""
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> int:
    """Wait for a process to end, close its pipe and return its exit code."""
    process.communicate(timeout=300)
    return process.returncode
