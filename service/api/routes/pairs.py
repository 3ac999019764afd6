"""Single pairs of claims, each labelled; long lists become a job."""

from fastapi import Response

from service.api.guard import Reader
from service.api.schemas.ids import BatchId
from service.api.schemas.jobs import JobPart
from service.api.schemas.pairs import MAX_PAIRS, PairBatchLabels, PairLabels, PairsRequest
from service.api.services import Services, ServicesDep
from service.api.strict_json import resource
from service.api.taking_on import taken_on
from service.clock import now, run_time
from service.errors import NotFoundError, TooLarge
from service.jobs.asking import ask_pairs, pairs_job_id
from service.store.pair_batches import PairBatch
from service.work import tasks

router = resource("pairs")

# What is answered at once: a core labels some 14 pairs a second.
_WAITED_FOR = 20
_WAITED_CHARACTERS = 20_000
_TAKEN_ON = {"model": JobPart, "description": "It takes longer: the job that makes the labels."}


@router.post("", response_model=PairLabels, responses={202: _TAKEN_ON})
def label_pairs(body: PairsRequest, services: ServicesDep, principal: Reader) -> Response:
    """Label each pair: agree, conflict, undecided, or extra where they tell of different facts.

    Up to 20 short pairs are answered at once and not stored. More become a job, whose result
    is kept for seven days; the same list again is the same job. More than 1,000 are refused.
    """
    if len(body.pairs) > MAX_PAIRS:
        raise TooLarge(f"{len(body.pairs):,} pairs are too many; send up to {MAX_PAIRS:,}.")
    pairs = [pair.line() for pair in body.pairs]
    characters = sum(len(pair.a) + len(pair.b) for pair in pairs)
    if len(pairs) <= _WAITED_FOR and characters <= _WAITED_CHARACTERS:
        made = PairLabels(results=tuple(services.executor.run(tasks.label, pairs)))
        return Response(made.model_dump_json(), media_type="application/json")
    at = run_time()
    with services.write(principal) as store:
        batch_id = store.pair_batches.add(pairs, services.settings.model, at=at)
        job_id = ask_pairs(store, batch_id, at)
        batch = store.pair_batches.get(batch_id)
    assert batch is not None
    return _answer(services, batch, job_id)


@router.get("/{batch_id}", response_model=PairBatchLabels, responses={202: _TAKEN_ON})
def get_pair_labels(batch_id: BatchId, services: ServicesDep, _: Reader) -> Response:
    """Return the labels that a job made; 202 with the job until they are there."""
    with services.read() as store:
        batch = store.pair_batches.get(batch_id, at=now())
    if batch is None:
        raise NotFoundError(f"There is no batch {batch_id}; after seven days it is forgotten.")
    return _answer(services, batch, pairs_job_id(batch))


def _answer(services: Services, batch: PairBatch, job_id: str) -> Response:
    if batch.results is None:
        return taken_on(services, job_id)
    made = PairBatchLabels(
        batch_id=batch.batch_id,
        created_at=batch.created_at,
        expires_at=batch.expires_at,
        results=batch.results,
    )
    return Response(made.model_dump_json(), media_type="application/json")
