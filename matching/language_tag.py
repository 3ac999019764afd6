"""Language tags, as BCP 47 writes them: "es", "es-MX", "zh-Hant-TW"."""


def primary_language(tag: str) -> str:
    """Return the language of *tag* without script and region: "en" of "en-AU"."""
    return tag.split("-")[0].lower()
