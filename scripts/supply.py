"""What is installed for the product: its licences, its bill of materials, and an audit.

    python -m scripts.supply packages                  # NAME==VERSION, a package a line
    python -m scripts.supply sbom ENVIRONMENT.json OUT.json
    python -m scripts.supply audit PIP_AUDIT

The product is what pyproject.toml names, with the extras for production and all below them;
what only tests need is no part of it.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from matching.run_config import CODE_VERSION
from service.files import write_text

ROOT = Path(__file__).parents[1]
EXTRAS = ("postgres", "reports", "scale")


def product_packages() -> dict[str, str]:
    """Return the version of each package that the product needs and that is installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = [*project["dependencies"], *(each for extra in EXTRAS for each in extras[extra])]
    found: dict[str, str] = {}
    asked: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, frozenset(wanted.extras)) in asked:
            continue
        asked.add((name, frozenset(wanted.extras)))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # an extra that is not installed here
        found[name] = package.version
        waiting += _needed(package.requires or (), wanted.extras)
    return dict(sorted(found.items()))


def _needed(requirements: Iterable[str], extras: Iterable[str]) -> Iterator[Requirement]:
    for text in requirements:
        needed = Requirement(text)
        marker = needed.marker
        if marker is None or any(marker.evaluate({"extra": each}) for each in (*extras, "")):
            yield needed


class Licences:
    """The table licences.toml: what is allowed, other spellings, and single packages."""

    def __init__(self, path: Path = ROOT / "licences.toml") -> None:
        """Read the table."""
        table = tomllib.loads(path.read_text("utf-8"))
        self.allowed = frozenset(table["allowed"])
        self.spelt: dict[str, str] = table["spelt"]
        self.packages: dict[str, str] = table["packages"]

    def refusal(self, name: str) -> str | None:
        """Return the licence for which the package *name* may not be used, None if it may."""
        if any(fnmatch(name, pattern) for pattern in self.packages):
            return None
        said = licence_of(name)
        told = " AND ".join(self.spelt.get(each, each) for each in said) or "no licence"
        return None if self.allows(told) else told

    def allows(self, expression: str) -> bool:
        """Tell whether one of the choices of an SPDX expression without brackets is allowed."""
        choices = (choice.split(" AND ") for choice in expression.split(" OR "))
        return any(set(parts) <= self.allowed for parts in choices)


def licence_of(name: str) -> list[str]:
    """Return what an installed package says: an SPDX expression, or else its classifiers."""
    told = distribution(name).metadata.json
    if expression := told.get("license_expression"):
        return [str(expression)]
    named = [each.rpartition(" :: ")[2] for each in told.get("classifier", ()) if _is_licence(each)]
    # Some put the whole text there; its first line has the name, if anything.
    short = str(told.get("license", "")).strip().partition("\n")[0]
    return named or ([short] if short else [])


def _is_licence(classifier: str) -> bool:
    return classifier.startswith("License ::")


def write_sbom(environment: Path, target: Path) -> None:
    """Write the bill of materials of the product alone, from that of the whole environment."""
    bill = json.loads(environment.read_text("utf-8"))
    kept = set(product_packages())
    parts = [each for each in bill["components"] if canonicalize_name(each["name"]) in kept]
    known = {each["bom-ref"] for each in parts} | {bill["metadata"]["component"]["bom-ref"]}
    bill["components"] = parts
    bill["metadata"]["component"] |= {
        "version": CODE_VERSION,
        "purl": f"pkg:pypi/contraste@{CODE_VERSION}",
    }
    bill["dependencies"] = [
        each | {"dependsOn": [ref for ref in each.get("dependsOn", ()) if ref in known]}
        for each in bill["dependencies"]
        if each["ref"] in known
    ]
    write_text(target, json.dumps(bill, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


def audit(program: str) -> int:
    """Ask a vulnerability service about each package; 1 when it knows one of a package of ours."""
    with TemporaryDirectory() as folder:
        named = Path(folder) / "packages.txt"
        pins = product_packages().items()
        # A build's own mark ("+cpu") is known to nobody.
        named.write_text("".join(f"{n}=={v.partition('+')[0]}\n" for n, v in pins), "utf-8")
        done = subprocess.run(  # noqa: S603 - our own tool
            [program, "--requirement", named, "--no-deps", "--disable-pip", "--format", "json"],
            capture_output=True,
            text=True,
            check=False,
        )
    try:
        found: list[Any] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        found = []
    return _told(found)


def _told(found: Sequence[Any]) -> int:
    # pip-audit skips what the service does not know, and says that it found no vulnerability.
    answered = [each for each in found if "vulns" in each]
    if not answered:
        sys.stderr.write("No audit: no vulnerability service can be reached from here.\n")
        return 0
    known = [(each, fault) for each in answered for fault in each["vulns"]]
    for each, fault in known:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{each['name']} {each['version']}: {fault['id']}, mended in {mended}\n")
    skipped = ", ".join(each["name"] for each in found if "vulns" not in each) or "none"
    sys.stdout.write(
        f"{len(answered)} packages audited, {len(known)} vulnerabilities; left out: {skipped}\n"
    )
    return 1 if known else 0


def main(what: str, *given: str) -> int:
    """Do what the command line names."""
    if what == "sbom":
        write_sbom(Path(given[0]), Path(given[1]))
    elif what == "audit":
        return audit(given[0])
    else:
        sys.stdout.writelines(f"{n}=={v}\n" for n, v in product_packages().items())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
