"""Why something was not delivered; each message is one sentence for people.

DeliveryFault
├── NotNow      it may be accepted later: try again
├── Refused     it will not be accepted: try no more
├── Gone        the receiver wants nothing any more
└── Unclear     nobody knows whether it was accepted
"""


class DeliveryFault(Exception):
    """Something was not delivered, or may not have been."""


class NotNow(DeliveryFault):
    """It may be accepted later; `retry_after` is the wait that was asked for, in seconds."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Refused(DeliveryFault):
    """It will not be accepted, however often it is tried."""


class Gone(DeliveryFault):
    """The receiver wants neither this nor anything else any more."""


class Unclear(DeliveryFault):
    """The receiver had all of it, and did not say whether it accepts it."""
