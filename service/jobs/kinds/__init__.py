"""The kinds of jobs, a file each; `KINDS` is everything that a worker can do.

A kind is a function of what a worker has at hand, the job, and a function that is told how far
it is. It returns the identifier of the result. What takes the model runs through the executor,
and its transaction stores the result and ends the job (`ends`), so that a job is done exactly
when its result is there. A kind may be done again after it was half done: doing it twice must
change nothing.
"""

from collections.abc import Mapping

from service.jobs.kind import Kind
from service.jobs.kinds import compare, group, matrix, pairs

KINDS: Mapping[str, Kind] = {
    compare.NAME: compare.run,
    group.NAME: group.run,
    matrix.NAME: matrix.run,
    pairs.NAME: pairs.run,
}
