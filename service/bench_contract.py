"""What `contraste bench --json` prints, as pydantic models."""

from service.contract import Part


class FigurePart(Part):
    """One measured figure; `ours` is null, with the reason in `note`, when it was not measured."""

    group: str
    set: str
    metric: str
    ours: float | None
    at_least: float | None
    at_most: float | None
    reference: str
    note: str
    is_short: bool


class BenchDocument(Part):
    """What `contraste bench --json` prints."""

    code_version: str
    figures: tuple[FigurePart, ...]
