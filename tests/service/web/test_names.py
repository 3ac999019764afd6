"""Names: proposed with their context, decided after a look at what changes, and undone."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from service.work.name_proposals import form_id
from tests.service.api import desk

OFFICIAL = (
    "La ministra de Salud, Clotilde Benegas, visitó el hospital de Norvia el lunes. "
    "Clotilde Benegas anunció 42 camas nuevas."
)
PRESS = "La ministra de Salud, Clotilde Venegas, anunció 42 camas nuevas para Norvia el lunes."
EN = {"Accept-Language": "en"}


@pytest.fixture
def story(client: TestClient) -> str:
    """A story of two documents that write one minister in two ways; its matrix is made."""
    sides = {
        "left-text": OFFICIAL,
        "left-source": "Ministerio",
        "right-text": PRESS,
        "right-source": "Diario",
    }
    made = client.post("/compare", data=sides, follow_redirects=False).headers["location"]
    ids = [each["document_id"] for each in client.get(f"/v1{made}").json()["documents"]]
    answer = client.post("/v1/stories", json={"title": "Camas", "documents": ids})
    address = f"/v1/stories/{answer.json()['story_id']}/matrix"
    client.get(address)
    return address


def links(page: str, verdict: str) -> list[str]:
    """Return the addresses of the previews of a verdict on a page."""
    found = re.findall(rf'href="(/names/preview\?verdict={verdict}&[^"]+)"', page)
    return [unescape(each) for each in found]


def confirmed(client: TestClient, preview: str) -> str:
    """Press the button of a preview; return the page that it leads to."""
    page = client.get(preview, headers=EN).text
    form = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    data: dict[str, list[str]] = {}
    for key, value in form:
        if key != "here":
            data.setdefault(key, []).append(unescape(value))
    answer = client.post("/names/decisions", data=data, headers=EN)
    assert answer.status_code == 200, answer.text
    return answer.text


def names_of(client: TestClient, story: str) -> set[tuple[str, str]]:
    """Return what the story reads as what."""
    return {(each["surface"], each["canonical"]) for each in client.get(story).json()["names"]}


def test_a_misspelling_is_proposed_with_the_words_around_it(client: TestClient, story: str) -> None:
    """Both names, what differs marked, why in the reader's language, and links to the words."""
    page = client.get("/names", headers={"Accept-Language": "es"}).text
    assert "<mark>V</mark>" in page
    assert "errata de Clotilde Benegas" in page
    assert "anunció 42 camas" in page
    assert re.search(r"/documents/doc_[0-9a-f]{20}\?words=\d+-\d+#at-\d+", page)
    assert len(links(page, "same")) == len(links(page, "different")) == 1
    assert not links(client.get("/names?kind=place").text, "same")


def test_a_name_kept_apart_changes_the_story_and_comes_back_with_undo(
    client: TestClient, story: str
) -> None:
    """The preview tells first what changes; afterwards it is not proposed; the log has it all."""
    read = ("Clotilde Venegas", "Clotilde Benegas")
    assert read in names_of(client, story)
    (preview,) = links(client.get("/names").text, "different")
    part = client.get(preview, headers={**EN, "HX-Request": "true"}).text
    assert part.lstrip().startswith('<section class="preview"')
    assert "Camas" in part
    assert re.search(r"[1-9]\d* findings? may change", part)
    assert "data-confirm" in part
    done = confirmed(client, preview)
    assert "Nothing is proposed" in done
    assert read not in names_of(client, story)
    (undo,) = links(done, "undo")
    assert re.search(r"read otherwise", client.get(undo, headers=EN).text)
    again = confirmed(client, undo)
    assert len(links(again, "different")) == 1
    assert read in names_of(client, story)
    actions = [each["action"] for each in client.get("/v1/audit").json()["items"]]
    assert [each for each in actions if each.startswith("entity.")][:2] == [
        "entity.undo",
        "entity.split",
    ]


def test_a_confirmed_name_is_not_proposed_again(client: TestClient, story: str) -> None:
    """It stays as it was read, and the decision stands on the page of either."""
    (preview,) = links(client.get("/names").text, "same")
    assert "Nothing is proposed" in confirmed(client, preview)
    entity = form_id("person", "Clotilde Venegas")
    page = client.get(f"/names/{entity}", headers=EN).text
    assert "Now part of" in page
    into = re.findall(r'Now part of <a href="([^"]+)"', page)[0]
    assert "Clotilde Venegas" in client.get(into).text
    assert ("Clotilde Venegas", "Clotilde Benegas") in names_of(client, story)


def compared(client: TestClient, *texts: str) -> tuple[str, set[tuple[str, str]]]:
    """Compare two texts by the form; return the address, and what was read as what."""
    sides = {f"{side}-text": text for side, text in zip(("left", "right"), texts, strict=True)}
    made = client.post("/compare", data=sides, follow_redirects=False).headers["location"]
    return made, names_of(client, f"/v1{made}")


