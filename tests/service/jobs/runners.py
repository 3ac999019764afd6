"""Runners of one kind of job, and kinds that fail."""

from service.jobs.kind import Kind, Means, Progress
from service.jobs.runner import Runner
from service.store.jobs import Job


def runner(means: Means, kind: Kind, name: str = "w1") -> Runner:
    """Return a runner whose one kind is *kind*."""
    return Runner(means, name, {"test": kind})


def raising(error: Exception) -> Kind:
    """Return a kind that fails."""

    def kind(_: Means, __: Job, ___: Progress) -> str | None:
        raise error

    return kind
