"""Documents that a request gives, taken into the store: for routes and pages alike."""

from collections.abc import Iterator, Sequence

from service.access.principal import Principal
from service.api.services import Services
from service.clock import run_time
from service.errors import InputError
from service.ingest_contract import IngestDocument
from service.ingesting import Ingested, gather, ingest
from service.ingesting.report import ingest_document, ingested_part
from service.intake.item import Fault, Linked
from service.intake.parsers import Result
from service.intake.raw import Corrections
from service.jobs.asking import ask_grouping

# Pages that a feed leads to and that are fetched while the caller waits.
_MOST_LINKS = 10


def take_in(
    services: Services, principal: Principal, results: Sequence[Result], given: Corrections
) -> IngestDocument:
    """Store the documents in *results*, those that they lead to as well, in *principal*'s name.

    What could not be read is listed beside what could.

    Raises:
        InputError: Nothing could be read.
    """
    found = gather(_few_links(results), services.settings, given=given)
    if found.faults and not found.items:
        raise InputError(found.faults[0].reason)
    at = run_time()
    done = ingest(found.items, services.engine, at=at, actor=principal.actor, given=given)
    _group(services, principal, done)
    return ingest_document([ingested_part(each) for each in done], found.faults, (), at)


def _group(services: Services, principal: Principal, done: Sequence[Ingested]) -> None:
    """Ask for what is new to be put into stories."""
    new = [each.seen.document_id for each in done if each.seen.is_new]
    with services.write(principal) as store:
        job_id = ask_grouping(store, services.settings, new, principal.actor, run_time())
    if job_id:
        services.queue.wake(job_id)


def _few_links(results: Sequence[Result]) -> Iterator[Result]:
    """Yield *results*, and faults for pages that are too many to wait for."""
    links = 0
    for each in results:
        links += isinstance(each, Linked)
        if isinstance(each, Linked) and links > _MOST_LINKS:
            reason = f"a request waits for {_MOST_LINKS} pages of a feed; send its address."
            yield Fault(each.url, None, reason)
        else:
            yield each
