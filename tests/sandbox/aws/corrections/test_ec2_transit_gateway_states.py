"""What belongs to transit gateways is described by state, also after its deletion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]

HERE, THERE = "us-east-1", "us-west-2"


@dataclass
class Mesh:
    """A gateway in each of two regions, a peering between them and a VPC attachment at the first."""

    gateway: str
    other: str
    table: str
    attachment: str
    peering: str
    vpc: str


def make_mesh(aws: Clients) -> Mesh:
    ec2 = aws("ec2")
    made = ec2.create_transit_gateway()["TransitGateway"]
    gateway, table = made["TransitGatewayId"], made["Options"]["AssociationDefaultRouteTableId"]
    other = aws("ec2", THERE).create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    peering = ec2.create_transit_gateway_peering_attachment(
        TransitGatewayId=gateway, PeerTransitGatewayId=other, PeerAccountId="123456789012", PeerRegion=THERE
    )["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]
    aws("ec2", THERE).accept_transit_gateway_peering_attachment(TransitGatewayAttachmentId=peering)
    network = make_network(aws)
    attachment = ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=gateway, VpcId=network.vpc, SubnetIds=list(network.subnets)
    )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
    return Mesh(gateway, other, table, attachment, peering, network.vpc)


def attachments(aws: Clients, kind: str = "", region: str = HERE, **filters: str) -> dict[str, str]:
    """States of the attachments that pass the filters, by id; `kind` is empty, `vpc_` or `peering_`."""
    wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    answer = getattr(aws("ec2", region), f"describe_transit_gateway_{kind}attachments")(Filters=wanted)
    key = f"TransitGateway{kind.rstrip('_').capitalize()}Attachments"
    return {each["TransitGatewayAttachmentId"]: each["State"] for each in answer[key]}


def attachments_are_found_by_their_fields(aws: Clients) -> None:
    mesh = make_mesh(aws)
    both = {mesh.attachment: "available", mesh.peering: "available"}
    assert attachments(aws, state="available") == both
    assert attachments(aws, state="deleted") == {}
    assert list(attachments(aws, transit_gateway_attachment_id=mesh.peering)) == [mesh.peering]
    assert list(attachments(aws, resource_type="vpc")) == [mesh.attachment]
    table = {"association.transit_gateway_route_table_id": mesh.table}
    assert attachments(aws, **table) == both
    assert list(attachments(aws, "vpc_", vpc_id=mesh.vpc, state="available")) == [mesh.attachment]
    assert list(attachments(aws, "peering_", THERE, transit_gateway_id=mesh.other)) == [mesh.peering]
    assert list(attachments(aws, "peering_", transit_gateway_id=mesh.other)) == []


def tags_are_filters(aws: Clients) -> None:
    mesh = make_mesh(aws)
    aws("ec2").create_tags(Resources=[mesh.attachment], Tags=[{"Key": "Name", "Value": "inner"}])
    for filters in ({"tag:Name": "in*"}, {"tag_key": "Name"}):
        assert list(attachments(aws, **filters)) == [mesh.attachment]
    assert attachments(aws, **{"tag:Name": "outer"}) == {}


def deleted_attachments_are_listed_as_deleted(aws: Clients) -> None:
    mesh = make_mesh(aws)
    aws("ec2").delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=mesh.attachment)
    aws("ec2", THERE).delete_transit_gateway_peering_attachment(TransitGatewayAttachmentId=mesh.peering)
    assert attachments(aws) == {mesh.attachment: "deleted", mesh.peering: "deleted"}
    assert attachments(aws, "vpc_") == {mesh.attachment: "deleted"}
    assert attachments(aws, "peering_") == attachments(aws, "peering_", THERE) == {mesh.peering: "deleted"}
    described = aws("ec2").describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[mesh.attachment])
    assert [each["State"] for each in described["TransitGatewayVpcAttachments"]] == ["deleted"]


def deleted_gateway_and_table_are_listed_as_deleted(aws: Clients) -> None:
    ec2 = aws("ec2")
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    table = ec2.create_transit_gateway_route_table(TransitGatewayId=gateway)["TransitGatewayRouteTable"]
    ids = [table["TransitGatewayRouteTableId"]]
    ec2.delete_transit_gateway_route_table(TransitGatewayRouteTableId=ids[0])
    assert ec2.delete_transit_gateway(TransitGatewayId=gateway)["TransitGateway"]["State"] == "deleting"
    tables = ec2.describe_transit_gateway_route_tables(TransitGatewayRouteTableIds=ids)["TransitGatewayRouteTables"]
    gateways = ec2.describe_transit_gateways(TransitGatewayIds=[gateway])["TransitGateways"]
    assert [each["State"] for each in (*tables, *gateways)] == ["deleted", "deleted"]
    live = [{"Name": "state", "Values": ["available"]}]
    assert ec2.describe_transit_gateways(Filters=live)["TransitGateways"] == []
    assert error_code(ec2.delete_transit_gateway, TransitGatewayId=gateway) == "InvalidTransitGatewayID.NotFound"


def unknown_filter_is_refused(aws: Clients) -> None:
    wanted: list[dict[str, Any]] = [{"Name": "colour", "Values": ["red"]}]
    for name in ("gateways", "gateway_route_tables", "gateway_attachments", "gateway_vpc_attachments"):
        describe = getattr(aws("ec2"), f"describe_transit_{name}")
        assert error_code(describe, Filters=wanted) == "InvalidParameterValue"


CHECKS: list[Check] = [
    attachments_are_found_by_their_fields,
    tags_are_filters,
    deleted_attachments_are_listed_as_deleted,
    deleted_gateway_and_table_are_listed_as_deleted,
    unknown_filter_is_refused,
]


@pytest.mark.parametrize("check", CHECKS)
def test_states(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
