"""The process that is killed: queues the reports of a night and sends what is due.

`python -m benchmarks.crash_delivery.night FIRST COUNT`, with the settings in the environment. It
says "ready" before it begins, and may be run again as often as one likes.
"""

import sys
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from matching.finding import Label
from service.clock import now
from service.config import Settings, read_settings
from service.delivery.alerts import Change, ChangeKind
from service.delivery.deliver import deliver_due
from service.delivery.queueing import queue_alerts, queue_report
from service.store.engine import open_engine
from service.store.unit import unit_of_work

ON = date(2025, 10, 30)


@dataclass(frozen=True, slots=True)
class NightForm:
    """A form of a report of a benchmark."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NightReport:
    """A report of a benchmark; the same number gives the same bytes."""

    report_id: str
    title: str
    language: str
    forms: tuple[NightForm, ...]
    verdicts: tuple[str, ...] = ()


def made_report(number: int) -> NightReport:
    """Return report *number*."""
    text = f"# Informe {number}\n\n" + "Las fuentes no dicen lo mismo.\n" * 200
    page = f"<!doctype html><title>{number}</title><style>p {{ color: #111 }}</style><p>{text}"
    return NightReport(
        f"rpt_{number:04}",
        f"Informe {number}",
        "es",
        (
            NightForm("report.md", "text/markdown", text.encode()),
            NightForm("report.html", "text/html", page.encode()),
            NightForm("report.json", "application/json", b'{"number": %d}' % number),
        ),
    )


def queue_night(engine: Engine, settings: Settings, first: int, count: int) -> None:
    """Queue *count* reports and one alert of a night, all in one transaction."""
    at = now()
    with unit_of_work(engine) as store:
        for number in range(first, first + count):
            queue_report(store, made_report(number), settings, on=ON, at=at)
        kind, key, title = ChangeKind.NEW_CONFLICT, f"fnd_{first}", f"Muertos en {first}"
        change = Change(kind, key, None, Label.CONFLICT, title)
        queue_alerts(store, [change], settings, on=ON, language="es", at=at)


def main() -> None:
    """Queue and send, as `contraste nightly` and a worker do."""
    first, count = (int(word) for word in sys.argv[1:])
    settings = read_settings()
    engine = open_engine(settings.store_url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    queue_night(engine, settings, first, count)
    deliver_due(engine, settings, now())
    engine.dispose()


if __name__ == "__main__":
    main()
