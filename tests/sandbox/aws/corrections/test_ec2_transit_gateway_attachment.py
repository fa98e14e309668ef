"""Attachments answer as in AWS: tags, zones, default tables, both sides of a peering, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import REGION, Clients, error_code, make_network
from tests.sandbox.aws.transit_gateways import PEER, attach, default_table, make_gateway, request_peering

Check = Callable[[Clients], None]


def named(name: str) -> list[dict[str, Any]]:
    return [{"ResourceType": "transit-gateway-attachment", "Tags": [{"Key": "Name", "Value": name}]}]


def peering_seen_from(aws: Clients, region: str, id: str) -> dict[str, Any]:
    (found,) = aws("ec2", region).describe_transit_gateway_peering_attachments(TransitGatewayAttachmentIds=[id])[
        "TransitGatewayPeeringAttachments"
    ]
    seen: dict[str, Any] = found
    return seen


def vpc_attachment_has_its_tags(aws: Clients) -> None:
    id = attach(aws, make_gateway(aws), TagSpecifications=named("spoke"))
    (found,) = aws("ec2").describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[id])[
        "TransitGatewayVpcAttachments"
    ]
    assert found["Tags"] == [{"Key": "Name", "Value": "spoke"}]


def subnets_of_one_zone_are_refused(aws: Clients) -> None:
    ec2, gateway = aws("ec2"), make_gateway(aws)["TransitGatewayId"]
    network = make_network(aws, zones="aab")
    first, second, third = network.subnets
    create = {"TransitGatewayId": gateway, "VpcId": network.vpc}
    attach_vpc = ec2.create_transit_gateway_vpc_attachment
    assert error_code(attach_vpc, SubnetIds=[first, second], **create) == "DuplicateSubnetsInSameZone"
    made = attach_vpc(SubnetIds=[first, third], **create)["TransitGatewayVpcAttachment"]
    change = {"TransitGatewayAttachmentId": made["TransitGatewayAttachmentId"], "AddSubnetIds": [second]}
    modify = ec2.modify_transit_gateway_vpc_attachment
    assert error_code(modify, **change) == "DuplicateSubnetsInSameZone"
    assert error_code(modify, **change, RemoveSubnetIds=[first]) == ""


def subnets_of_another_vpc_are_refused(aws: Clients) -> None:
    first, second = make_network(aws), make_network(aws, second_octet=1)
    code = error_code(
        aws("ec2").create_transit_gateway_vpc_attachment,
        TransitGatewayId=make_gateway(aws)["TransitGatewayId"],
        VpcId=first.vpc,
        SubnetIds=list(second.subnets),
    )
    assert code == "InvalidSubnetID.NotFound"


def default_tables_are_joined_as_the_gateway_says(aws: Clients) -> None:
    ec2 = aws("ec2")
    gateway = make_gateway(aws, DefaultRouteTablePropagation="disable")
    table = {"TransitGatewayRouteTableId": default_table(aws, gateway)}
    id = attach(aws, gateway)
    associations = ec2.get_transit_gateway_route_table_associations(**table)["Associations"]
    assert [each["TransitGatewayAttachmentId"] for each in associations] == [id]
    assert ec2.get_transit_gateway_route_table_propagations(**table)["TransitGatewayRouteTablePropagations"] == []
    other = make_gateway(aws, DefaultRouteTableAssociation="disable")
    second = attach(aws, other, second_octet=1)
    (described,) = ec2.describe_transit_gateway_attachments(TransitGatewayAttachmentIds=[second])[
        "TransitGatewayAttachments"
    ]
    assert not described.get("Association")
    table = {"TransitGatewayRouteTableId": other["Options"]["PropagationDefaultRouteTableId"]}
    propagations = ec2.get_transit_gateway_route_table_propagations(**table)["TransitGatewayRouteTablePropagations"]
    assert [each["TransitGatewayAttachmentId"] for each in propagations] == [second]


def kinds_are_listed_apart(aws: Clients) -> None:
    ec2 = aws("ec2")
    gateway, peer = make_gateway(aws), make_gateway(aws, PEER)
    vpc, peering = attach(aws, gateway), request_peering(aws, gateway, peer)
    vpcs = ec2.describe_transit_gateway_vpc_attachments()["TransitGatewayVpcAttachments"]
    assert [each["TransitGatewayAttachmentId"] for each in vpcs] == [vpc]
    peerings = ec2.describe_transit_gateway_peering_attachments()["TransitGatewayPeeringAttachments"]
    assert [each["TransitGatewayAttachmentId"] for each in peerings] == [peering]
    both = ec2.describe_transit_gateway_attachments()["TransitGatewayAttachments"]
    assert {each["TransitGatewayAttachmentId"] for each in both} == {vpc, peering}


def deleted_attachment_leaves_its_tables(aws: Clients) -> None:
    ec2, gateway = aws("ec2"), make_gateway(aws)
    table = {"TransitGatewayRouteTableId": default_table(aws, gateway)}
    id = attach(aws, gateway)
    ec2.create_transit_gateway_route(DestinationCidrBlock="10.9.0.0/16", TransitGatewayAttachmentId=id, **table)
    ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=id)
    assert ec2.get_transit_gateway_route_table_associations(**table)["Associations"] == []
    assert ec2.get_transit_gateway_route_table_propagations(**table)["TransitGatewayRouteTablePropagations"] == []
    static = [{"Name": "type", "Values": ["static"]}]
    (route,) = ec2.search_transit_gateway_routes(Filters=static, **table)["Routes"]
    assert route["State"] == "blackhole"
    assert route["TransitGatewayAttachments"][0]["TransitGatewayAttachmentId"] == id


def unknown_attachments_are_refused(aws: Clients) -> None:
    ec2, code = aws("ec2"), "InvalidTransitGatewayAttachmentID.NotFound"
    make_gateway(aws)
    for call in (
        ec2.describe_transit_gateway_attachments,
        ec2.describe_transit_gateway_vpc_attachments,
        ec2.describe_transit_gateway_peering_attachments,
    ):
        assert error_code(call, TransitGatewayAttachmentIds=["tgw-attach-0"]) == code
    for call in (
        ec2.modify_transit_gateway_vpc_attachment,
        ec2.delete_transit_gateway_vpc_attachment,
        ec2.accept_transit_gateway_peering_attachment,
        ec2.delete_transit_gateway_peering_attachment,
    ):
        assert error_code(call, TransitGatewayAttachmentId="tgw-attach-0") == code


def unknown_gateways_are_refused(aws: Clients) -> None:
    peer = make_gateway(aws, PEER)
    code = error_code(
        aws("ec2").create_transit_gateway_peering_attachment,
        TransitGatewayId="tgw-0",
        PeerTransitGatewayId=peer["TransitGatewayId"],
        PeerAccountId=peer["OwnerId"],
        PeerRegion=PEER,
    )
    assert code == "InvalidTransitGatewayID.NotFound"


def each_side_of_a_peering_has_its_tags_and_gateway(aws: Clients) -> None:
    own, peer = make_gateway(aws), make_gateway(aws, PEER)
    id = request_peering(aws, own, peer, TagSpecifications=named("to"))
    assert peering_seen_from(aws, REGION, id)["Tags"] == [{"Key": "Name", "Value": "to"}]
    assert peering_seen_from(aws, PEER, id).get("Tags", []) == []
    aws("ec2", PEER).create_tags(Resources=[id], Tags=[{"Key": "Name", "Value": "from"}])
    assert peering_seen_from(aws, PEER, id)["Tags"] == [{"Key": "Name", "Value": "from"}]
    (far,) = aws("ec2", PEER).describe_transit_gateway_attachments(TransitGatewayAttachmentIds=[id])[
        "TransitGatewayAttachments"
    ]
    assert (far["TransitGatewayId"], far["ResourceId"]) == (peer["TransitGatewayId"], own["TransitGatewayId"])


def peering_is_accepted_once_and_associated_on_both_sides(aws: Clients) -> None:
    own, peer = make_gateway(aws), make_gateway(aws, PEER)
    id = request_peering(aws, own, peer)
    accept = aws("ec2", PEER).accept_transit_gateway_peering_attachment
    assert error_code(accept, TransitGatewayAttachmentId=id) == ""
    assert error_code(accept, TransitGatewayAttachmentId=id) == "IncorrectState"
    for region, gateway in ((REGION, own), (PEER, peer)):
        table = default_table(aws, gateway, region)
        (association,) = aws("ec2", region).get_transit_gateway_route_table_associations(
            TransitGatewayRouteTableId=table
        )["Associations"]
        assert (association["TransitGatewayAttachmentId"], association["ResourceType"]) == (id, "peering")


def deleted_peering_is_not_deleted_again(aws: Clients) -> None:
    own, peer = make_gateway(aws), make_gateway(aws, PEER)
    id = request_peering(aws, own, peer)
    aws("ec2", PEER).accept_transit_gateway_peering_attachment(TransitGatewayAttachmentId=id)
    aws("ec2", PEER).delete_transit_gateway_peering_attachment(TransitGatewayAttachmentId=id)
    delete = aws("ec2").delete_transit_gateway_peering_attachment
    assert error_code(delete, TransitGatewayAttachmentId=id) == "IncorrectState"
    table = {"TransitGatewayRouteTableId": default_table(aws, own)}
    assert aws("ec2").get_transit_gateway_route_table_associations(**table)["Associations"] == []


CHECKS = [
    vpc_attachment_has_its_tags,
    subnets_of_one_zone_are_refused,
    subnets_of_another_vpc_are_refused,
    default_tables_are_joined_as_the_gateway_says,
    kinds_are_listed_apart,
    deleted_attachment_leaves_its_tables,
    unknown_attachments_are_refused,
    unknown_gateways_are_refused,
    each_side_of_a_peering_has_its_tags_and_gateway,
    peering_is_accepted_once_and_associated_on_both_sides,
    deleted_peering_is_not_deleted_again,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
