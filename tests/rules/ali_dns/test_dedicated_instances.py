"""ALI-DNS-01."""

from privateapi.rules.ali_dns.dedicated_instances import DedicatedInstances
from privateapi.topology.model import GatewayInstance, InternalRecord, InternalRecordAssociation
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs
from tests.rules.alibaba_nodes import UNKNOWN_TYPE, association, conventional, gateway, node, record
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite


def given_to(id: str) -> InternalRecordAssociation:
    return node(InternalRecordAssociation, "link", record=ref(InternalRecord, "app"), instances=Refs.to(id))


class TestDedicatedInstances(RuleSuite):
    rule = DedicatedInstances
    passing = [
        ("a VPC integration instance", [*gateway(), record("app", ("10.0.1.10", 1)), association("app", "main")]),
        ("a conventional instance", [conventional(), record("app", type=Known("VPC")), association("app", "old")]),
    ]
    failing = [
        (
            "the id of the shared instance",
            [record("app", ("10.0.1.10", 1)), given_to("api-shared-vpc-001")],
            [
                "internal DNS association link names the shared instance api-shared-vpc-001; only dedicated instances "
                "take records"
            ],
        ),
        (
            "an instance that is shared",
            [
                node(GatewayInstance, "common", instance_type=Known("VPC_SHARED")),
                record("app", ("10.0.1.10", 1)),
                association("app", "common"),
            ],
            [
                "internal DNS association app-common names API Gateway instance common, whose instanceType is "
                "VPC_SHARED; only dedicated instances take records"
            ],
        ),
    ]
    unknown = [
        (
            "an instance that was not read",
            [record("app"), given_to("apigateway-hz-1")],
            ["internal DNS association link: its instance 'apigateway-hz-1' is not among the resources that were read"],
        ),
        (
            "an instance of unknown type",
            [UNKNOWN_TYPE, record("app"), association("app", "main")],
            ["API Gateway instance main: its instanceType is not known yet"],
        ),
        (
            "a record that is not known",
            [
                *gateway(),
                node(InternalRecordAssociation, "link", record=Ref(UNKNOWN), instances=Refs.by("GatewayInstance:main")),
            ],
            ["internal DNS association link: its record is not known yet"],
        ),
    ]
