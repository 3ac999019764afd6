"""Requests generated from the OpenAPI document, put to the API in one role, answers checked.

Half of them fit the document, half do not. Each answer must be one that the document tells of,
in status, media type, headers and schema; none may be a fault; and a role gets what it may and
nothing else.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from benchmarks.contract.stock import MARK, Stock
from service.access.roles import Role

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
AnyCase = Case[Any]
Operation = APIOperation[Any, Any, Any, Any]

# What may be refused before anybody is asked who they are: the form of the request itself.
_BEFORE_ACCESS = frozenset({400, 405, 408, 413, 431})


@dataclass(slots=True)
class Run:
    """What became of the requests of one role: how many, answered how, and what was wrong."""

    role: Role | None
    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


def run_cases(
    stock: Stock, roles: Sequence[Role | None], *, per_operation: int, number: int
) -> list[Run]:
    """Put *per_operation* requests to each operation, each of them in every one of *roles*.

    None stands for somebody without a key. The same *number* generates the same requests.
    """
    runs = [Run(role) for role in roles]
    loaded = schemathesis.openapi.from_dict(stock.app.openapi())
    loaded.app = _at_this_machine(stock.app)
    for result in loaded.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _run_operation(runs, stock, operation, mode, max(1, per_operation // 2), number)
    return runs


def _run_operation(
    runs: Sequence[Run],
    stock: Stock,
    operation: Operation,
    mode: GenerationMode,
    count: int,
    number: int,
) -> None:
    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        # A failure is noted, not raised: nothing is shrunk, and all are seen.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def put(case: AnyCase, data: st.DataObject) -> None:
        if mode is GenerationMode.POSITIVE:
            _aim(case, stock, data)
        _clean(case)
        for run in runs:
            _put(run, stock, case)

    try:
        put()
    except schemathesis.errors.SchemathesisError:
        # Nothing can be sent that does not fit, for example where nothing is asked for.
        assert mode is GenerationMode.NEGATIVE
    except Exception as error:
        if type(error).__name__ not in {"Unsatisfiable", "SkipTest"}:
            raise


def _aim(case: AnyCase, stock: Stock, data: st.DataObject) -> None:
    """Let most requests name what is stored, in path, query and body, and its version."""
    if data.draw(st.integers(0, 3)) == 0:
        return
    for part in (case.query, case.body):
        _name_stored(part, stock, data)
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = "*"
    parameters = case.path_parameters or {}
    if "finding_id" in parameters and stock.findings:
        names = ("comparison_id", "finding_id")
        found = data.draw(st.sampled_from(stock.findings))
        parameters.update(zip(names, found, strict=True))
        return
    for name in parameters:
        if stock.ids.get(name):
            parameters[name] = data.draw(st.sampled_from(stock.ids[name]))


def _name_stored(value: object, stock: Stock, data: st.DataObject) -> None:
    if isinstance(value, dict):
        for name, each in value.items():
            pool = stock.ids.get("entity_id" if name == "into" else name)
            if pool and isinstance(each, str):
                value[name] = data.draw(st.sampled_from(pool))
            elif name in {"documents", "sources"} and isinstance(each, list) and each:
                value[name] = [data.draw(st.sampled_from(stock.ids[f"{name[:-1]}_id"]))]
            else:
                _name_stored(each, stock, data)
    elif isinstance(value, list):
        for each in value:
            _name_stored(each, stock, data)


def _clean(case: AnyCase) -> None:
    # Whatever was generated for these would be another caller.
    for name in list(case.headers or {}):
        if name.lower() in {"authorization", "x-api-key", "cookie"}:
            del case.headers[name]
    case.cookies = {}


def _put(run: Run, stock: Stock, case: AnyCase) -> None:
    key = stock.keys[run.role]
    sent = {"Authorization": f"Bearer {key}"} if key else {}
    response = case.call(base_url="http://localhost", headers=sent)
    run.cases += 1
    run.statuses[response.status_code] += 1
    where = case.operation.definition.raw["operationId"]
    for wrong in [*_violations(case, response), *_leaks(run.role, case, response)]:
        run.failures[f"{where}: {response.status_code}: {wrong}"] += 1


def _violations(case: AnyCase, response: Response) -> Iterator[str]:
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as group:
        for each in group.exceptions:
            yield _told(each)
    except Failure as failure:
        yield _told(failure)


def _told(failure: BaseException) -> str:
    words = " ".join(str(failure).split())
    return f"{type(failure).__name__}: {words[:300]}"


def _leaks(role: Role | None, case: AnyCase, response: Response) -> Iterator[str]:
    """Tell what somebody got who may not have it, or did not get who may."""
    raw: dict[str, Any] = case.operation.definition.raw
    needed = raw["x-role"]
    status = response.status_code
    may = needed == "anyone" or (role is not None and role.allows(Role(needed)))
    if may:
        if needed != "anyone" and status in {401, 403}:
            yield f"refused to {role}, whom it is for"
        return
    refusal = 401 if role is None else 403
    if status != refusal and status not in _BEFORE_ACCESS:
        yield f"answered to {role or 'nobody'}, needs {needed}"
    text = response.content.decode("utf-8", "replace")
    if MARK in text and MARK not in json.dumps(case.body, default=str):
        yield f"told {role or 'nobody'} of what is stored"


def _at_this_machine(app: ASGIApp) -> ASGIApp:
    async def local(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "client": ("127.0.0.1", 50000)}
        await app(scope, receive, send)

    return local
