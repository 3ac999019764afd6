"""`make bench`: time and memory of the main job, against the limits the project set itself.

Warm: the median of several comparisons of two readouts of ten sentences in one process.
Start: a new process, from the command to its result, with a prepared model.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from matching.compare import compare_documents
from matching.document import Document
from service.config import read_settings
from service.runtime import load_encoder

LEFT = """El ministro de Exteriores de Arvenia, Tomás Quiroga, conversó el martes por teléfono con
la canciller de Solmark, Ingrid Halvorsen. Los dos acordaron reabrir el paso fronterizo
de Valle Hondo el 3 de junio. Arvenia aportará 12 millones de euros para reparar la
carretera. Quiroga reiteró que su país no retirará a sus observadores. Ambos condenaron
el ataque contra el puesto de Lirio, en el que murieron cuatro soldados. La canciller
agradeció la acogida de 2.300 desplazados. Se tratará la pesca en aguas comunes en una
reunión de expertos. El diálogo duró unos cuarenta minutos. Quiroga visitará Solmark
antes de que termine el año. Las dos partes mantendrán el contacto diario."""
RIGHT = """Foreign Minister Ingrid Halvorsen of Solmark spoke by telephone with Tomás Quiroga,
Foreign Minister of Arvenia, on Tuesday. They agreed to reopen the Valle Hondo border
crossing on June 5. Arvenia will contribute 12 million euros to repair the road.
Minister Halvorsen asked for the withdrawal of the Arvenian observers. Both ministers
condemned the attack on the Lirio post, which killed four soldiers. She thanked Arvenia
for taking in more than 2,000 displaced people. The ministers discussed energy prices in
the region. Minister Quiroga accepted an invitation to visit Solmark. Experts of both
countries will meet on fisheries. The ministers will stay in daily contact."""
DOCUMENTS = (
    Document(LEFT.replace("\n", " "), "Cancillería de Arvenia", "es"),
    Document(RIGHT.replace("\n", " "), "Solmark Foreign Ministry", "en"),
)
RUNS = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement and the limit it should stay under."""

    name: str
    value: float
    limit: float
    unit: str

    def __str__(self) -> str:
        mark = "within" if self.value < self.limit else "OVER"
        return f"{self.name:<52} {self.value:8.2f} {self.unit:<3} {mark} {self.limit:g}"


def main() -> None:
    """Print every figure; exit with 1 when one is over its limit."""
    figures = list(_figures())
    for figure in figures:
        print(figure)
    sys.exit(any(figure.value >= figure.limit for figure in figures))


def _figures() -> Iterator[Figure]:
    yield Figure("contraste --help", _fastest(_help), 0.5, "s")
    with tempfile.TemporaryDirectory() as folder:
        yield Figure("start to first result, model prepared", _start(Path(folder)), 8.0, "s")
    encoder = load_encoder(read_settings())

    def compare_anew() -> None:
        # Without its memory every run computes all vectors, as for texts never seen.
        encoder.forget()
        compare_documents(*DOCUMENTS, encoder=encoder)

    compare_anew()
    times = [_seconds(compare_anew) for _ in range(RUNS)]
    yield Figure("two readouts of ten sentences, warm (median)", statistics.median(times), 1.0, "s")
    # On Linux ru_maxrss counts kibibytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    yield Figure("peak memory of this process", peak, 1.5, "GB")


def _start(folder: Path) -> float:
    paths = [folder / "left.txt", folder / "right.txt"]
    for path, document in zip(paths, DOCUMENTS, strict=True):
        path.write_text(document.text, encoding="utf-8")
    return _fastest(lambda: _run("compare", *map(str, paths), "--json"))


def _help() -> None:
    _run("--help")


def _run(*words: str) -> None:
    command = [str(Path(sys.executable).with_name("contraste")), *words]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words


def _fastest(job: Callable[[], object]) -> float:
    # The first run fills the disk cache; the better of the others is the job's own time.
    return min(_seconds(job) for _ in range(3))


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
