"""A region changes no reading: "es-MX" is read as "es" is."""

import pytest

from matching.document import Document
from matching.grouping.profile import profile_documents
from matching.language_tag import primary_language
from matching.reading import read_together
from matching.sentences import split_sentences
from matching.testing import HashingEncoder
from matching.verb_forms import is_present

TEXTS = {
    "es": "Diario Abrir | Política | Cerrar\n3 de marzo\n\nEl presidente quiso ver al alcalde. "
    "Los hogares que votaban pagaron 1.200 soles, según dijo la ministra. La Dra. Ruiz y el Gral. "
    "Paz la suma cancelan.",
    "en": "Daily News | Signing | Politics\nMarch 3\n\nThe mayor signs 3 deals and plans to run. "
    "The minister said that 1,200 people were moved.",
    "pt": "Jornal Abrir | Política\n3 de março\n\nO presidente quis ver o prefeito. "
    "A ministra disse que 1.200 famílias pagaram.",
    "fr": "Journal Ouvrir | Politique\n3 mars\n\nLe président voulut voir le maire. "
    "La ministre a dit que 1 200 familles ont payé.",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("tag", ["{}-MX", "{}-Latn-419"])
def test_a_region_changes_nothing(language: str, tag: str) -> None:
    """Claims, their slots, names and speakers are the same."""
    plain, regional = (
        read_together([Document(TEXTS[language], "A", code)]).readings[0]
        for code in (language, tag.format(language))
    )
    assert plain.claims
    assert [(c.text, c.rendering, c.attributed_to, c.slots) for c in plain.claims] == [
        (c.text, c.rendering, c.attributed_to, c.slots) for c in regional.claims
    ]
    assert plain.mentions == regional.mentions
    assert plain.passages == regional.passages


@pytest.mark.parametrize(("tag", "expected"), [("es", "es"), ("EN-au", "en"), ("zh-Hant-TW", "zh")])
def test_the_language_is_the_first_part(tag: str, expected: str) -> None:
    """In small letters."""
    assert primary_language(tag) == expected


def test_a_region_changes_no_sentence_and_no_profile() -> None:
    """Titles end no sentence in Mexico either."""
    text = "El Sr. Paz y la Dra. Ruiz hablaron con el Gral. Soto en la Av. Lima. La Sra. Gil llegó."
    assert split_sentences(text, "es-MX") == split_sentences(text, "es")
    assert len(split_sentences(text, "es")) == 2
    documents = [Document(text, "A", code) for code in ("es", "es-MX")]
    plain, regional = profile_documents(documents, HashingEncoder())
    assert plain.sentences == regional.sentences
    assert plain.language == regional.language
    assert is_present("suma", "es-MX")
