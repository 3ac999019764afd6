"""How fast the real model embeds the very texts of a run, to put a cost to what was left out."""

from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from benchmarks.scale.archive import archive
from matching.reading import read_together
from service.config import Settings
from service.runtime import load_model


@dataclass(frozen=True, slots=True)
class Rate:
    """Texts the real model embedded in a second on this machine, with so many threads."""

    texts: int
    seconds: float
    threads: int
    model: str

    @property
    def each(self) -> float:
        """Seconds for a text."""
        return self.seconds / self.texts if self.texts else 0.0


def real_rate(settings: Settings, documents: int, seed: int) -> Rate:
    """Embed the claims of the archive's first *documents*, in batches as a load does."""
    model = load_model(settings)
    items = archive(0, documents, seed)
    texts = seconds = 0.0
    while some := list(islice(items, 32)):
        renderings = {
            claim.rendering
            for item in some
            for claim in read_together((item.document,)).readings[0].claims
        }
        if not texts:
            model.encode(sorted(renderings)[:32])  # what only the first call takes
        began = perf_counter()
        model.encode(sorted(renderings))
        seconds += perf_counter() - began
        texts += len(renderings)
    return Rate(int(texts), seconds, settings.threads, model.name)
