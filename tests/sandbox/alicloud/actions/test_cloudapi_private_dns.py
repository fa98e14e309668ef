"""Internal DNS records: what is kept, what is refused, and which instances they are for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import (
    CallError,
    Clients,
    Network,
    associate,
    create_record,
    describe_instance,
    instance_arguments,
    make_instance,
    make_network,
)

DOMAIN = "api.demo.com"


def records(*entries: tuple[Any, Any]) -> dict[str, str]:
    return {"Records": json.dumps([{"Record": address, "Weight": weight} for address, weight in entries])}


def create(ali: Clients, form: dict[str, str], domain: str = DOMAIN, kind: str = "A") -> None:
    ali.call(CLOUDAPI, "CreatePrivateDNS", {"IntranetDomain": domain, "Type": kind}, form=form)


def listed(ali: Clients, **parameters: Any) -> list[dict[str, Any]]:
    return list(ali.call(CLOUDAPI, "ListPrivateDNS", parameters)["PrivateDNSList"])


def make_vpc_access(ali: Clients, network: Network, host: str = DOMAIN) -> None:
    parameters = {"Name": "backend", "VpcId": network.vpc, "InstanceId": "10.0.1.9", "Port": 443}
    ali.call(CLOUDAPI, "SetVpcAccess", parameters | {"VpcTargetHostName": host})


def test_life_of_a_record(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    create(ali, records(("10.0.1.9", 100), ("10.0.2.9", 0)))
    assert listed(ali)[0] | {"CreatedTime": ""} == {
        "IntranetDomain": DOMAIN,
        "Type": "A",
        "CreatedTime": "",
        "Records": [{"Record": "10.0.1.9", "Weight": 100}, {"Record": "10.0.2.9", "Weight": 0}],
        "BindInstances": [],
    }
    associate(ali, instance, DOMAIN)
    associate(ali, instance, DOMAIN)
    assert listed(ali)[0]["BindInstances"] == [instance]
    assert describe_instance(ali, instance)["PrivateDnsList"] == {"PrivateDns": [DOMAIN]}

    named = {"IntranetDomain": DOMAIN, "Type": "A"}
    ali.call(CLOUDAPI, "UpdatePrivateDNS", named, form=records(("10.0.2.10", 7)))
    assert listed(ali)[0]["Records"] == [{"Record": "10.0.2.10", "Weight": 7}]

    form = {"IntranetDomains": json.dumps([DOMAIN])}
    ali.call(CLOUDAPI, "DissociateInstanceWithPrivateDNS", {"InstanceId": instance}, form=form)
    assert listed(ali)[0]["BindInstances"] == []
    ali.call(CLOUDAPI, "DeletePrivateDNS", named)
    assert listed(ali) == []


def test_record_of_a_conventional_instance(ali: Clients, network: Network) -> None:
    make_vpc_access(ali, network)
    create(ali, {}, kind="VPC")
    instance = make_instance(ali)
    associate(ali, instance, DOMAIN)
    record = listed(ali, Type="VPC")[0]
    assert (record["Records"], record["BindInstances"]) == ([], [instance])


def test_one_record_is_for_many_instances_of_a_kind(ali: Clients, network: Network) -> None:
    create_record(ali, DOMAIN, "10.0.1.9")
    instances = [make_instance(ali, network) for _ in range(3)]
    for instance in instances:
        associate(ali, instance, DOMAIN)
    assert listed(ali)[0]["BindInstances"] == instances


def test_domain_is_the_same_in_any_case_and_may_have_one_record_of_each_type(ali: Clients, network: Network) -> None:
    make_vpc_access(ali, network)
    create(ali, records(("10.0.1.9", 1)), "API.Demo.com")
    create(ali, {}, kind="VPC")
    assert [(record["IntranetDomain"], record["Type"]) for record in listed(ali)] == [(DOMAIN, "A"), (DOMAIN, "VPC")]


def test_regions_have_records_of_their_own(ali: Clients) -> None:
    create_record(ali, DOMAIN, "10.0.1.9")
    assert ali.call(CLOUDAPI, "ListPrivateDNS", region="cn-shanghai")["TotalCount"] == 0


TWENTY = [(f"10.0.1.{number}", 1) for number in range(1, 21)]


@pytest.mark.parametrize(
    ("form", "code", "message"),
    [
        ({}, "MissingRecords", "The Records is mandatory for this action."),
        ({"Records": "["}, "InvalidRecords", "It is no JSON."),
        ({"Records": "{}"}, "InvalidRecords", "It is JSON, but no array."),
        ({"Records": "[1]"}, "InvalidRecords", "Each is an object with Record and Weight."),
        (records(("10.0.1", 1)), "InvalidRecordAddress", "'10.0.1' is no"),
        (records(("fd00::1", 1)), "InvalidRecordAddress", "fd00::1 is no IPv4 address; only A records are supported."),
        (records(("10.0.1.9", -1)), "InvalidWeight", "-1 is no whole number from 0 to 100."),
        (records(("10.0.1.9", 101)), "InvalidWeight", "101 is no whole number from 0 to 100."),
        (records(("10.0.1.9", True)), "InvalidWeight", "True is no whole number from 0 to 100."),
        (records(("10.0.1.9", None)), "InvalidWeight", "None is no whole number from 0 to 100."),
        (records(("10.0.1.9", 1), ("10.0.1.9", 2)), "DuplicateRecord", "10.0.1.9 stands there twice."),
        (records(*TWENTY, ("10.0.2.1", 1)), "ExceedLimitRecords", "There are 21; a domain takes 20 A records."),
    ],
)
def test_refused_records(ali: Clients, form: dict[str, str], code: str, message: str) -> None:
    with pytest.raises(CallError) as refused:
        create(ali, form)
    assert (refused.value.code, refused.value.status, message in refused.value.message) == (code, 400, True)
    assert listed(ali) == []


def test_twenty_addresses_and_both_ends_of_the_weight_are_taken(ali: Clients) -> None:
    create(ali, records(*TWENTY[:18], ("10.0.2.1", 0), ("10.0.2.2", 100)))
    assert len(listed(ali)[0]["Records"]) == 20


@pytest.mark.parametrize(
    ("domain", "kind", "code"),
    [
        ("demo", "A", "InvalidIntranetDomain"),
        ("-a.demo.com", "A", "InvalidIntranetDomain"),
        ("*.demo.com", "A", "InvalidIntranetDomain"),
        (".".join(["a" * 63] * 4), "A", "InvalidIntranetDomain"),
        ("", "A", "MissingIntranetDomain"),
        (DOMAIN, "CNAME", "InvalidType"),
        (DOMAIN, "", "MissingType"),
        (DOMAIN, "VPC", "InvalidRecordsForType"),
    ],
)
def test_refused_names(ali: Clients, domain: str, kind: str, code: str) -> None:
    with pytest.raises(CallError) as refused:
        create(ali, records(("10.0.1.9", 1)), domain, kind)
    assert refused.value.code == code


def test_domain_of_a_conventional_instance_is_the_host_of_a_vpc_access(ali: Clients, network: Network) -> None:
    make_vpc_access(ali, network, "other.demo.com")
    with pytest.raises(CallError, match=f"No VPC access authorization has {DOMAIN} as its host") as refused:
        create(ali, {}, kind="VPC")
    assert refused.value.code == "InvalidHostOfVpcAccess"


def test_record_is_made_once(ali: Clients) -> None:
    create_record(ali, DOMAIN, "10.0.1.9")
    with pytest.raises(CallError) as refused:
        create_record(ali, DOMAIN, "10.0.1.10")
    assert refused.value.code == "DuplicateIntranetDomain"
    assert listed(ali)[0]["Records"] == [{"Record": "10.0.1.9", "Weight": 100}]


def test_hundred_records_in_a_region_and_paging(ali: Clients) -> None:
    for number in range(100):
        create_record(ali, f"a{number:02}.demo.com", "10.0.1.9")
    with pytest.raises(CallError, match="The region has 100 records; it takes 100") as refused:
        create_record(ali, "more.demo.com", "10.0.1.9")
    assert refused.value.code == "ExceedLimitPrivateDNS"
    create_record(ali, "more.demo.com", "10.0.1.9", region="cn-shanghai")

    assert [record["IntranetDomain"] for record in listed(ali)] == [f"a{number:02}.demo.com" for number in range(10)]
    page = ali.call(CLOUDAPI, "ListPrivateDNS", {"PageNumber": 4, "PageSize": 30})
    assert {key: page[key] for key in ("TotalCount", "PageNumber", "PageSize")} == {
        "TotalCount": 100,
        "PageNumber": 4,
        "PageSize": 30,
    }
    assert [record["IntranetDomain"] for record in page["PrivateDNSList"]] == [f"a{n}.demo.com" for n in range(90, 100)]
    assert listed(ali, PageNumber=5, PageSize=30) == []
    for wrong in ({"PageSize": 101}, {"PageSize": 0}, {"PageNumber": 0}, {"PageNumber": "x"}):
        with pytest.raises(CallError) as refused:
            listed(ali, **wrong)
        assert refused.value.code == f"Invalid{next(iter(wrong))}"


def test_value_outside_the_accessible_blocks_is_refused(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    create_record(ali, DOMAIN, "10.0.1.9", "10.0.3.9")
    with pytest.raises(CallError) as refused:
        associate(ali, instance, DOMAIN)
    assert refused.value.code == "InvalidRecordNotAccessible"
    assert f"10.0.3.9 is in no accessible CIDR block of {instance}, which are 10.0.1.0/24, 10.0.2.0/24." in str(
        refused.value
    )
    assert listed(ali)[0]["BindInstances"] == []

    block = json.dumps({"CidrBlock": "10.0.3.0/24", "Customized": True})
    ali.call(CLOUDAPI, "ModifyInstanceAttribute", {"InstanceId": instance, "ToConnectVpcIpBlock": block})
    associate(ali, instance, DOMAIN)
    with pytest.raises(CallError) as refused:
        named = {"IntranetDomain": DOMAIN, "Type": "A"}
        ali.call(CLOUDAPI, "UpdatePrivateDNS", named, form=records(("10.0.4.9", 1)))
    assert refused.value.code == "InvalidRecordNotAccessible"
    assert len(listed(ali)[0]["Records"]) == 2


def test_association_is_of_all_domains_or_none(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    create_record(ali, DOMAIN, "10.0.1.9")
    with pytest.raises(CallError) as refused:
        associate(ali, instance, DOMAIN, "missing.demo.com")
    assert refused.value.code == "NotFoundPrivateDNS"
    assert listed(ali)[0]["BindInstances"] == []


def test_record_of_the_other_kind_of_instance_is_refused(ali: Clients, network: Network) -> None:
    conventional = make_instance(ali)
    create_record(ali, DOMAIN, "10.0.1.9")
    associate(ali, make_instance(ali, network), DOMAIN)
    with pytest.raises(CallError, match="is of type A, and normal instances take type VPC") as refused:
        associate(ali, conventional, DOMAIN)
    assert (refused.value.code, refused.value.status) == ("ForbiddenInstanceType", 403)

    make_vpc_access(ali, network, "host.demo.com")
    create(ali, {}, "host.demo.com", "VPC")
    with pytest.raises(CallError, match="is of type VPC, and vpc_connect instances take type A") as refused:
        associate(ali, make_instance(ali, network), "host.demo.com")
    assert refused.value.code == "ForbiddenInstanceType"


@pytest.mark.parametrize("instance", ["api-shared-vpc-001", "api-shared-classic-001"])
def test_serverless_instance_is_refused(ali: Clients, instance: str) -> None:
    create_record(ali, DOMAIN, "10.0.1.9")
    with pytest.raises(CallError, match="Records are for dedicated instances") as refused:
        associate(ali, instance, DOMAIN)
    assert refused.value.code == "ForbiddenInstanceType"


def test_cluster_is_refused(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    endpoint.put_into_cluster(instance, "cluster-1")
    assert describe_instance(ali, instance)["InstanceClusterId"] == "cluster-1"
    create_record(ali, DOMAIN, "10.0.1.9")
    for target in (instance, "cluster-1"):
        with pytest.raises(CallError, match="cluster") as refused:
            associate(ali, target, DOMAIN)
        assert (refused.value.code, refused.value.status) == ("ForbiddenInstanceCluster", 403)


def test_instance_that_does_not_run_yet_is_refused(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    endpoint.settle(1)
    instance = ali.call(CLOUDAPI, "CreateInstance", instance_arguments(network))["InstanceId"]
    create_record(ali, DOMAIN, "10.0.1.9")
    with pytest.raises(CallError, match="The instance is START; it must be RUNNING") as refused:
        associate(ali, instance, DOMAIN)
    assert refused.value.code == "ForbiddenInstanceStatus"


def test_bound_record_is_deleted_with_force_only(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    create_record(ali, DOMAIN, "10.0.1.9")
    associate(ali, instance, DOMAIN)
    named = {"IntranetDomain": DOMAIN, "Type": "A"}
    for force in ({}, {"Force": "false"}):
        with pytest.raises(CallError, match=f"It is associated with {instance}") as refused:
            ali.call(CLOUDAPI, "DeletePrivateDNS", named | force)
        assert refused.value.code == "DependencyViolationPrivateDNS"
    ali.call(CLOUDAPI, "DeletePrivateDNS", named | {"Force": "True"})
    assert describe_instance(ali, instance)["PrivateDnsList"] == {"PrivateDns": []}


@pytest.mark.parametrize("action", ["UpdatePrivateDNS", "DeletePrivateDNS"])
def test_record_that_is_not_there(ali: Clients, action: str) -> None:
    with pytest.raises(CallError) as refused:
        ali.call(CLOUDAPI, action, {"IntranetDomain": DOMAIN, "Type": "A"}, form=records(("10.0.1.9", 1)))
    assert refused.value.code == "NotFoundPrivateDNS"


def test_deleted_instance_leaves_its_records(ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    create_record(ali, DOMAIN, "10.0.1.9")
    associate(ali, instance, DOMAIN)
    ali.call(CLOUDAPI, "DeleteInstance", {"InstanceId": instance})
    assert listed(ali)[0]["BindInstances"] == []
    with pytest.raises(CallError) as refused:
        associate(ali, instance, DOMAIN)
    assert refused.value.code == "NotFoundInstance"
    associate(ali, make_instance(ali, make_network(ali)), DOMAIN)
