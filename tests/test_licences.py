"""Every package that is installed for the product stands under a licence of licences.toml."""

from pathlib import Path

import pytest

from scripts.supply import Licences, licence_of, product_packages

LICENCES = Licences()
PACKAGES = product_packages()


def test_the_product_s_packages_are_found() -> None:
    """With those below them and without what only tests need."""
    assert {"torch", "sqlalchemy", "starlette", "mpmath", "psycopg-binary"} <= set(PACKAGES)
    assert not {"pytest", "hypothesis", "mypy", "contraste"} & set(PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_its_licence_is_allowed(name: str) -> None:
    """Otherwise: another package, or a line in licences.toml with the reason."""
    assert LICENCES.refusal(name) is None, f"{name}: {licence_of(name)}"


def test_a_licence_that_is_not_listed_is_refused() -> None:
    """A choice is enough, all parts of it are needed, and none at all is not enough."""
    assert LICENCES.allows("MIT OR GPL-3.0-only")
    assert not LICENCES.allows("MIT AND GPL-3.0-only")
    assert not LICENCES.allows("GPL-3.0-only")
    assert not LICENCES.allows("no licence")


def test_a_package_of_another_licence_is_refused(tmp_path: Path) -> None:
    """Without its line in the table."""
    table = (Path(__file__).parents[1] / "licences.toml").read_text("utf-8")
    (tmp_path / "table.toml").write_text(table.replace("psycopg =", "another ="), "utf-8")
    assert Licences(tmp_path / "table.toml").refusal("psycopg") == "LGPL-3.0-only"


def test_the_table_names_no_package_in_vain() -> None:
    """An exception is there as long as the package is; CUDA's come with one build of torch."""
    names = [name for name in LICENCES.packages if not name.endswith("*")]
    assert [name for name in names if name not in PACKAGES] == []
