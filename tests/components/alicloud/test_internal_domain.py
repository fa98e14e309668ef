"""InternalDomain: records, their associations, and records that would have no effect or be refused."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pytest

from components.alicloud import (
    AnyInstance,
    ComponentError,
    DedicatedInstance,
    InternalDomain,
    ServerBackend,
    VpcBackend,
    WeightedRecord,
)
from tests.components.alicloud.instances import REGION, conventional, integrated
from tests.components.declaring import Declared, declare

NAME = "orders.internal.example.com"
RECORDS = [WeightedRecord("10.0.16.10", 3), WeightedRecord("10.0.16.11")]


class Holder(pulumi.ComponentResource):
    """Holds what a test declares, as the harness asks for one component."""

    def __init__(self) -> None:
        super().__init__("tests:alicloud:Holder", "holder")


def declared(**arguments: Any) -> Declared[Holder]:
    """The domain with its instances."""

    def build() -> Holder:
        holder = Holder()
        under = pulumi.ResourceOptions(parent=holder)
        given: dict[str, Any] = {
            "region": REGION,
            "domain_name": NAME,
            "records": RECORDS,
            **{key: value() if callable(value) else value for key, value in arguments.items()},
        }
        if "instances" not in given:
            given["instances"] = {"one": integrated(opts=under)}
        InternalDomain("orders", under, **given)
        for instance in given["instances"].values():
            if isinstance(instance, pulumi.Resource):
                holder._childResources.add(instance)
        return holder

    return declare(build)


def test_records() -> None:
    made = declared()
    assert made.one("alicloud:PrivateDns") == {
        "region": REGION,
        "intranetDomain": NAME,
        "type": "A",
        "records": [{"record": "10.0.16.10", "weight": 3}, {"record": "10.0.16.11", "weight": 1}],
    }
    assert made.inputs("alicloud:PrivateDnsAssociation") == {
        "orders-one": {"region": REGION, "instanceId": "gateway-id", "intranetDomains": [NAME]}
    }
    assert made.one("alicloud:InternalDomain") == {
        "region": REGION,
        "domainName": NAME,
        "type": "A",
        "records": [{"record": "10.0.16.10", "weight": 3}, {"record": "10.0.16.11", "weight": 1}],
        "instances": ["one"],
    }


def test_association_waits_for_accessible_blocks() -> None:
    made = declared()
    [association] = made.all("alicloud:PrivateDnsAssociation").values()
    [blocks] = made.all("alicloud:InstanceAccessibleCidrs").values()
    [record] = made.all("alicloud:PrivateDns").values()
    assert {blocks.urn, record.urn} <= association.depends_on


def test_several_instances() -> None:
    made = declared(instances=lambda: {"one": integrated("one"), "two": integrated("two")})
    assert {name: each["instanceId"] for name, each in made.inputs("alicloud:PrivateDnsAssociation").items()} == {
        "orders-one": "one-id",
        "orders-two": "two-id",
    }


def test_conventional() -> None:
    made = declare(lambda: _conventional("orders.internal.example.com"))
    assert made.one("alicloud:PrivateDns") == {"region": REGION, "intranetDomain": NAME, "type": "VPC"}
    assert made.one("alicloud:PrivateDnsAssociation")["instanceId"] == "apigateway-hz-1"
    [record] = made.all("alicloud:PrivateDns").values()
    [access] = made.all("alicloud:apigateway/vpcAccess:VpcAccess").values()
    assert access.urn in record.depends_on


def test_host_of_another_name() -> None:
    with pytest.raises(ComponentError) as error:
        declare(lambda: _conventional("stock.internal.example.com"))
    assert str(error.value).startswith(
        "InternalDomain (orders):\n  records: ALI-DNS-11: internal DNS record orders is for "
        "orders.internal.example.com, but no VPC access has that Host value: VPC access orders has the Host value "
        "stock.internal.example.com"
    )


def _conventional(host: str) -> Holder:
    holder = Holder()
    under = pulumi.ResourceOptions(parent=holder)
    server = ServerBackend("orders", "lb-1", 443, vpc_id="vpc-1", host=host, scheme="HTTPS")
    backend = VpcBackend("shop", under, region=REGION, instance=conventional(), routes={"GET /orders": server})
    InternalDomain(
        "orders",
        under,
        region=REGION,
        domain_name=NAME,
        instances={"conventional": conventional()},
        access=backend.accesses["orders"],
    )
    return holder


def _records(count: int) -> Sequence[WeightedRecord]:
    return [WeightedRecord(f"10.0.16.{number}") for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("case", "arguments", "text"),
    [
        (
            "outside the accessible blocks",
            {"records": [*RECORDS, WeightedRecord("10.0.99.1")]},
            "records: ALI-DNS-08: internal DNS record orders has the address 10.0.99.1, which is in none of the "
            "accessible CIDR blocks of API Gateway instance gateway: 10.0.1.0/24, 10.0.16.0/20",
        ),
        (
            "21 values",
            {"records": _records(21)},
            "records: ALI-DNS-03: internal DNS record orders has 21",
        ),
        (
            "weight 101",
            {"records": [WeightedRecord("10.0.16.10", 101), WeightedRecord("10.0.16.11", 1)]},
            "records: ALI-DNS-05: internal DNS record orders: records[0].weight is 101; weights are 0 to 100",
        ),
        (
            "only weight 0",
            {"records": [WeightedRecord("10.0.16.10", 0)]},
            "records: ALI-DNS-06: internal DNS record orders has one address, 10.0.16.10, with the weight 0: the "
            "record does not take effect",
        ),
        (
            "all weights 0",
            {"records": [WeightedRecord("10.0.16.10", 0), WeightedRecord("10.0.16.11", 0)]},
            "records: ALI-DNS-07: internal DNS record orders has 2 addresses, all with the weight 0",
        ),
        (
            "IPv6",
            {"records": [WeightedRecord("fd00::1")]},
            "records: ALI-DNS-02: internal DNS record orders: records[0] is fd00::1, an IPv6 address",
        ),
        (
            "no address",
            {"records": [WeightedRecord("db.internal")]},
            "records: ALI-DNS-02: internal DNS record orders: records[0] 'db.internal' is no IPv4 or IPv6 address",
        ),
        (
            "address twice",
            {"records": [WeightedRecord("10.0.16.10"), WeightedRecord("10.0.16.10")]},
            "records: ALI-DNS-16: internal DNS record orders has the address 10.0.16.10 more than once",
        ),
        (
            "kinds mixed",
            {"instances": lambda: {"one": integrated(), "old": conventional()}},
            "instances.old: ALI-DNS-09: internal DNS record orders is for VPC integration instances, and internal DNS "
            "association orders-old gives it to API Gateway instance conventional, a conventional dedicated instance",
        ),
        (
            "shared instance",
            {"instances": {"old": DedicatedInstance("serverless", "api-shared-vpc-001")}},
            "instances.old: ALI-DNS-01: internal DNS association orders-old names API Gateway instance",
        ),
        (
            "outside what an instance by its id reaches",
            {"instances": {"old": DedicatedInstance("old", "apigateway-hz-2", "vpc_connect", ["10.9.0.0/16"])}},
            "accessible CIDR blocks of API Gateway instance old: 10.9.0.0/16",
        ),
        ("no records", {"records": []}, "records: there is none; the name would have no answer"),
        ("neither records nor access", {"records": None}, "give either records (A records"),
        ("no instances", {"instances": {}}, "instances: there is none"),
    ],
)
def test_refused(case: str, arguments: Mapping[str, Any], text: str) -> None:
    with pytest.raises(ComponentError) as error:
        declared(**arguments)
    assert str(error.value).startswith("InternalDomain (orders):\n  "), case
    assert text in str(error.value), case


def test_reach_that_is_not_said() -> None:
    """Of an instance by its id alone nobody knows here what it reaches; the policy packs say so."""
    elsewhere: dict[str, AnyInstance] = {"old": DedicatedInstance("old", "apigateway-hz-2", "vpc_connect")}
    made = declared(instances=elsewhere)
    assert made.counts() == {"alicloud:PrivateDns": 1, "alicloud:PrivateDnsAssociation": 1}
