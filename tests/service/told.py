"""What a service was told that it may not tell, and all that it answered."""

import base64

import httpx

from tests.service.access.issuer import CLIENT_ID, CLIENT_SECRET
from tests.service.delivery.made import SECRET

DATABASE_PASSWORD = "Kvartal-of-the-database"  # noqa: S105 - made up, and so are the others
SMTP_PASSWORD = "Zwiebel-of-the-mails"  # noqa: S105
HOOK_TOKEN = "Quokka-of-the-address"  # noqa: S105


class Told:
    """Everything that a service has told: what it answered, and what must not be in it."""

    def __init__(self) -> None:
        """Begin with the secrets that settings hold, as they are and as protocols write them."""
        basic = f"{CLIENT_ID}:{CLIENT_SECRET}"
        plain = f"\0contraste\0{SMTP_PASSWORD}"
        self.answers: list[httpx.Response] = []
        self.secrets: dict[str, str] = {
            "database's password": DATABASE_PASSWORD,
            "mail's password": SMTP_PASSWORD,
            "mail's password in AUTH PLAIN": in_base64(plain),
            "mail's password in AUTH LOGIN": in_base64(SMTP_PASSWORD),
            "webhook's secret": SECRET,
            "webhook's address": HOOK_TOKEN,
            "provider's secret": CLIENT_SECRET,
            "provider's secret in a header": in_base64(basic),
        }

    def add(self, answer: httpx.Response, status: int) -> httpx.Response:
        """Keep an answer; fail unless it has that status: else nothing was tried."""
        assert answer.status_code == status, answer.text
        self.answers.append(answer)
        return answer

    def in_(self, words: str) -> list[str]:
        """Return the names of the secrets that *words* or an answer hold."""
        shown = "\n".join([words, *(answer.text for answer in self.answers)])
        return [name for name, secret in self.secrets.items() if secret in shown]


def in_base64(words: str) -> str:
    """Return *words* as mail and HTTP headers write them."""
    return base64.b64encode(words.encode()).decode()
