"""What people fill in, as values that the application takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SideForm:
    """One account of the compare form as it was filled in; "" where nothing was."""

    text: str = ""
    url: str = ""
    source: str = ""
    title: str = ""
    language: str = ""
    published_at: str = ""
    time_zone: str = ""
