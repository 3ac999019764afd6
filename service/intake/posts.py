"""Posts of X as its API (version 2) gives them: ids as text, threads put together, edits.

The stored text is the post's as published: shortened addresses stay as they stand in it, and
where they lead is told beside it. The API writes &, < and > as entities, which are undone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError

from service.errors import InputError
from service.intake.item import Fault, Item, Link, Publisher
from service.intake.metadata import make_document
from service.intake.naming import one_line, shown
from service.intake.raw import Raw
from service.intake.threads import Slot, put_together
from service.intake.web_address import page_url

Id = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}$")]

# Ids have held their moment since November 2010, in milliseconds from this one.
# Source: X, "Snowflake" (github.com/twitter-archive/snowflake).
_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
_FIRST_WITH_MOMENT = 29_700_859_247
# X's own words for "no language", and two tags of a time before BCP 47.
_NO_LANGUAGE = frozenset("und zxx art qam qct qht qme qst".split())
_OLD_TAGS = {"in": "id", "iw": "he"}


class _Open(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Url(_Open):
    url: str
    expanded_url: str | None = None


class _Entities(_Open):
    urls: tuple[_Url, ...] = ()


class _Note(_Open):
    text: str
    entities: _Entities = _Entities()


class _Reference(_Open):
    type: str
    id: Id


class Post(_Open):
    """One post as the API gives it."""

    id: Id
    text: str
    author_id: Id | None = None
    conversation_id: Id | None = None
    in_reply_to_user_id: Id | None = None
    created_at: AwareDatetime | None = None
    lang: str | None = None
    edit_history_tweet_ids: tuple[Id, ...] = ()
    referenced_tweets: tuple[_Reference, ...] = ()
    note_tweet: _Note | None = None
    entities: _Entities = _Entities()

    @property
    def words(self) -> str:
        """The text as published, of a long post the whole of it."""
        text = self.note_tweet.text if self.note_tweet else self.text
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    @property
    def replied_to(self) -> str | None:
        """The id of the post that this one answers."""
        found = (each.id for each in self.referenced_tweets if each.type == "replied_to")
        return next(found, None)

    @property
    def first_id(self) -> str:
        """The id under which the post first stood, before any edit."""
        return min(self.edit_history_tweet_ids, key=int, default=self.id)

    @property
    def moment(self) -> datetime | None:
        """When it was published; its id tells, where nothing else does."""
        return self.created_at or moment_of(self.id)


class User(_Open):
    """An account as the API gives it."""

    id: Id
    name: str
    username: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,30}$")]


def moment_of(post_id: str) -> datetime | None:
    """Return the moment that an id holds, None for ids of before November 2010."""
    number = int(post_id)
    # Ids are signed numbers of 64 bits.
    if not _FIRST_WITH_MOMENT <= number < 1 << 63:
        return None
    return _EPOCH + timedelta(milliseconds=number >> 22)


def language_of(tag: str | None) -> str | None:
    """Return X's language tag as BCP 47 has it, None for its words for "no language"."""
    return None if not tag or tag in _NO_LANGUAGE else _OLD_TAGS.get(tag, tag)


def post_url(handle: str | None, post_id: str) -> str:
    """Return the address of a post."""
    return f"https://x.com/{handle or 'i'}/status/{post_id}"


def account_name(name: str, handle: str) -> str:
    """Return the source's name: anybody may call an account anything, the handle is one's own."""
    return f"{one_line(name) or handle} (@{handle})"


def is_posts(value: Mapping[str, Any]) -> bool:
    """Tell whether *value* has the form of an answer of X's API."""
    data = value.get("data")
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, dict) and "id" in first and "text" in first


