"""The error tree of the application.

    ServiceError
    ├── InputError      something given cannot be read: text, file, URL, line
    │   └── TooLarge    it is bigger than a configured limit
    ├── SettingError    the environment holds a value that makes no sense
    ├── StoreError      the database cannot be opened, migrated or written
    └── ConflictError   what is stored does not allow what was asked for

Each message is one sentence that says what to do; the command line prints it and exits 2.
"""


class ServiceError(Exception):
    """Base of every error that `service` raises on purpose."""


class InputError(ServiceError):
    """What was given cannot be read as a document or a line."""


class TooLarge(InputError):
    """What was given exceeds a configured limit."""


class SettingError(ServiceError):
    """A CONTRASTE_ variable holds a value that makes no sense."""


class StoreError(ServiceError):
    """The database cannot be opened, migrated or written."""


class ConflictError(ServiceError):
    """What is stored does not allow what was asked for: it changed meanwhile, or is done."""