def test_a_decision_holds_for_texts_compared_later(client: TestClient, story: str) -> None:
    """New texts are read by it, the same texts anew too; what is stored stays as it was made."""
    later = (f"{OFFICIAL} Llovió.", f"{PRESS} Llovió.")
    read = ("Clotilde Venegas", "Clotilde Benegas")
    before, names = compared(client, *later)
    assert read in names
    (preview,) = links(client.get("/names").text, "different")
    (undo,) = links(confirmed(client, preview), "undo")
    assert read not in compared(client, f"{OFFICIAL} Nevó.", f"{PRESS} Nevó.")[1]
    after, names = compared(client, *later)
    assert read not in names
    assert after != before
    assert compared(client, *later)[0] == after
    assert read in names_of(client, f"/v1{before}")
    confirmed(client, undo)
    assert compared(client, *later) == (before, names_of(client, f"/v1{before}"))


@pytest.fixture
def pair(client: TestClient) -> tuple[str, str]:
    """Two entities of near names, each in a document of its own."""
    for name, source in (("Mauro Illanes", "A"), ("Mauro Ilanes", "B")):
        text = f"El señor {name} llegó el lunes a Norvia. {name} habló con la prensa."
        other = f"Norvia espera a 300 personas, dijo {source}."
        sides = {"left-text": text, "left-source": source, "right-text": other}
        client.post("/compare", data=sides)
    return form_id("person", "Mauro Illanes"), form_id("person", "Mauro Ilanes")


def test_two_entities_may_be_one(client: TestClient, pair: tuple[str, str]) -> None:
    """Merged, undone, kept apart: each proposed again only while nothing is decided."""
    page = client.get("/names", headers=EN).text
    (same,) = links(page, "same")
    assert "in separate documents" in page
    (undo,) = links(confirmed(client, same), "undo")
    merged = [client.get(f"/v1/entities/{each}").json()["merged_into"] for each in pair]
    assert sorted(map(bool, merged)) == [False, True]
    (different,) = links(confirmed(client, undo), "different")
    assert "Nothing is proposed" in confirmed(client, different)
    (made, *_) = client.get("/v1/entity-decisions").json()["items"]
    assert made["kind"] == "apart"
    refused = client.post(f"/v1/entities/{pair[0]}/merge", json={"into": pair[1], "reason": "x"})
    assert refused.status_code == 409
    twice = client.post(f"/v1/entities/{pair[0]}/apart", json={"other": pair[1], "reason": "x"})
    assert twice.status_code == 409
    undone = client.post(f"/v1/entity-decisions/{made['decision_id']}/undo", json={"reason": "x"})
    assert undone.status_code == 201
    assert len(links(client.get("/names").text, "same")) == 1


def test_names_are_split_off_to_somebody_new(client: TestClient, pair: tuple[str, str]) -> None:
    """The page of an entity offers its names; a split needs one of them and a new owner."""
    one = pair[0]
    page = client.get(f"/names/{one}", headers=EN).text
    assert "Mauro Illanes" in page
    with desk.stored(client) as store:
        store.entities.add_aliases([(one, "El Zorro")], at=desk.AT)
    assert 'value="El Zorro"' in client.get(f"/names/{one}").text
    query = f"/names/preview?verdict=split&entity_id={one}&names=El+Zorro&back=/names/{one}"
    assert client.get(query).status_code == 422
    done = confirmed(client, f"{query}&name=Zorro+Rojo")
    assert "Zorro Rojo" in done
    assert "El Zorro" not in client.get(f"/v1/entities/{one}").json()["aliases"]
    (undo,) = set(links(done, "undo"))
    confirmed(client, undo)
    assert "El Zorro" in client.get(f"/v1/entities/{one}").json()["aliases"]


def test_an_entity_is_found_and_merged_by_hand(client: TestClient, pair: tuple[str, str]) -> None:
    """By a part of its name, accents aside; nothing found says so."""
    assert "/names/ent_" in client.get("/names/entities?name=ILANES").text
    assert "No name found" in client.get("/names/entities?name=%25", headers=EN).text
    assert client.get("/names/entities?name=%00a&kind=").status_code == 200
    page = client.get(f"/names/{pair[0]}?find=ilanes").text
    assert len(links(page, "same")) == 1
    confirmed(client, links(page, "same")[0])
    assert "Mauro Ilanes" in client.get("/names/decisions").text


@pytest.mark.parametrize(
    "path",
    [
        "/names?page=0",
        "/names?kind=ghost",
        "/names/ent_" + "0" * 20,
        "/names/nobody",
        "/names/preview?verdict=undo&decision_id=dec_" + "0" * 20,
        "/names/preview?verdict=same&entity_id=ent_x",
        "/names/preview?verdict=same",
        "/names/decisions?before=99999999999999",
    ],
)
def test_what_makes_no_sense_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    """Never a fault of the server."""
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert "<h1>" in answer.text


def test_a_list_beyond_its_end_shows_the_last_page(client: TestClient) -> None:
    """Where the last proposal was just decided, the reader is not lost."""
    assert client.get("/names?page=999").status_code == 200
