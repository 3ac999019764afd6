"""Clients that use the service as people do, or as fast as they can, each on a thread."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from threading import Barrier, Lock, Thread

import httpx

from benchmarks.load.texts import TextPair, text_pairs

# Longer than any answer may take; what takes longer has failed.
_TIMEOUT = 60.0
_OK = 200


@dataclass(frozen=True, slots=True)
class Habit:
    """What each client does again and again: one POST, then GETs, a pause before every call.

    Pauses are drawn from an exponential distribution with the mean *pause*, in seconds.
    """

    gets: int
    pause: float


# A comparison every eight seconds or so, and ten looks at stored ones: eight hurried people.
PEOPLE = Habit(gets=10, pause=0.75)
# No pause at all: what comes next waits for what came before, whatever the service does.
SATURATED = Habit(gets=1, pause=0.0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service is, and the keys of the people who use it: a client has one each."""

    url: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Call:
    """One request: what it was, how long it took in seconds, and why it failed if it did."""

    kind: str
    seconds: float
    fault: str | None = None


@dataclass(slots=True)
class Shelf:
    """The identifiers of the comparisons stored so far, and which were asked for before.

    `asked` is emptied when the server starts again: what it has in memory is gone then.
    """

    ids: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    turn: Lock = field(default_factory=Lock)

    def add(self, comparison_id: str) -> None:
        """Add a comparison that was just made."""
        with self.turn:
            self.ids.append(comparison_id)
            self.asked.add(comparison_id)

    def pick(self, random: Random) -> tuple[str, bool]:
        """Return any of them, and whether this server was asked for it before."""
        with self.turn:
            found = random.choice(self.ids)
            known = found in self.asked
            self.asked.add(found)
            return found, known


def run_clients(at: Place, habit: Habit, shelf: Shelf, *, seed: int, seconds: float) -> list[Call]:
    """Let a client for each key of *at* work for *seconds* and return all their calls.

    A call begun is ended. Texts, choices and pauses follow from *seed*.
    """
    calls: list[Call] = []
    start = Barrier(len(at.keys))

    def work(key: str, own: int) -> None:
        client = _Client(at.url, key, shelf, habit, Random(own), calls)  # noqa: S311
        start.wait()
        client.work(until=time.monotonic() + seconds, seed=own)

    threads = [Thread(target=work, args=(key, seed + at.keys.index(key))) for key in at.keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return calls


def post_some(at: Place, shelf: Shelf, count: int, seed: int) -> Sequence[Call]:
    """Compare *count* pairs one after the other."""
    calls: list[Call] = []
    client = _Client(at.url, at.keys[0], shelf, SATURATED, Random(seed), calls)  # noqa: S311
    with client.http() as http:
        for pair in islice(text_pairs(seed), count):
            client.post(http, pair)
    return calls


@dataclass(frozen=True, slots=True)
class _Client:
    url: str
    key: str
    shelf: Shelf
    habit: Habit
    random: Random
    calls: list[Call]

    def http(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=_TIMEOUT)

    def work(self, *, until: float, seed: int) -> None:
        pairs = text_pairs(seed)
        with self.http() as http:
            # Not all at once: people come one by one.
            self._pause(self.habit.gets)
            while time.monotonic() < until:
                self.post(http, next(pairs))
                for _ in range(self.habit.gets):
                    self._pause()
                    if time.monotonic() < until and self.shelf.ids:
                        self.get(http)
                self._pause()

    def post(self, http: httpx.Client, pair: TextPair) -> None:
        body = {"left": dict(pair.left), "right": dict(pair.right)}
        answer = self._call("POST", lambda: http.post("/v1/comparisons", json=body))
        if answer is not None:
            self.shelf.add(answer.json()["comparison_id"])

    def get(self, http: httpx.Client) -> None:
        comparison_id, known = self.shelf.pick(self.random)
        kind = "GET again" if known else "GET first"
        self._call(kind, lambda: http.get(f"/v1/comparisons/{comparison_id}"))

    def _call(self, kind: str, ask: Callable[[], httpx.Response]) -> httpx.Response | None:
        began = time.perf_counter()
        try:
            answer = ask()
            fault = None if answer.status_code == _OK else f"status {answer.status_code}"
        except httpx.HTTPError as error:
            answer, fault = None, type(error).__name__
        self.calls.append(Call(kind, time.perf_counter() - began, fault))
        return answer if fault is None else None

    def _pause(self, times: int = 1) -> None:
        if self.habit.pause:
            time.sleep(times * self.random.expovariate(1 / self.habit.pause))
