"""The steps of a first load and of a night, each timed apart."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import islice
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Engine

from benchmarks.scale.archive import archive
from benchmarks.scale.candidates import candidates
from benchmarks.scale.database import server_seconds
from service.clock import run_time
from service.ingesting import ingest
from service.work.lanes import BulkExecutor
from service.work.loading import load_archive
from service.work.tasks import compare_stored
from service.work.work import Work

# As many as `contraste ingest` stores of a bulk file at once.
_LINES_AT_ONCE = 200


@dataclass(slots=True)
class Costs:
    """What documents cost.

    `store` and `load` are seconds on the wall: storing the texts; then reading, embedding and
    keeping what came of both, on all lanes at once. The others are seconds of processors,
    which a busy machine stretches less: `texts` of storing the texts, `read`, `embed`, `keep`,
    and `database` of the server meanwhile (0 where it runs elsewhere).
    """

    documents: int = 0
    claims: int = 0
    texts: int = 0
    embedded: int = 0
    unread: int = 0
    store: float = 0.0
    load: float = 0.0
    store_cpu: float = 0.0
    read_cpu: float = 0.0
    embed_cpu: float = 0.0
    keep_cpu: float = 0.0
    database_cpu: float = 0.0

    @property
    def wall(self) -> float:
        """Seconds on the wall."""
        return self.store + self.load

    def add(self, other: "Costs") -> None:
        """Add those of other documents."""
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(slots=True)
class Night:
    """What a night costs: documents taken in, pairs that blocking lets through, some compared.

    `group` are seconds to find the pairs; `pairs_timed` of them were compared in `compare`
    seconds.
    """

    costs: Costs = field(default_factory=Costs)
    in_window: int = 0
    pairs: int = 0
    group: float = 0.0
    pairs_timed: int = 0
    compare: float = 0.0

    @property
    def wall(self) -> float:
        """Seconds on the wall, with the pairs that were compared."""
        return self.costs.wall + self.group + self.compare

    @property
    def pairs_each(self) -> float:
        """Pairs considered for each new document."""
        return self.pairs / self.costs.documents if self.costs.documents else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return plain values, those derived too."""
        return {**asdict(self), "wall": self.wall, "pairs_each": self.pairs_each}


def take_in(
    engine: Engine, executor: BulkExecutor, first: int, count: int, seed: int
) -> tuple[Costs, Sequence[str]]:
    """Store, read and embed documents of the archive; return the costs and their identifiers."""
    costs, at = Costs(), run_time()
    server, worked = server_seconds(engine), process_time()
    ids: list[str] = []
    items = archive(first, count, seed)
    while some := list(islice(items, _LINES_AT_ONCE)):
        began = perf_counter()
        ids += [each.seen.document_id for each in ingest(some, engine, at=at, actor="bench")]
        costs.store += perf_counter() - began
    costs.store_cpu = process_time() - worked
    began = perf_counter()
    loaded = load_archive(executor, engine, since=at, actor="bench")
    costs.load = perf_counter() - began
    costs.documents, costs.claims = loaded.documents, loaded.claims
    costs.texts, costs.embedded = loaded.texts, loaded.embedded
    costs.unread = len(loaded.unread)
    spent = loaded.spent
    costs.read_cpu, costs.embed_cpu = spent.reading_cpu, spent.embedding_cpu
    costs.keep_cpu = spent.storing_cpu
    costs.database_cpu = server_seconds(engine) - server
    return costs, ids


def night(
    engine: Engine, executor: BulkExecutor, first: int, count: int, seed: int, most_pairs: int
) -> Night:
    """Take *count* new documents in, find what they are to be compared with, and compare some."""
    costs, ids = take_in(engine, executor, first, count, seed)
    found = Night(costs)
    with _timed(found, "group"):
        near = candidates(engine, ids)
    found.in_window, found.pairs = near.in_window, len(near.pairs)
    # Spread over all of them, the same number on every archive.
    step = max(1, len(near.pairs) // most_pairs) if most_pairs else 1
    chosen = near.pairs[::step][:most_pairs]
    with _timed(found, "compare"):
        found.pairs_timed = sum(1 for _ in executor.spread(_compare, chosen))
    return found


def _compare(work: Work, ids: tuple[str, str]) -> str:
    return compare_stored(work, *ids, "bench")


@contextmanager
def _timed(found: Night, step: str) -> Iterator[None]:
    began = perf_counter()
    yield
    setattr(found, step, perf_counter() - began)
