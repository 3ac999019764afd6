"""The entailment head that ships with the product, and the record of its training."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_RECORD = Path(__file__).with_name("entailment_head.json")


@dataclass(frozen=True, slots=True)
class ShippedHead:
    """A head's weight file, its SHA-256 and that of the encoder weights it belongs to."""

    path: Path
    sha256: str
    encoder_sha256: str


@cache
def find_head(encoder_sha256: str) -> ShippedHead | None:
    """Return the head trained on top of these encoder weights, None when there is none."""
    if not _RECORD.exists():
        return None
    record = json.loads(_RECORD.read_text(encoding="utf-8"))
    if record["encoder_sha256"] != encoder_sha256:
        return None
    return ShippedHead(_RECORD.with_suffix(".safetensors"), record["sha256"], encoder_sha256)
