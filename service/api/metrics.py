"""What Prometheus scrapes: requests and model work of this process, and what is stored.

Labels are few: routes by their template, states, tasks. None holds an identifier or a name.
"""

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# Around what we promise: 50 ms for a stored comparison, 2.5 s for a new one.
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_TASK_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """The metrics of one application; each process has its own."""

    def __init__(self) -> None:
        """Begin at nought."""
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "contraste_http_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "contraste_http_request_seconds",
            "Time from the first byte of a request's head to the last byte of its answer.",
            ("method", "route"),
            buckets=_REQUEST_SECONDS,
            registry=registry,
        )
        self.running = Gauge(
            "contraste_http_requests_running", "Requests being answered.", registry=registry
        )
        self._waiting = Gauge(
            "contraste_model_waiting", "Requests waiting for the model.", registry=registry
        )
        self._waited = Histogram(
            "contraste_model_wait_seconds",
            "Time that a request waited for its turn at the model.",
            buckets=_TASK_SECONDS,
            registry=registry,
        )
        self._worked = Histogram(
            "contraste_model_task_seconds",
            "Time that a task took, its turn once come.",
            ("task",),
            buckets=_TASK_SECONDS,
            registry=registry,
        )
        self._refused = Counter(
            "contraste_model_refused",
            "Requests refused because too many waited for the model.",
            registry=registry,
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def queued(self, waiting: int) -> None:
        """Note how many requests wait for the model."""
        self._waiting.set(waiting)

    def worked(self, task: str, waited: float, seconds: float) -> None:
        """Count a task that ended, well or not."""
        self._waited.observe(waited)
        self._worked.labels(task).observe(seconds)

    def refused(self) -> None:
        """Count a request that too many waited before."""
        self._refused.inc()

    def text(self, stored: Mapping[str, int], jobs: Mapping[str, int]) -> bytes:
        """Return everything in Prometheus' text form.

        *stored* are the numbers of what the database holds, by kind, and *jobs* those of jobs
        by state, as they are now.
        """
        now = CollectorRegistry()
        now.register(_Now(stored, jobs))
        return generate_latest(self._registry) + generate_latest(now)


class _Now:
    """Numbers that are looked up when somebody asks."""

    def __init__(self, stored: Mapping[str, int], jobs: Mapping[str, int]) -> None:
        self._stored = stored
        self._jobs = jobs

    def collect(self) -> Iterator[Metric]:
        yield _family("contraste_stored", "Things in the database.", "kind", self._stored)
        yield _family("contraste_jobs", "Jobs in the database.", "state", self._jobs)


def _family(name: str, words: str, label: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family
