"""Time and memory of reading: everything that happens to a text before it is embedded.

    python -m benchmarks.reading [--articles 10000]

A text of 1,000 words is read whole (passages, attributions, names, claims, slots). Warm: word
lists are loaded, but no text has been seen before. Memory is this process's resident size
after a tenth of the articles and at the end.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.articles import long_articles, varied_articles
from matching.document import Document
from matching.reading import read_together

_ROUNDS = 3


def milliseconds_per_thousand_words(rounds: int = _ROUNDS) -> float:
    """Return the median time of reading 1,000 words, in milliseconds of one core's time."""
    articles = long_articles()
    for article in articles:
        read_together([article])
    times: list[float] = []
    for number in range(rounds):
        for article in articles:
            # Another text, so that nothing remembered of the first reading helps.
            fresh = Document(f"{article.text}\n\nNota {number}.", article.source)
            began = time.process_time()
            read_together([fresh])
            passed = time.process_time() - began
            times.append(passed * 1000 * 1000 / len(fresh.text.split()))
    return statistics.median(times)


def memory_growth(articles: int) -> tuple[float, float]:
    """Return the resident memory, in MB, after a tenth of *articles* readings and after all."""
    documents = varied_articles(articles)
    _read(document for _, document in zip(range(articles // 10), documents, strict=False))
    early = resident_megabytes()
    _read(documents)
    return early, resident_megabytes()


def resident_megabytes() -> float:
    """Return the memory this process holds now, in MB; its peak where /proc is missing."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _read(documents: Iterable[Document]) -> None:
    for document in documents:
        read_together([document])


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    print(f"1,000 words, warm (median): {milliseconds_per_thousand_words():.0f} ms")
    early, late = memory_growth(options.articles)
    print(f"memory after {options.articles // 10} articles {early:.0f} MB", end=", ")
    print(f"after {options.articles} {late:.0f} MB")


if __name__ == "__main__":
    main()
