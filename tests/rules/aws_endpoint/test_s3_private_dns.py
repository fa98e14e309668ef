"""AWS-EP-17."""

from privateapi.rules.aws_endpoint.s3_private_dns import S3PrivateDns
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import endpoint, hub
from tests.rules.suite import RuleSuite

S3 = endpoint(aws="s3", private_dns_enabled=Known(True))
GATEWAY = endpoint("gateway", aws="s3", type=Known("Gateway"))


class TestS3PrivateDns(RuleSuite):
    rule = S3PrivateDns
    passing = [
        ("a gateway endpoint", [*hub(), S3, GATEWAY]),
        (
            "answers inside the VPC too",
            [
                *hub(),
                endpoint(
                    aws="s3",
                    private_dns_enabled=Known(True),
                    private_dns_only_for_inbound_resolver_endpoint=Known(False),
                ),
            ],
        ),
        ("no private DNS", [*hub(), endpoint(aws="s3")]),
        ("another service", [*hub(), endpoint(private_dns_enabled=Known(True))]),
    ]
    failing = [
        (
            "no gateway endpoint",
            [*hub(), S3, endpoint("gateway", aws="dynamodb", type=Known("Gateway"))],
            [
                "VPC endpoint api has private DNS for resolver endpoints only, and VPC hub has no gateway endpoint for "
                "S3"
            ],
        ),
    ]
    unknown = [
        (
            "an option that is not known",
            [
                *hub(),
                endpoint(
                    aws="s3",
                    private_dns_enabled=Known(True),
                    private_dns_only_for_inbound_resolver_endpoint=UNKNOWN,
                ),
            ],
            ["VPC endpoint api: privateDnsOnlyForInboundResolverEndpoint is not known yet"],
        ),
        (
            "a VPC that was not read",
            [endpoint(aws="s3", private_dns_enabled=Known(True), vpc=Ref.to("vpc-1"))],
            ["VPC endpoint api: whether VPC vpc-1 has a gateway endpoint for S3 is not known"],
        ),
        (
            "a gateway endpoint whose VPC is not known",
            [*hub(), S3, endpoint("gateway", aws="s3", type=Known("Gateway"), vpc=Ref(UNKNOWN))],
            ["VPC endpoint api: the VPC of VPC endpoint gateway is not known"],
        ),
    ]
