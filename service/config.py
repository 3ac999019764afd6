"""Settings of the application, read once from the environment at the edge."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from service.delivery_settings import DeliverySettings
from service.errors import SettingError

PREFIX = "CONTRASTE_"


def _processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Access(StrEnum):
    """Who may come in without a key or a session."""

    AUTO = "auto"
    OPEN = "open"
    KEYS = "keys"


class Grouping(StrEnum):
    """Whether new documents are put into stories by themselves."""

    AUTO = "auto"
    OFF = "off"


class LogFormat(StrEnum):
    """How log lines are written."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least important line that is written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(DeliverySettings):
    """What a person may configure, by variables `CONTRASTE_<NAME>`.

    The table in docs/operations.md is generated from here: `contraste settings` renews it.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("contraste", appauthor=False),
        description="Folder of the embedded database and of the queue that wakes workers.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy URL of the database, such as `postgresql://…` (docs/store.md); "
        "empty: `contraste.db` in the data folder.",
    )
    cache: Path = Field(
        default_factory=lambda: user_cache_path("contraste", appauthor=False),
        description="Folder of the prepared model, about 500 MB. It may be deleted at any time; "
        "the next command prepares it again.",
    )
    model: str = Field(
        default="embedded",
        min_length=1,
        description="`embedded` is multilingual-e5-small from the installed package; else the name "
        "(needs access to a hub) or the folder of a sentence-transformers model.",
    )
    precision: Literal["auto", "float32", "bfloat16", "int8"] = Field(
        default="auto",
        description="Numbers in which the embedded model computes: `bfloat16` labels as `float32` "
        "does, in less than half the time; `int8` is faster still, and a label in a hundred is "
        "another. `auto`: `bfloat16` where the processor has instructions for it, else `float32`.",
    )
    threads: int = Field(
        default_factory=_processors,
        ge=1,
        le=256,
        description="Processor threads that the model may use. On a busy machine threads wait for "
        "each other: one or two are faster there.",
    )
    max_bytes: int = Field(
        default=2_000_000,
        ge=1,
        description="Largest file, page, text or line read, in bytes; more is refused.",
    )
    max_claims: int = Field(
        default=2_000,
        ge=1,
        description="Most claims of one document; more is refused before anything is compared.",
    )
    max_waiting_characters: int = Field(
        default=60_000,
        ge=0,
        description="Most characters of the two texts of one comparison that a request waits for; "
        "more is answered with a job.",
    )
    task_timeout: float = Field(
        default=120.0,
        gt=0,
        le=3600,
        description="Longest that the texts of one request are compared, in seconds; then it is "
        "stopped and refused. Loading the model and waiting for a turn do not count.",
    )
    job_timeout: float = Field(
        default=3600.0,
        gt=0,
        le=86_400,
        description="Longest that a job uses the model without a pause, in seconds; then it is "
        "stopped and has failed.",
    )
    url_timeout: float = Field(
        default=20.0,
        gt=0,
        le=600,
        description="Longest wait for a page given by URL, in seconds, redirects included.",
    )
    allow_private_urls: bool = Field(
        default=False,
        description="Whether URLs may lead to this machine, a private network, or any port. Leave "
        "it off where other people choose the URLs.",
    )
    url_ports: str = Field(
        default="80, 443, 8080, 8443",
        pattern=r"^[0-9]{1,5}( *, *[0-9]{1,5})*$",
        description="Ports that URLs may name.",
    )
    obey_robots: bool = Field(
        default=True,
        description="Whether pages that a site's `robots.txt` forbids are left unread.",
    )
    time_zone: str = Field(
        default="UTC",
        min_length=1,
        description="The newsroom's time zone, such as `America/Lima`: where nightly reports begin "
        "and end their days.",
    )
    report_languages: str = Field(
        default="en",
        pattern=r"^(en|es)( *, *(en|es))*$",
        description="Languages that nightly reports are delivered in, such as `es, en`; alerts "
        "are in the first one.",
    )
    grouping: Grouping = Field(
        default=Grouping.AUTO,
        description="Whether new documents are put into stories by themselves (docs/grouping.md): "
        "`auto` (by a job after they are taken in, and each night), `off` (people make stories).",
    )
    grouping_days: int = Field(
        default=7,
        ge=1,
        le=60,
        description="Documents published more than so many days apart do not tell one event.",
    )
    contact: str = Field(
        default="",
        max_length=200,
        pattern=r"^[\x21-\x7e]*$",
        description="URL or address of whoever runs this, told to the sites that are read.",
    )
    url_pause: float = Field(
        default=1.0,
        ge=0,
        le=60,
        description="Wait between two pages of one site, in seconds; a longer `Crawl-delay` of the "
        "site counts, up to ten.",
    )
    reading_timeout: float = Field(
        default=20.0,
        gt=0,
        le=600,
        description="Longest time that a page, feed, PDF or Markdown file is parsed, in seconds.",
    )
    reading_memory: int = Field(
        default=1_000_000_000,
        ge=300_000_000,
        description="Most memory that a parser may take, in bytes (not on Windows).",
    )
    access: Access = Field(
        default=Access.AUTO,
        description="Whether the person at this machine may do everything without a key: "
        "`auto` (until a key was made, or OIDC set up), `open` (always), `keys` (never). "
        "See docs/access.md.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^/?#@\s]+/?)?$",
        description="Address that browsers use, such as `https://contraste.example.org`. Needed "
        "behind a proxy and for OIDC; with it nobody comes in without a key or a session.",
    )
    session_idle: int = Field(
        default=120, ge=1, le=10_080, description="Minutes after which an unused session ends."
    )
    session_hours: int = Field(
        default=12, ge=1, le=720, description="Hours after which any session ends."
    )
    oidc_issuer: str = Field(
        default="",
        description="Issuer of the OpenID Connect provider, to the letter as its discovery "
        "document has it; empty: no OIDC.",
    )
    oidc_client_id: str = Field(default="", description="Our name at that provider.")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Our secret there; empty: a public client."
    )
    oidc_groups: str = Field(
        default="groups",
        min_length=1,
        description="Claim that lists a user's groups; dots lead into objects "
        "(`realm_access.roles`).",
    )
    oidc_roles: str = Field(
        default="",
        description="Roles of groups: `desk=reviewer, chiefs=admin`; of several the "
        "highest counts.",
    )
    oidc_default_role: str = Field(
        default="", description="Role of users in none of these groups; empty: they are refused."
    )
    log_format: LogFormat = Field(
        default=LogFormat.CONSOLE, description="Log lines for people or, as JSON, for programs."
    )
    log_level: LogLevel = Field(
        default=LogLevel.INFO, description="The least important log line that is written."
    )
    max_request_bytes: int = Field(
        default=16_000_000, ge=1, description="Largest body of a request; more is refused."
    )
    body_timeout: float = Field(
        default=60.0, gt=0, le=3600, description="Longest wait for a request's body, in seconds."
    )
    max_queue: int = Field(
        default=16,
        ge=1,
        le=32,
        description="Most requests that wait for the model; more are told to come back later.",
    )
    rate_reads: int = Field(
        default=600, ge=0, description="Most reads of one caller in a minute; 0: no limit."
    )
    rate_writes: int = Field(
        default=120,
        ge=0,
        description="Most requests of one caller in a minute that write or need the model; "
        "0: no limit.",
    )
    rate_strangers: int = Field(
        default=120,
        ge=0,
        description="Most requests of one address in a minute by somebody unknown; 0: no limit.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses or networks of proxies whose X-Forwarded-For and -Proto are "
        "believed, with commas between them.",
    )

    @property
    def allowed_ports(self) -> frozenset[int]:
        """The numbers in `url_ports`."""
        return frozenset(int(port) for port in self.url_ports.split(","))

    job_silence: float = Field(
        default=30.0,
        ge=1,
        le=3600,
        description="A worker that has given no sign of life for so many seconds lost its job.",
    )

    @property
    def store_url(self) -> str:
        """URL of the database in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'contraste.db'}"


def read_settings() -> Settings:
    """Return the settings of this process; call it once, at the edge, and pass the value on.

    SettingError when a variable holds a value outside its range.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingError(f"{PREFIX}{name}: {first['msg']}; see docs/operations.md.") from error
