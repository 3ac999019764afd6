"""The weight file of the entailment head: 8-bit matrices in a safetensors file.

Each row of a matrix has one scale: value = integer * scale. Vectors stay float32. The
header names the format, the SHA-256 of the encoder's weights that the head was trained on
top of, and how it was trained.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from matching.errors import ModelError

FORMAT = "contraste-head-1"
_SCALE = ".scale"
_LEVELS = 127

Arrays = dict[str, NDArray[np.float32]]


def write_head(
    path: Path, weights: Mapping[str, NDArray[np.float32]], about: Mapping[str, str]
) -> str:
    """Write *weights* with *about* in the header; return the file's SHA-256."""
    tensors: dict[str, NDArray[np.generic]] = {}
    for name, values in sorted(weights.items()):
        if values.ndim == 2:
            scale = np.abs(values).max(axis=1, keepdims=True) / _LEVELS
            scale[scale == 0] = 1
            tensors[name] = np.round(values / scale).astype(np.int8)
            tensors[name + _SCALE] = scale.astype(np.float32)
        else:
            tensors[name] = values.astype(np.float32)
    # One entry: the library writes several in no fixed order.
    data = save(tensors, {FORMAT: json.dumps(about, sort_keys=True)})
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def read_head(path: Path, sha256: str) -> tuple[Arrays, dict[str, str]]:
    """Return the weights as float32 and the header; ModelError when not the file expected."""
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != sha256:
            raise ModelError(f"The entailment head {path.name} is corrupt: its checksum is wrong.")
        with safe_open(path, "numpy") as stream:
            record = (stream.metadata() or {}).get(FORMAT)
            tensors = {name: stream.get_tensor(name) for name in stream.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"The entailment head {path.name} cannot be read: {error}.") from error
    if record is None:
        raise ModelError(f"The entailment head {path.name} has another format than {FORMAT}.")
    return {
        name: values.astype(np.float32) * tensors.get(name + _SCALE, np.float32(1))
        for name, values in tensors.items()
        if not name.endswith(_SCALE)
    }, json.loads(record)
