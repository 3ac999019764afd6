"""The engines that bulk work runs on, by the words of the command line."""

from enum import StrEnum


class EngineKind(StrEnum):
    """Where bulk work runs: in this process, in several beside it, on a Ray cluster."""

    INLINE = "inline"
    PROCESSES = "processes"
    RAY = "ray"
