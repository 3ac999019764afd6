"""How fast the real model embeds the very texts of a run, to put a cost to what was left out."""

from dataclasses import dataclass
from itertools import islice
from time import perf_counter, process_time

from benchmarks.scale.archive import archive
from benchmarks.scale.memory import megabytes
from matching.reading import read_together
from service.runtime import load_model
from service.work.loading import BATCH
from service.work.work import Work


@dataclass(frozen=True, slots=True)
class Rate:
    """Texts that the real model embedded on this machine, with one thread.

    `memory_mb` are held by a process with the model that has done so.
    `seconds` on the wall, `cpu` of the processor; processes side by side, with a thread each,
    are faster than threads of one process that wait for each other.
    """

    texts: int
    seconds: float
    cpu: float
    model: str
    memory_mb: float = 0.0


def real_rate(work: Work, documents: int, seed: int) -> Rate:
    """Embed the claims of the archive's first *documents*, in batches as a load does."""
    model = load_model(work.settings.model_copy(update={"threads": 1}))
    items = archive(0, documents, seed)
    texts, seconds, cpu = 0, 0.0, 0.0
    while some := list(islice(items, BATCH)):
        renderings = {
            claim.rendering
            for item in some
            for claim in read_together((item.document,)).readings[0].claims
        }
        if not texts:
            model.sentences(sorted(renderings)[:BATCH])  # what only the first call takes
        began, worked = perf_counter(), process_time()
        model.sentences(sorted(renderings))
        seconds += perf_counter() - began
        cpu += process_time() - worked
        texts += len(renderings)
    return Rate(texts, seconds, cpu, model.name, megabytes())
