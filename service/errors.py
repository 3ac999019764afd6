"""The error tree of the application.

    ServiceError
    ├── InputError              something given cannot be read: text, file, URL, line
    │   ├── TooLarge            it is bigger than a configured limit
    │   ├── TookTooLong         it took longer than a configured limit, and was stopped
    │   ├── RefusedAddress      a URL leads where this program must not look
    │   └── UnavailableError    a server does not answer now, and may later
    ├── NotFoundError           there is no such thing in the store
    ├── ConflictError           what is stored does not allow what was asked for
    │   └── StaleError          it changed since the caller looked
    ├── SettingError            the environment holds a value that makes no sense
    ├── StoreError              the database cannot be opened, migrated or written
    ├── PreconditionNeeded      the caller must say what they looked at before changing it
    ├── RateExceeded            the caller asked more often than they may
    ├── OverloadedError         the work cannot be done now, and may be later
    ├── UnknownCallerError      nobody knows who asks: no key or session, or not one that holds
    └── NotAllowedError         who asks may not do this
        └── RoleNeeded          because their role does not suffice

Each message is one sentence that says what to do; the command line prints it and exits 2,
the API answers with it as a problem (service/api/problems.py).
"""


class ServiceError(Exception):
    """Base of every error that `service` raises on purpose."""


class InputError(ServiceError):
    """What was given cannot be read as a document or a line."""


class TooLarge(InputError):
    """What was given exceeds a configured limit."""


class TookTooLong(InputError):
    """What was given took longer than the configured limit, and was stopped."""


class RefusedAddress(InputError):
    """A URL leads where this program must not look: a private network, another scheme or port."""


class UnavailableError(InputError):
    """A server does not answer now and may later; `retry_after` is the wait it asks for.

    In seconds from now, None where it does not say.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotFoundError(ServiceError):
    """There is no such thing in the store."""


class ConflictError(ServiceError):
    """What is stored does not allow what was asked for: it is done, or excludes it."""


class StaleError(ConflictError):
    """What was looked at has changed since: look again."""


class PreconditionNeeded(ServiceError):
    """The caller has to say which version they looked at, so that nobody is overwritten."""


class RateExceeded(ServiceError):
    """The caller asked more often than they may; waiting `retry_after` seconds helps."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SettingError(ServiceError):
    """A CONTRASTE_ variable holds a value that makes no sense."""


class StoreError(ServiceError):
    """The database cannot be opened, migrated or written."""


class OverloadedError(ServiceError):
    """The work cannot be done now; trying again after `retry_after` seconds may help."""

    def __init__(self, message: str, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class UnknownCallerError(ServiceError):
    """Nobody knows who asks: no key or session came along, or not one that holds."""


class NotAllowedError(ServiceError):
    """Who asks is known, and may not do this."""


class RoleNeeded(NotAllowedError):
    """The role of who asks, `held`, does not suffice; `needed` is the least that does."""

    def __init__(self, needed: str, held: str) -> None:
        super().__init__(f"This needs the role {needed}; yours is {held}.")
        self.needed = needed
        self.held = held
