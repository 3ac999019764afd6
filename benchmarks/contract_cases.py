"""`python -m benchmarks.contract_cases`: the whole OpenAPI, both databases, every role.

Prints how many requests were answered how, for each database and role, and what was wrong;
exits 1 when something was.
"""

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.contract.cases import Run, run_cases
from benchmarks.contract.stock import stocked
from benchmarks.databases import DATABASES, empty_database
from service.access.roles import Role
from service.config import Settings

ROLES: tuple[Role | None, ...] = (None, *Role)


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5000, help="requests in all, at least")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, action="append")
    asked = parser.parse_args()
    databases = tuple(asked.database or DATABASES)
    wrong = total = 0
    for database in databases:
        for run in run_database(database, asked.cases // len(databases), asked.seed):
            total += run.cases
            wrong += sum(run.failures.values())
    print(f"{total} cases, {wrong} failures")
    return 1 if wrong else 0


def run_database(database: str, cases: int, number: int) -> Iterator[Run]:
    """Put about *cases* requests to an API on *database*, in every role in turn."""
    with empty_database(database) as url, stocked(Settings(database_url=url)) as stock:
        operations = sum(len(path) for path in stock.app.openapi()["paths"].values())
        # Some operations take fewer: there are only so many requests without parameters.
        per_operation = -(-cases * 5 // (4 * len(ROLES) * operations))
        for place, role in enumerate(ROLES):
            begun = time.perf_counter()
            # Each role gets requests of its own, so that all differ.
            (run,) = run_cases(
                stock, (role,), per_operation=max(2, per_operation), number=number + place
            )
            _show(database, run, time.perf_counter() - begun)
            yield run


def _show(database: str, run: Run, seconds: float) -> None:
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(run.statuses.items()))
    wrong = sum(run.failures.values())
    who = run.role or "no key"
    print(f"{database} {who}: {run.cases} cases, {wrong} failures, {seconds:.0f} s ({statuses})")
    for failure, count in run.failures.most_common():
        print(f"  {count}× {failure}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
