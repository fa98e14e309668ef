"""ALI-INST-01."""

from privateapi.rules.ali_instance.backend_in_vpc import BackendInVpc
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.alibaba_nodes import (
    api_group,
    association,
    attached,
    gateway,
    http_api,
    instance,
    peering,
    record,
    server,
    vpc,
    vswitch,
)
from tests.rules.suite import RuleSuite

HERE = [vpc("hub"), *gateway(), api_group()]
FAR = [vpc("far", "10.9.0.0/16"), http_api("orders", "http://10.9.1.10:8080")]
MESSAGE = (
    "API Gateway instance main has the backend 10.9.1.10 port 8080 (API orders) in VPC far, but connects to VPC hub, "
    "and the two are not connected"
)


class TestBackendInVpc(RuleSuite):
    rule = BackendInVpc
    passing = [
        ("in the VPC", [*HERE, http_api("orders", "http://10.0.9.10")]),
        ("in a peered VPC", [*HERE, *FAR, peering("hub", "far")]),
        ("in a VPC of the same CEN", [*HERE, *FAR, attached("hub"), attached("far")]),
        ("in no VPC of the design", [*HERE, http_api("orders", "http://10.9.1.10")]),
        ("in a VPC with the same block", [*HERE, vpc("far"), http_api("orders", "http://10.0.9.10")]),
    ]
    failing = [
        ("in another VPC", [*HERE, *FAR], [MESSAGE]),
        (
            "an address of a record",
            [*HERE, FAR[0], record("app", ("10.9.1.10", 1)), association("app", "main")],
            [
                "API Gateway instance main has the backend 10.9.1.10 (internal DNS record app) in VPC far, but "
                "connects to VPC hub, and the two are not connected"
            ],
        ),
        (
            "a server in another VPC with the same block",
            [
                *HERE,
                vpc("far"),
                vswitch("apps", "10.0.9.0/24", vpc_name="far"),
                server("app", "10.0.9.10"),
                http_api("orders", "http://10.0.9.10"),
            ],
            [
                "API Gateway instance main has the backend 10.0.9.10 port 80 (server app, API orders) in VPC far, but "
                "connects to VPC hub, and the two are not connected"
            ],
        ),
    ]
    unknown = [
        (
            "a VPC that was not read",
            [instance("main", user_vpc=Ref.to("vpc-9")), api_group(), *FAR],
            ["API orders: VPC 'vpc-9' of API Gateway instance main is not among the resources that were read"],
        ),
        (
            "a CEN with other networks",
            [*HERE, *FAR, attached("hub")],
            ["API orders: VPC hub is attached to a CEN, whose other networks are not all stated"],
        ),
        (
            "a VPC of unknown block",
            [vpc("hub", UNKNOWN), *HERE[1:], *FAR],
            ["API orders: 10.9.1.10 may be in VPC hub: is not known yet"],
        ),
    ]
