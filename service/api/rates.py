"""How often somebody may ask: one budget for reads, one for what writes or needs the model.

Callers who are known are counted by name, whatever address they come from; others by address.
The person at this machine is not counted: nobody else shares it. Each web process counts for
itself, so several of them allow as many times as much.

Source: IETF draft-ietf-httpapi-ratelimit-headers-10 (`RateLimit`, `RateLimit-Policy`); the
three `RateLimit-Limit`, `-Remaining`, `-Reset` of its version 06, which clients read today.
"""

import math
import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request

from service.access.principal import Principal, PrincipalKind
from service.config import Settings
from service.errors import RateExceeded

STATE = "rate"
"""Under this name what was spent stands in the request's state, for the middleware."""

_WINDOW = 60
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Spent:
    """What is left of a budget: `remaining` of `quota` requests, whole again in `reset` seconds."""

    budget: str
    quota: int
    remaining: int
    reset: int
    is_within: bool

    @property
    def refusal(self) -> str:
        """The sentence that says what to do."""
        return f"More than {self.quota} {self.budget} in a minute; wait {self.reset} seconds."

    def headers(self) -> dict[str, str]:
        """Return the fields that tell the caller."""
        return {
            "RateLimit-Policy": f'"{self.budget}";q={self.quota};w={_WINDOW}',
            "RateLimit": f'"{self.budget}";r={self.remaining};t={self.reset}',
            "RateLimit-Limit": str(self.quota),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }

    def wait(self) -> dict[str, str]:
        """Return the field that says when to come back."""
        return {"Retry-After": str(self.reset)}


class Rates:
    """The budgets of one process; threads share them."""

    def __init__(self, settings: Settings) -> None:
        """Take the budgets from *settings*."""
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._quotas = {
            "reads": settings.rate_reads,
            "writes": settings.rate_writes,
            "strangers": settings.rate_strangers,
        }

    def spend(self, request: Request, principal: Principal) -> None:
        """Count *request* as one of *principal*'s.

        Raises:
            RateExceeded: The budget is spent.
        """
        if principal.kind is PrincipalKind.LOCAL:
            return
        spent = self._hit("reads" if request.method in _SAFE else "writes", principal.actor)
        if spent is None:
            return
        request.scope.setdefault("state", {})[STATE] = spent
        if not spent.is_within:
            raise RateExceeded(spent.refusal, retry_after=spent.reset)

    def stranger(self, address: str) -> Spent | None:
        """Count a request of somebody unknown at *address*; None without a limit."""
        return self._hit("strangers", address)

    def _hit(self, budget: str, who: str) -> Spent | None:
        quota = self._quotas[budget]
        if not quota:
            return None
        item = RateLimitItemPerMinute(quota, namespace=budget)
        is_within = self._limiter.hit(item, who)
        stats = self._limiter.get_window_stats(item, who)
        reset = max(1, math.ceil(stats.reset_time - time.time()))
        return Spent(budget, quota, max(0, stats.remaining), reset, is_within)
