"""In which numbers the embedded model computes, and which of them this processor is quick at."""

from typing import Literal

Precision = Literal["int8", "float32"]
"""Whole numbers of 8 bits between the layers' sums, or single precision throughout."""

_QUICK = ("avx512_vnni", "avx_vnni", "amx_int8")
"""Instructions that multiply four whole numbers and add them up in one step."""


def quickest() -> Precision:
    """Return "int8" where the processor has instructions for it, else "float32".

    Without them products of 8 bits are no faster, and some processors cut off their sums.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    return "int8" if any(capabilities.get(name) for name in _QUICK) else "float32"
