"""The tables of waiters and error codes fit botocore's models: operations, paths, states."""

import json
import re
from pathlib import Path
from typing import Any

import botocore.loaders
import botocore.model
import botocore.waiter
import jmespath
import pytest

import privateapi
from privateapi.provider.errors import ErrorTable, error_table
from privateapi.provider.waiting import waiter_model

FACTS = Path(privateapi.__file__).parent / "facts"
PLAIN_PATH = re.compile(r"[A-Za-z]+(\[(\d*|\*)\])?(\.[A-Za-z]+(\[(\d*|\*)\])?)*")


def _service(name: str) -> botocore.model.ServiceModel:
    return botocore.model.ServiceModel(botocore.loaders.create_loader().load_service_model(name, "service-2"), name)


def _waiters() -> list[Any]:
    return [
        pytest.param(path.stem, name, entry, id=f"{path.stem}-{name}")
        for path in sorted((FACTS / "waiters").glob("*.json"))
        for name, entry in json.loads(path.read_text(encoding="utf-8"))["waiters"].items()
    ]


def _end(shape: Any, path: str) -> Any:
    """The shape at the end of a plain path; a KeyError names the member that there is not."""
    for step in path.split("."):
        shape = shape.members[step.partition("[")[0]]
        if "[" in step:
            shape = shape.member
    return shape


@pytest.mark.parametrize(("service", "name", "entry"), _waiters())
def test_waiter(service: str, name: str, entry: dict[str, Any]) -> None:
    output = _service(service).operation_model(entry["operation"]).output_shape
    assert entry["delay"] > 0 and entry["maxAttempts"] > 0
    assert set(entry) - {"reason"} == {"operation", "delay", "maxAttempts", "acceptors"}
    states = [acceptor["state"] for acceptor in entry["acceptors"]]
    assert "success" in states and set(states) <= {"success", "failure", "retry"}
    for acceptor in entry["acceptors"]:
        assert callable(botocore.waiter.AcceptorConfig(acceptor).matcher_func)
        path = acceptor.get("argument")
        if path is None:
            continue
        jmespath.compile(path)
        if PLAIN_PATH.fullmatch(path):
            # EC2 answers states in small letters where its own model has them with capitals.
            allowed = [value.casefold() for value in getattr(_end(output, path), "enum", [])]
            assert not allowed or acceptor["expected"].casefold() in allowed, f"never {acceptor['expected']!r}"
    if "reason" in entry:
        jmespath.compile(entry["reason"])
        if PLAIN_PATH.fullmatch(entry["reason"]):
            assert _end(output, entry["reason"]).type_name == "string"
    assert name in waiter_model(service).waiter_names


@pytest.mark.parametrize("path", sorted(FACTS.glob("waiters/*.json")) + sorted(FACTS.glob("errors/*.json")), ids=str)
def test_table_is_sorted_and_has_a_source(path: Path) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    assert table["source"]
    for entries in table.values():
        if not isinstance(entries, str):
            assert list(entries) == sorted(entries), f"{path.name} is not sorted"


@pytest.mark.parametrize("service", sorted(path.stem for path in (FACTS / "errors").glob("*.json")))
def test_error_table(service: str) -> None:
    # Alibaba Cloud has one table for all products, with the beginnings of codes.
    assert service == "alicloud" or _service(service).operation_names
    table = error_table(service)
    assert isinstance(table, ErrorTable) and table.not_found
    for code in table.not_found | table.dependency | table.eventual:
        assert re.fullmatch(r"[A-Za-z.]+(/.+)?" if service != "alicloud" else r"[A-Za-z.]+\*?", code), code
