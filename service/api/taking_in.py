"""Documents that a request gives, taken into the store: for routes and pages alike."""

from collections.abc import Iterator, Sequence

from service.access.principal import Principal
from service.api.services import Services
from service.clock import run_time
from service.errors import InputError
from service.ingest_contract import IngestDocument
from service.ingesting import gather, ingest
from service.ingesting.report import ingest_document, ingested_part
from service.intake.item import Fault, Linked
from service.intake.parsers import Result
from service.intake.raw import Corrections

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
    return ingest_document([ingested_part(each) for each in done], found.faults, (), at)


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
