"""Clients that ingest, compare, judge and ask for jobs until the server is gone.

What a client was told with 2xx is acknowledged: it goes into the ledger, and must be there
whatever is killed.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

import httpx

INGEST, COMPARE = "/v1/documents", "/v1/comparisons"
_TIMEOUT = 120.0
_PLACES = "Lima Cusco Arequipa Piura Tacna Trujillo Iquitos Puno".split()
# How many of the documents are another text of a page that showed one already.
_REVISED = 0.25
_KINDS = ("ingest", "compare", "judge", "job")
_LABELS = ("agree", "extra", "conflict")


@dataclass(slots=True)
class Ledger:
    """Everything acknowledged so far, as it was answered; requests to be sent again."""

    documents: dict[str, str] = field(default_factory=dict)
    comparisons: dict[str, Any] = field(default_factory=dict)
    judgements: dict[tuple[str, str, int], dict[str, str]] = field(default_factory=dict)
    jobs: set[str] = field(default_factory=set)
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    acknowledged: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def keep_comparison(self, asked: dict[str, Any], answer: Any) -> None:
        """Keep a comparison, and those of its two documents that were sent with it."""
        self.comparisons[answer["comparison_id"]] = answer
        for side, document in zip(("left", "right"), answer["documents"], strict=True):
            if "text" in asked[side]:
                self.documents[document["document_id"]] = asked[side]["text"]

    def take_page(self, chance: random.Random) -> dict[str, Any] | None:
        """Return a document whose page may show another text from now on.

        It is not sent again: a text that comes back is a revision of its page, and rightly so.
        """
        with self.lock:
            places = [at for at, (path, _) in enumerate(self.sent) if path == INGEST]
            return self.sent.pop(chance.choice(places))[1] if places else None


class Clients:
    """Some clients on threads of their own."""

    def __init__(self, url: str, ledger: Ledger, seed: str, count: int) -> None:
        """Ask *url*; what they ask follows from *seed*."""
        self._url, self._ledger = url, ledger
        self._stop = Event()
        self._under_way: Counter[str] = Counter()
        self._threads = [
            Thread(target=self._live, args=(random.Random(f"{seed}-{number}"),))  # noqa: S311
            for number in range(count)
        ]

    def start(self) -> None:
        """Let them begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let them end what they are at, and wait for that."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def under_way(self) -> Counter[str]:
        """Return how many requests of each kind wait for their answer now."""
        with self._ledger.lock:
            return +self._under_way

    def _live(self, chance: random.Random) -> None:
        asks: dict[str, Callable[[httpx.Client, random.Random], bool]] = {
            "ingest": self._ingest,
            "compare": self._compare,
            "judge": self._judge,
            "job": self._ask_job,
        }
        with httpx.Client(base_url=self._url, timeout=_TIMEOUT) as client:
            while not self._stop.is_set():
                kind = chance.choice(_KINDS)
                try:
                    with self._counted(kind):
                        is_done = asks[kind](client, chance)
                except httpx.TransportError:
                    # Nobody knows what came of it: it may be there or not, but not in part.
                    self._stop.wait(0.1)
                    continue
                with self._ledger.lock:
                    (self._ledger.acknowledged if is_done else self._ledger.refused)[kind] += 1

    @contextmanager
    def _counted(self, kind: str) -> Iterator[None]:
        with self._ledger.lock:
            self._under_way[kind] += 1
        try:
            yield
        finally:
            with self._ledger.lock:
                self._under_way[kind] -= 1

    def _ingest(self, client: httpx.Client, chance: random.Random) -> bool:
        body = new_document(chance)
        if chance.random() < _REVISED and (page := self._ledger.take_page(chance)):
            body |= {"source": page["source"], "title": page["title"]}
        answer = client.post(INGEST, json=body)
        if answer.is_success:
            with self._ledger.lock:
                self._ledger.sent.append((INGEST, body))
                for document in answer.json()["documents"]:
                    self._ledger.documents[document["document_id"]] = body["text"]
        return answer.is_success

    def _compare(self, client: httpx.Client, chance: random.Random) -> bool:
        asked = self._two(chance)
        answer = client.post(COMPARE, json=asked)
        if answer.status_code == 200:
            with self._ledger.lock:
                self._ledger.sent.append((COMPARE, asked))
                self._ledger.keep_comparison(asked, answer.json())
        return answer.is_success

    def _ask_job(self, client: httpx.Client, chance: random.Random) -> bool:
        asked = self._two(chance)
        answer = client.post(COMPARE, json=asked, headers={"Prefer": "respond-async"})
        if answer.status_code == 202:
            with self._ledger.lock:
                self._ledger.jobs.add(answer.json()["job_id"])
        elif answer.status_code == 200:
            with self._ledger.lock:
                self._ledger.keep_comparison(asked, answer.json())
        return answer.is_success

    def _judge(self, client: httpx.Client, chance: random.Random) -> bool:
        with self._ledger.lock:
            known = list(self._ledger.comparisons.values())[-20:]
        findings = [
            (made["comparison_id"], f["finding_id"]) for made in known for f in made["findings"]
        ]
        if not findings:
            return False
        comparison_id, finding_id = chance.choice(findings)
        place = f"/v1/comparisons/{comparison_id}/findings/{finding_id}/judgements"
        seen = client.get(place)
        body = {"label": chance.choice(_LABELS), "reason": f"Seen {chance.random()}"}
        answer = client.post(place, json=body, headers={"If-Match": seen.headers.get("etag", "")})
        if answer.is_success:
            with self._ledger.lock:
                key = (comparison_id, finding_id, answer.json()["number"])
                self._ledger.judgements[key] = body
        return answer.is_success

    def _two(self, chance: random.Random) -> dict[str, Any]:
        with self._ledger.lock:
            stored = list(self._ledger.documents)[-30:]
        if len(stored) > 2 and chance.random() < 0.5:
            left, right = chance.sample(stored, 2)
            return {"left": {"document_id": left}, "right": {"document_id": right}}
        sides = [new_document(chance) for _ in range(2)]
        names = ("text", "source", "title")
        left_side, right_side = ({name: side[name] for name in names} for side in sides)
        return {"left": left_side, "right": right_side}


def new_document(chance: random.Random) -> dict[str, Any]:
    """Return a small document that nobody has sent before."""
    number = chance.randrange(10**9)
    place, other = chance.sample(_PLACES, 2)
    dead, day = chance.randrange(2, 90), chance.randrange(1, 28)
    text = (
        f"El temporal número {number} dejó {dead} muertos en {place} el {day} de mayo. "
        f"El puerto de {other} cerró. La ministra Ana Quiroga visitará {place}."
    )
    # A title is a page: only a revision shares it.
    return {"text": text, "source": f"Diario de {other}", "title": f"Temporal {number}"}
