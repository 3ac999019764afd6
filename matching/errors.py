"""The error tree of the library.

    MatchingError
    ├── SpanError        a span that does not fit its text
    ├── EncodingError    vectors that cannot be made or compared
    ├── ModelError       a model whose files are missing, corrupt or unknown
    └── ThresholdError   a threshold outside its range

Library errors know nothing of HTTP or exit codes; `service` maps them.
"""


class MatchingError(Exception):
    """Base of every error that `matching` raises on purpose."""


class SpanError(MatchingError):
    """A span is negative, reversed, or ends beyond the text it should quote."""


class EncodingError(MatchingError):
    """Vectors could not be computed, or two sets of vectors do not share a model."""


class ModelError(MatchingError):
    """A model's files are missing, corrupt, or not of the expected layout."""


class ThresholdError(MatchingError):
    """A threshold lies outside the range its docstring gives."""
