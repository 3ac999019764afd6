"""Invented documents, comparisons and stories for the page's tests."""

from datetime import UTC, datetime, timedelta, timezone

from matching.attribution import Attribution, AttributionKind
from matching.claim import Claim
from matching.comparison import Cell, Comparison, MatrixRow, Reading, RunConfig, Story
from matching.document import Document
from matching.finding import Finding, Label, NameRepair, Reason, ReasonKind, RepairKind
from matching.passage import Passage, PassageKind
from matching.span import Span

CREATED_AT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
CONFIG = RunConfig(
    model="intfloat/multilingual-e5-small",
    revision="q4-0001",
    precision="float32",
    code_version="0.1.0",
    thresholds_id="thr_2031a",
)

SPANISH = (
    "La Autoridad de Puertos de Valdoria informó el martes que 42 buques quedaron "
    "varados en la bahía de Sotomar tras el temporal.\r\n\r\n"
    "«Ningún tripulante resultó herido», declaró la directora, Inés Arrambidde. "
    "Además, ratificó la voluntad de reabrir el canal norte, reforzar el balizamiento y "
    "revisar los protocolos de alerta. 🚢⚓\r\n"
    "El canal sur seguirá cerrado hasta el viernes."
)
ENGLISH = (
    "The Valdoria Ports Authority said on Tuesday that 45 ships were stranded in Sotomar "
    "Bay after the storm.\n\n"
    "Director Inés Arrambide said two crew members were slightly hurt. The Authority will "
    "reopen the north channel and improve its buoys.\n\n"
    "The harbour museum stays open on weekends. Insurers expect claims of about 3 million."
)
ARABIC = "قالت هيئة الموانئ إن 42 سفينة علقت في الخليج. لم يصب أحد من أفراد الطاقم. 🚢"
HOSTILE = (
    "<script>document.title='owned'</script> said \"<img src=x onerror=alert(1)>\" & 'more'\r"
    "</div></main><style>*{display:none}</style> {{ 7*7 }} {% raw %} \u202eabc\u202c \x00 end"
)


