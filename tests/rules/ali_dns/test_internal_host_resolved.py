"""ALI-DNS-14."""

from privateapi.rules.ali_dns.internal_host_resolved import InternalHostResolved
from privateapi.topology.model import AlibabaPrivateZone, InternalRecordAssociation
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs
from tests.rules.alibaba_nodes import api_group, association, gateway, http_api, instance, node, record
from tests.rules.suite import RuleSuite

HERE = [*gateway(), api_group()]
NONE = "and no internal DNS record for it is associated with API Gateway instance main"


class TestInternalHostResolved(RuleSuite):
    rule = InternalHostResolved
    passing = [
        (
            "a record",
            [*HERE, record("app"), association("app", "main"), http_api("orders", "http://app.internal:8080")],
        ),
        (
            "a record that was not read",
            [
                *HERE,
                node(
                    InternalRecordAssociation,
                    "link",
                    record=Ref.to("app.internal"),
                    instances=Refs.by("GatewayInstance:main"),
                ),
                http_api("orders", "http://app.internal"),
            ],
        ),
        ("an address", [*HERE, http_api("orders", "http://10.0.1.10")]),
        ("a public name", [*HERE, http_api("orders", "https://api.example.com/v1")]),
        (
            "a shared instance",
            [*HERE, api_group("open", instance=Ref()), http_api("orders", "http://app.internal", "open")],
        ),
    ]
    failing = [
        (
            "a name under .internal",
            [*HERE, http_api("orders", "http://app.internal")],
            [f"API orders has the backend app.internal, a name under .internal, {NONE}"],
        ),
        (
            "one label",
            [*HERE, http_api("orders", "http://app")],
            [f"API orders has the backend app, a name of one label, {NONE}"],
        ),
        (
            "a name of a private zone",
            [
                *HERE,
                node(AlibabaPrivateZone, "corp", zone_name=Known("corp.example.com")),
                http_api("orders", "https://a.corp.example.com"),
            ],
            [f"API orders has the backend a.corp.example.com, in private zone corp, {NONE}"],
        ),
        (
            "a record of another instance",
            [
                *HERE,
                instance("second"),
                record("app", domain_name=Known("app.example.com")),
                association("app", "second"),
                http_api("orders", "http://app.example.com"),
            ],
            [f"API orders has the backend app.example.com, the domain of internal DNS record app, {NONE}"],
        ),
    ]
    unknown = [
        ("not known", [*HERE, http_api("orders", UNKNOWN)], ["API orders: its backend address is not known yet"]),
        (
            "an association that is not known",
            [
                *HERE,
                node(InternalRecordAssociation, "link", record=Ref(UNKNOWN), instances=Refs.by("GatewayInstance:main")),
                http_api("orders", "http://app.internal"),
            ],
            [
                "API orders: internal DNS association link may be for app.internal: its record is not known yet",
            ],
        ),
        (
            "an instance that was not read",
            [api_group("shop", instance=Ref.to("apigateway-hz-1")), http_api("orders", "http://app.internal")],
            [
                "API orders: the instance of API group shop names 'apigateway-hz-1', which is not among the resources "
                "that were read"
            ],
        ),
    ]
