"""Things that a killed creation left: looked for once in a region and given once."""

import threading
from typing import Any

import pytest

from privateapi.provider.interrupted import MARK, Interrupted, marked_by_ec2, marked_by_tagging
from privateapi.sandbox.aws.testing import Clients


def test_load_is_called_once_for_a_source_and_region() -> None:
    loads: list[str] = []

    def load(place: str) -> Any:
        def look() -> dict[str, list[str]]:
            loads.append(place)
            return {"token": [place], "other": [f"other-{place}"]}

        return look

    interrupted = Interrupted()
    assert interrupted.take("ec2", "us-east-1", "token", load("one")) == ["one"]
    assert interrupted.take("ec2", "us-east-1", "other", load("two")) == ["other-one"]
    assert interrupted.take("ec2", "us-west-2", "token", load("three")) == ["three"]
    assert interrupted.take("tagging", "us-east-1", "token", load("four")) == ["four"]
    assert loads == ["one", "three", "four"]


def test_what_is_taken_is_gone() -> None:
    interrupted = Interrupted()
    taken = [interrupted.take("ec2", "us-east-1", "token", lambda: {"token": ["vpc-1"]}) for _ in range(2)]
    assert taken == [["vpc-1"], []]


def test_a_load_that_failed_is_tried_again() -> None:
    def fail() -> dict[str, list[str]]:
        raise ConnectionError

    interrupted = Interrupted()
    with pytest.raises(ConnectionError):
        interrupted.take("ec2", "us-east-1", "token", fail)
    assert interrupted.take("ec2", "us-east-1", "token", lambda: {"token": ["vpc-1"]}) == ["vpc-1"]


def test_one_of_many_threads_loads_and_one_takes() -> None:
    loads: list[int] = []
    taken: list[list[str]] = []
    together = threading.Barrier(8)
    interrupted = Interrupted()

    def load() -> dict[str, list[str]]:
        loads.append(1)
        return {"token": ["vpc-1"]}

    def work() -> None:
        together.wait()
        taken.append(interrupted.take("ec2", "us-east-1", "token", load))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == [1]
    assert sorted(taken) == [[]] * 7 + [["vpc-1"]]


def test_regions_are_asked_side_by_side() -> None:
    """Each load ends only when the other one has begun."""
    both = threading.Barrier(2, timeout=30)
    interrupted = Interrupted()

    def load() -> dict[str, list[str]]:
        both.wait()
        return {}

    threads = [
        threading.Thread(target=interrupted.take, args=("ec2", region, "token", load))
        for region in ("us-east-1", "us-west-2")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not both.broken


def test_marked_by_ec2(aws: Clients) -> None:
    ec2 = aws("ec2")
    one, two, three = (ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"] for _ in range(3))
    try:
        ec2.create_tags(Resources=[one, two], Tags=[{"Key": MARK, "Value": "interrupted-test"}])
        ec2.create_tags(Resources=[three], Tags=[{"Key": "Name", "Value": "interrupted-test"}])
        found = marked_by_ec2(ec2)
        assert sorted(found["interrupted-test"]) == sorted([one, two])
        assert three not in sum(found.values(), [])
    finally:
        for id in (one, two, three):
            ec2.delete_vpc(VpcId=id)


def test_marked_by_tagging(aws: Clients) -> None:
    logs = aws("logs")
    names = ["/interrupted/one", "/interrupted/two"]
    logs.create_log_group(logGroupName=names[0], tags={MARK: "interrupted-test", "team": "network"})
    logs.create_log_group(logGroupName=names[1], tags={"team": "network"})
    try:
        (arn,) = marked_by_tagging(aws("resourcegroupstaggingapi"))["interrupted-test"]
        assert arn.removesuffix(":*").endswith("log-group:/interrupted/one")
    finally:
        for name in names:
            logs.delete_log_group(logGroupName=name)


def test_marked_by_tagging_reads_every_page_and_only_the_mark() -> None:
    class Tagging:
        """Answers more than it was asked for."""

        def get_paginator(self, operation: str) -> "Tagging":
            assert operation == "get_resources"
            return self

        def paginate(self, **filters: Any) -> list[dict[str, Any]]:
            assert filters == {"TagFilters": [{"Key": MARK}]}
            return [
                {"ResourceTagMappingList": [{"ResourceARN": "arn:1", "Tags": [{"Key": MARK, "Value": "t"}]}]},
                {"ResourceTagMappingList": [{"ResourceARN": "arn:2", "Tags": [{"Key": "a", "Value": "t"}]}]},
                {"ResourceTagMappingList": [{"ResourceARN": "arn:3", "Tags": [{"Key": MARK, "Value": "t"}]}]},
            ]

    assert marked_by_tagging(Tagging()) == {"t": ["arn:1", "arn:3"]}
