"""Print the memory of this process in megabytes: without a model, with the encoder, with both.

    python -m benchmarks.labels.memory

Libraries and word lists are loaded first, so that the differences are the model's own. The
weights lie in files that are mapped: what was read of them counts.
"""

from pathlib import Path

import sentence_transformers  # noqa: F401 - loaded for its memory
import torch  # noqa: F401

from benchmarks.labels.engines import Engines
from benchmarks.speed.texts import DOCUMENTS
from matching.embed import Encoder
from matching.testing import HashingEncoder
from service.config import read_settings
from service.runtime import load_encoder


def main() -> None:
    """Load one part after the other, call it once, and print."""
    _compare(HashingEncoder())
    sizes = [resident_megabytes()]
    encoder = load_encoder(read_settings())
    texts = [document.text for document in DOCUMENTS]
    encoder.encode(texts)
    sizes.append(resident_megabytes())
    encoder.judge([(texts[0], texts[1])])
    _compare(encoder)
    sizes.append(resident_megabytes())
    print(*(f"{size:.1f}" for size in sizes))


def _compare(encoder: Encoder) -> None:
    Engines(encoder).compare(*DOCUMENTS)


def resident_megabytes() -> float:
    """Return the resident memory of this process in megabytes (Linux, proc(5))."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024


if __name__ == "__main__":
    main()
