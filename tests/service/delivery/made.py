"""Reports, and what became of their deliveries."""

import base64
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from service.config import Settings
from service.delivery.queueing import queue_report
from service.store.delivery import Channel, Delivery, DeliveryState
from service.store.unit import read_only, unit_of_work

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
ON = date(2025, 10, 30)
AT = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
HTML = "<!doctype html><html><head><style>p { color: #123456; }</style></head><body><p>Murió</p>"
PDF = b"%PDF-1.7\r\n.\r\nnot really\r\n"


@dataclass(frozen=True)
class MadeForm:
    """A form."""

    name: str
    media_type: str
    file_name: str
    content: bytes


@dataclass(frozen=True)
class MadeReport:
    """A report."""

    report_id: str = "rpt_1"
    title: str = "Informe del 30 de octubre: 2 conflictos nuevos"
    language: str = "es"
    forms: tuple[MadeForm, ...] = (
        MadeForm(
            "md", "text/markdown; charset=utf-8", "report.md", "# Informe\n\n.\nAyer: ñ".encode()
        ),
        MadeForm("html", "text/html; charset=utf-8", "report.html", HTML.encode()),
        MadeForm("json", "application/json", "report.json", b'{"conflicts": 2}'),
        MadeForm("pdf", "application/pdf", "report.pdf", PDF),
    )
    verdicts: tuple[str, ...] = ("Conflicto nuevo: 12 o 14 muertos.",)


def queue(engine: Engine, settings: Settings, report_id: str = "rpt_1", at: datetime = AT) -> None:
    """Queue a report for every target of *settings*."""
    with unit_of_work(engine) as store:
        queue_report(
            store, MadeReport(report_id), settings, on=ON, at=at, path=f"/reports/{report_id}"
        )


def deliveries(engine: Engine, channel: Channel | None = None) -> list[Delivery]:
    """Return all deliveries, or those of one channel."""
    with read_only(engine) as store:
        return list(store.deliveries.latest(1000, channel=channel))


def states(engine: Engine, channel: Channel | None = None) -> Counter[DeliveryState]:
    """Return how many deliveries are in each state."""
    return Counter(each.state for each in deliveries(engine, channel))
