"""Where a command's log goes."""

import logging
import sys


def send_log_to_stderr() -> None:
    """Send what the program and its libraries report to stderr."""
    # Libraries report what they work round; only what we say is of use to a person.
    logging.basicConfig(
        stream=sys.stderr, level=logging.CRITICAL, format="contraste: %(message)s", force=True
    )
    for name in ("service", "matching"):
        logging.getLogger(name).setLevel(logging.WARNING)
