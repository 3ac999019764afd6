"""Generated requests in every role, on both databases: no fault, no broken promise, no leak.

A short form of `python -m benchmarks.contract_cases`, with the same requests each time.
"""

from benchmarks.contract.cases import run_cases
from benchmarks.contract.stock import stocked
from service.access.roles import Role
from service.config import Settings


def test_every_promise_of_the_openapi_document_is_kept(store_url: str) -> None:
    """Each operation is asked what fits and what does not, by everybody in turn."""
    with stocked(Settings(database_url=store_url)) as stock:
        runs = run_cases(stock, (None, *Role), per_operation=2, number=5)
    assert [dict(run.failures) for run in runs] == [{}] * 5
    assert sum(run.cases for run in runs) >= 300
    nobody, *_, admin = runs
    assert set(nobody.statuses) <= {200, 303, 400, 401, 404, 405, 422}
    assert admin.statuses[200] >= 10
    assert 403 not in admin.statuses
