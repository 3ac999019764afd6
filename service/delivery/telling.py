"""Alerts in words: a sentence for each change, and the mail that holds those of a night."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.config import Settings
from service.delivery.alerts import Change
from service.delivery.outgoing import one_line
from service.delivery.templating import rendered
from service.store.outbox import StoredForm
from service.words import translations, words

_LONGEST_TITLE = 160


def sentence(change: Change, language: str) -> str:
    """Return what changed, in one line: "New conflict: …"."""
    said = words(language)
    told = said[f"alert.{change.kind}"]
    return one_line(f"{told}: {one_line(change.title, _LONGEST_TITLE)}")


def headline(changes: Sequence[Change], day: str, language: str) -> str:
    """Return the subject of a mail on *changes*; of one, what it is."""
    if len(changes) == 1:
        return sentence(changes[0], language)
    number = len(changes)
    told = translations(language).ungettext("alert.headline", "alert.headline", number)
    return told.format(n=number, day=day)


def alert_forms(
    changes: Sequence[Change], title: str, language: str, settings: Settings
) -> list[StoredForm]:
    """Return the text and the page of a mail on *changes*, in their order."""
    base = settings.public_url.rstrip("/")
    said = words(language)
    lines = [
        {
            "sentence": sentence(change, language),
            "labels": [
                said.get(f"label.{label}", label) if label else said["alert.no_finding"]
                for label in (change.before, change.after)
            ],
            "link": base + change.path if base and change.path.startswith("/") else "",
        }
        for change in changes
    ]
    html = rendered("alert.html", lines=lines, title=title, language=language)
    return [
        StoredForm("alert.md", "text/markdown; charset=utf-8", _text(title, lines).encode()),
        StoredForm("alert.html", "text/html; charset=utf-8", html.encode()),
    ]


def _text(title: str, lines: Sequence[Mapping[str, Any]]) -> str:
    told = [f"# {title}", ""]
    for line in lines:
        told.append(f"- {line['sentence']} ({' → '.join(line['labels'])})")
        told += [f"  <{line['link']}>"] if line["link"] else []
    return "\n".join(told) + "\n"
