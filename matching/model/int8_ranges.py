"""How large the inputs of each matrix become, measured once over many texts.

Made by `python -m benchmarks.training_embedding.ranges`; what was read and the figures are in
docs/models.md.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from matching.errors import ModelError
from matching.model.manifest import file_hash

if TYPE_CHECKING:
    from matching.model.int8_layer import Ranges

RANGES = Path(__file__).with_name("int8_ranges.safetensors")
"""The file that ships: `N.MATRIX.low` and `.high`, float16, for layer N."""

SHA256 = "29b1543cc12acce6ad0b0b0c8af1540a2c493475528bca682ba20ad5f2592c10"
"""Checksum of the file that ships."""


def load_ranges(base: str, path: Path = RANGES) -> "list[dict[str, Ranges]]":
    """Return the ranges of each layer's matrices by name, for the encoder *base*.

    ModelError when the file is missing, changed, or was measured on other weights.
    """
    from safetensors import SafetensorError, safe_open

    from matching.model.int8_layer import Ranges

    try:
        if file_hash(path) != SHA256:
            raise ModelError(f"The ranges {path.name} are corrupt: their checksum is wrong.")
        with safe_open(path, framework="pt") as file:
            about = file.metadata()
            found = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"The ranges {path.name} cannot be read: {error}.") from error
    if about["base_sha256"] != base:
        raise ModelError("The ranges of the 8-bit model were measured on other weights.")
    count = len({name.split(".")[0] for name in found})
    layers: list[dict[str, Ranges]] = [{} for _ in range(count)]
    for name, low in found.items():
        layer, matrix, end = name.split(".")
        if end == "low":
            layers[int(layer)][matrix] = Ranges(low, found[f"{layer}.{matrix}.high"])
    return layers