def read_posts(raw: Raw, value: Mapping[str, Any]) -> list[Item | Fault]:
    """Return the posts in an answer of X's API, each thread of an account as one document.

    An edit is a later text of the same page. Reposts are no words of who reposts.
    """
    found = _Reader(raw)
    data = value["data"] if isinstance(value["data"], list) else [value["data"]]
    includes = value.get("includes")
    more = includes if isinstance(includes, dict) else {}
    users = {user.id: user for user in found.users(_sequence(more.get("users")))}
    posts = list(found.posts(data, "data"))
    authors = {post.author_id for post in posts}
    # What an answer brings along is part of it where it belongs to the same thread.
    extra = [
        post
        for post in found.posts(_sequence(more.get("tweets")), "includes.tweets")
        if post.author_id in authors
    ]
    for slots in put_together(posts, extra):
        try:
            found.results.extend(_items(raw, slots, users))
        except InputError as error:
            found.results.append(Fault(raw.name, None, str(error)))
    if not found.results:
        raise InputError(f"{shown(raw.name)} holds no post.")
    return found.results


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


class _Reader:
    """Reads parts of an answer and gathers what cannot be used."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.results: list[Item | Fault] = []

    def posts(self, values: Sequence[object], place: str) -> Iterator[Post]:
        for number, value in enumerate(values, start=1):
            where = f"post {number} in {place}"
            try:
                post = Post.model_validate(value)
            except ValidationError as error:
                self._fault(where, error)
                continue
            reposted = [each.id for each in post.referenced_tweets if each.type == "retweeted"]
            if reposted:
                self._note(f"{where} is a repost; give post {reposted[0]} itself.")
            elif any("\ud800" <= each <= "\udfff" for each in post.words):
                self._note(f"{where} holds half a character (a lone surrogate).")
            else:
                yield post

    def users(self, values: Sequence[object]) -> Iterator[User]:
        for number, value in enumerate(values, start=1):
            try:
                yield User.model_validate(value)
            except ValidationError as error:
                self._fault(f"user {number} in includes.users", error)

    def _fault(self, where: str, error: ValidationError) -> None:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        self._note(f"{where} cannot be used ({shown(key)}: {shown(first['msg'])}).")

    def _note(self, reason: str) -> None:
        self.results.append(Fault(self.raw.name, None, f"{shown(self.raw.name)}: {reason}"))


def _items(raw: Raw, slots: Sequence[Slot[Post]], users: Mapping[str, User]) -> Iterator[Item]:
    """Yield a thread's texts: the first one, and one for each edit after it."""
    shown_now = [slot.versions[0] for slot in slots]
    edits = [(edit, at) for at, slot in enumerate(slots) for edit in slot.versions[1:]]
    yield _item(raw, shown_now, users)
    for edit, at in sorted(edits, key=lambda pair: int(pair[0].id)):
        shown_now[at] = edit
        yield _item(raw, shown_now, users)


def _item(raw: Raw, posts: Sequence[Post], users: Mapping[str, User]) -> Item:
    first = posts[0]
    user = users.get(first.author_id or "")
    source = account_name(user.name, user.username) if user else None
    if source is None and first.author_id:
        source = f"X account {first.author_id}"
    text = "\n\n".join(post.words for post in posts)
    values = {
        "source": source,
        "language": language_of(first.lang),
        "published_at": first.moment,
    }
    return Item(
        document=make_document(raw, text, values),
        url=post_url(user.username if user else None, first.first_id),
        publisher=Publisher(
            kind="account",
            handle=f"@{user.username}" if user else None,
            time_zone=raw.given.time_zone,
        ),
        links=tuple(_links(text, posts)),
        is_record=True,
        order=max(int(post.id) for post in posts),
    )


def _links(text: str, posts: Sequence[Post]) -> Iterator[Link]:
    known: dict[str, str] = {}
    for post in posts:
        urls = (*post.entities.urls, *(post.note_tweet.entities.urls if post.note_tweet else ()))
        known |= {each.url: each.expanded_url for each in urls if each.url and each.expanded_url}
    found = []
    for short, full in known.items():
        try:
            target = page_url(full)
        except InputError:
            continue
        at = text.find(short)
        while at >= 0:
            found.append(Link(at, at + len(short), target))
            at = text.find(short, at + len(short))
    yield from sorted(found, key=lambda link: (link.start, link.end))