def span_of(text: str, words: str) -> Span:
    """Return the span of the first *words* in *text*; ValueError when they are not there."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_reading(text: str, source: str, language: str, *claims: str, head: str = "") -> Reading:
    """Return a reading whose claims are the given words of *text*, in its own voice.

    Words that begin with "…" inherit *head*.
    """
    document = Document(
        text=text,
        source=source,
        language=language,
        published_at=datetime(2031, 5, 13, 18, 5, tzinfo=timezone(timedelta(hours=-5))),
        title=f"{source}: 13/05",
    )
    return Reading(
        document=document,
        language=language,
        passages=(Passage(Span(0, len(text)), PassageKind.PARAGRAPH, language),),
        attributions=(),
        mentions=(),
        claims=tuple(_claim(document, language, words, head) for words in claims),
    )


def _claim(document: Document, language: str, words: str, head: str) -> Claim:
    own = words.removeprefix("…")
    span = span_of(document.text, own)
    return Claim(
        document_id=document.document_id,
        span=span,
        text=own,
        rendering=f"{head} {own}" if own != words else own,
        language=language,
        attributed_to=document.source,
        attribution_kind=AttributionKind.OWN,
        head=span_of(document.text, head) if own != words else None,
    )


def make_finding(label: Label, left: tuple[Claim, ...], right: tuple[Claim, ...]) -> Finding:
    """Return a finding without words to point at."""
    kind = ReasonKind.NO_COUNTERPART if label is Label.EXTRA else ReasonKind.SIMILARITY
    return Finding(label, left, right, 0.91, (Reason(kind, f"Because of {kind}."),))


def ports_comparison() -> Comparison:
    """Return a comparison with every label, a head, n:m claims and two repaired names."""
    left = make_reading(
        SPANISH,
        "Autoridad de Puertos",
        "es",
        "42 buques quedaron varados en la bahía de Sotomar tras el temporal",
        "Ningún tripulante resultó herido",
        "…reabrir el canal norte",
        "…reforzar el balizamiento",
        "…revisar los protocolos de alerta",
        "El canal sur seguirá cerrado hasta el viernes",
        head="ratificó la voluntad de",
    )
    right = make_reading(
        ENGLISH,
        "Valdoria Herald",
        "en",
        "45 ships were stranded in Sotomar Bay after the storm",
        "two crew members were slightly hurt",
        "reopen the north channel and improve its buoys",
        "The harbour museum stays open on weekends",
        "Insurers expect claims of about 3 million",
    )
    lefts, rights = left.claims, right.claims
    number = Reason(
        ReasonKind.NUMBER,
        "The left counts 42 ships, the right 45.",
        span_of(SPANISH, "42"),
        span_of(ENGLISH, "45"),
    )
    polarity = Reason(
        ReasonKind.POLARITY,
        "The left says nobody was hurt, the right says somebody was.",
        span_of(SPANISH, "Ningún"),
        span_of(ENGLISH, "two"),
    )
    findings = (
        Finding(Label.AGREE, lefts[2:4], rights[2:3], 0.93, (_similar(),), 0.9),
        Finding(Label.CONFLICT, lefts[:1], rights[:1], 0.97, (number, _similar()), 0.94),
        Finding(Label.CONFLICT, lefts[1:2], rights[1:2], 0.88, (polarity,), 0.9),
        Finding(Label.UNDECIDED, lefts[5:6], rights[3:4], 0.41, (_similar(),), 0.71),
        make_finding(Label.EXTRA, lefts[4:5], ()),
        make_finding(Label.EXTRA, (), rights[4:5]),
    )
    return Comparison(left, right, findings, _repairs(left, right), CONFIG)


def _similar() -> Reason:
    return Reason(ReasonKind.SIMILARITY, "The two sentences are close in meaning.")


def _repairs(left: Reading, right: Reading) -> tuple[NameRepair, ...]:
    typo = NameRepair(
        left.document.document_id,
        span_of(SPANISH, "Inés Arrambidde"),
        "Inés Arrambidde",
        "Inés Arrambide",
        RepairKind.TYPO,
        0.97,
        "One letter twice; the other source writes it once.",
    )
    inside = NameRepair(
        right.document.document_id,
        span_of(ENGLISH, "Sotomar Bay"),
        "Sotomar Bay",
        "bahía de Sotomar",
        RepairKind.TRANSLATION,
        0.9,
        "The same place in another language.",
    )
    return typo, inside


def hostile_comparison() -> Comparison:
    """Return a comparison whose every text field tries to break out of the markup."""
    left = make_reading(
        HOSTILE, '"><script>alert(1)</script>', "xx-\"'<b>", "owned", "'more'\r</div>"
    )
    right = make_reading(ARABIC, "هيئة <b>الموانئ</b>", "ar", "42 سفينة علقت في الخليج")
    reason = Reason(
        ReasonKind.NUMBER, "<img src=x>", span_of(HOSTILE, "wne"), span_of(ARABIC, "42")
    )
    findings = (
        Finding(Label.CONFLICT, left.claims[:1], right.claims, 0.5, (reason,)),
        make_finding(Label.EXTRA, left.claims[1:], ()),
    )
    repair = NameRepair(
        left.document.document_id,
        span_of(HOSTILE, "'more'"),
        "'more'",
        '"><script>x</script>',
        RepairKind.ALIAS,
        0.6,
        "</td><script>y</script>",
    )
    return Comparison(left, right, findings, (repair,), CONFIG)


ARTICLE = (
    "El consejo escolar y el ayuntamiento dieron ayer dos cifras distintas.\n\n"
    "“Hay 310 alumnos sin plaza y faltan dos aulas”, dijo el consejo escolar de Robledar.\n\n"
    "El ayuntamiento respondió que son 130 los alumnos sin plaza y que las obras terminarán en "
    "marzo.\n\n"
    "El pleno se reúne el lunes."
)


def article_story() -> Story:
    """Return a story of three voices in one article: the outlet and the two it quotes."""
    outlet = _voice("La Gaceta", "El pleno se reúne el lunes")
    council = _voice("Consejo escolar", "Hay 310 alumnos sin plaza", "faltan dos aulas")
    town = _voice("Ayuntamiento", "son 130 los alumnos sin plaza", "las obras terminarán en marzo")
    return _story(outlet, council, town)


def _voice(source: str, *claims: str) -> Reading:
    reading = make_reading(ARTICLE, source, "es", *claims)
    starts = [0, *(i + 2 for i in range(len(ARTICLE)) if ARTICLE.startswith("\n\n", i))]
    ends = [*(start - 2 for start in starts[1:]), len(ARTICLE)]
    passages = tuple(
        Passage(Span(start, end), PassageKind.PARAGRAPH, "es")
        for start, end in zip(starts, ends, strict=True)
    )
    quoted = Attribution(
        AttributionKind.DIRECT,
        (span_of(ARTICLE, "Hay 310 alumnos sin plaza y faltan dos aulas"),),
        speaker="el consejo escolar de Robledar",
    )
    return Reading(reading.document, "es", passages, (quoted,), (), reading.claims)


def _story(outlet: Reading, council: Reading, town: Reading) -> Story:
    reason = Reason(
        ReasonKind.NUMBER,
        "310 against 130 pupils.",
        span_of(ARTICLE, "310"),
        span_of(ARTICLE, "130"),
    )
    conflict = Finding(Label.CONFLICT, council.claims[:1], town.claims[:1], 0.95, (reason,))
    left, right = council.claims[1:], town.claims[1:]
    pairs = (
        _pair(council, town, conflict, *_extras(left, right)),
        _pair(outlet, council, *_extras(outlet.claims, council.claims)),
        _pair(outlet, town, *_extras(outlet.claims, town.claims)),
    )
    readings = (outlet, council, town)
    rows = (
        _row(Label.CONFLICT, readings, council.claims[0], town.claims[0]),
        *(_row(Label.EXTRA, readings, claim) for claim in (*left, *right, *outlet.claims)),
    )
    return Story(readings, rows, pairs, (), CONFIG)


def _extras(left: tuple[Claim, ...], right: tuple[Claim, ...]) -> list[Finding]:
    lefts = [make_finding(Label.EXTRA, (claim,), ()) for claim in left]
    return lefts + [make_finding(Label.EXTRA, (), (claim,)) for claim in right]


def _pair(left: Reading, right: Reading, *findings: Finding) -> Comparison:
    return Comparison(left, right, findings, (), CONFIG)


def _row(label: Label, readings: tuple[Reading, ...], *claims: Claim) -> MatrixRow:
    said = {claim.attributed_to: (claim,) for claim in claims}
    heard = Cell.CONTRADICTS if label is Label.CONFLICT else Cell.SAYS
    first = claims[0].attributed_to
    cells = {
        source: (Cell.SAYS if source == first else heard) if source in said else Cell.SILENT
        for source in (reading.document.source for reading in readings)
    }
    return MatrixRow(claims[0].rendering, label, cells, said)
