"""ALI-DNS-18."""

from privateapi.rules.ali_dns.record_used import RecordUsed
from privateapi.topology.model import InternalRecord, InternalRecordAssociation
from privateapi.topology.values import UNKNOWN, Ref, Refs
from tests.rules.alibaba_nodes import association, gateway, node, record
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite


class TestRecordUsed(RuleSuite):
    rule = RecordUsed
    passing = [
        ("an instance", [*gateway(), record("app"), association("app", "main")]),
        (
            "an instance that was not read",
            [
                record("app"),
                node(
                    InternalRecordAssociation,
                    "link",
                    record=ref(InternalRecord, "app"),
                    instances=Refs.to("apigateway-hz-1"),
                ),
            ],
        ),
    ]
    failing = [("none", [*gateway(), record("app")], ["internal DNS record app is associated with no instance"])]
    unknown = [
        (
            "an association that is not known",
            [
                *gateway(),
                record("app"),
                node(InternalRecordAssociation, "link", record=Ref(UNKNOWN), instances=Refs.by("GatewayInstance:main")),
            ],
            ["internal DNS record app: internal DNS association link may be for it: its record is not known yet"],
        )
    ]
