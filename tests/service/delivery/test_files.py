"""Files: whole or not there, and nowhere else."""

from dataclasses import replace
from pathlib import Path

import pytest

from service.config import Settings
from service.delivery.faults import NotNow, Refused
from service.delivery.files import send
from service.delivery.outgoing import Outgoing
from service.store.delivery import Channel, Delivery, DeliveryState
from service.store.outbox import Item, ItemKind, StoredForm
from tests.service.delivery.made import AT

ITEM = Item("out_1", ItemKind.REPORT, "rpt_1", "t", "s", "es", "2025-10-30", "", AT)
FORMS = (StoredForm("report.html", "text/html", b"<p>"), StoredForm("report.md", "text/md", b"#"))


def outgoing(folder: Path) -> Outgoing:
    """Return files under way."""
    delivery = Delivery(
        "dlv_1",
        "out_1",
        Channel.FILES,
        str(folder),
        DeliveryState.SENDING,
        1,
        AT,
        AT,
        "t",
        None,
        None,
    )
    return Outgoing(delivery, ITEM, FORMS, Settings(), AT, lambda: True)


def test_a_report_is_there_as_a_whole(tmp_path: Path) -> None:
    """Again, after a part was lost or changed, and what a killed process left is gone."""
    day = tmp_path / "2025-10-30"
    (day / ".rpt_1-es.left").mkdir(parents=True)
    (day / ".rpt_1-es.left" / "report.html").write_bytes(b"<")
    for damage in ("", "lost", "changed"):
        place = day / "rpt_1-es"
        if damage == "lost":
            (place / "report.md").unlink()
        if damage == "changed":
            (place / "report.md").write_bytes(b"no")
        send(outgoing(tmp_path))
        assert [path.name for path in day.iterdir()] == ["rpt_1-es"]
        found = {path.name: path.read_bytes() for path in place.iterdir()}
        assert found == {form.name: form.body for form in FORMS}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/b", ".x", "", "a\x00", "-x"])
def test_no_name_leads_elsewhere(tmp_path: Path, name: str) -> None:
    """Neither a form's nor a day's."""
    given = outgoing(tmp_path / "in")
    with pytest.raises(Refused):
        send(replace(given, forms=(replace(FORMS[0], name=name),)))
    with pytest.raises(Refused):
        send(replace(given, item=replace(ITEM, about_on=name)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    """A file stands in its way."""
    (tmp_path / "in").write_text("")
    with pytest.raises(NotNow, match="cannot be written"):
        send(outgoing(tmp_path / "in"))
