"""In which numbers the embedded model computes, and which of them suit this processor."""

from typing import Literal

Precision = Literal["float32", "bfloat16", "int8"]
"""Single precision throughout; two bytes a number; products of whole numbers of 8 bits."""

_INSTRUCTIONS: dict[Precision, tuple[str, ...]] = {
    "bfloat16": ("avx512_bf16", "amx_bf16"),
    "int8": ("avx512_vnni", "avx_vnni", "amx_int8"),
}


def is_quick(precision: Precision) -> bool:
    """Tell whether the processor has instructions for *precision*.

    Without them the others are no faster than float32, and sums of whole numbers may be cut off.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    names = _INSTRUCTIONS.get(precision, ())
    return precision == "float32" or any(capabilities.get(name) for name in names)


def suitable() -> Precision:
    """Return the quickest precision that labels as float32 does: bfloat16 where that is quick."""
    return "bfloat16" if is_quick("bfloat16") else "float32"
