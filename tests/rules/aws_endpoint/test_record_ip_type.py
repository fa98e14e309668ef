"""AWS-EP-14."""

from privateapi.rules.aws_endpoint.record_ip_type import RecordIpType
from privateapi.topology.model import VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, value_of
from tests.rules.api_nodes import endpoint
from tests.rules.suite import RuleSuite


def typed(records: str, family: str | None = None) -> VpcEndpoint:
    return endpoint(dns_record_ip_type=Known(records), ip_address_type=value_of(family))


class TestRecordIpType(RuleSuite):
    rule = RecordIpType
    passing = [
        ("IPv4 by default", [typed("ipv4")]),
        ("IPv6", [typed("ipv6", "ipv6")]),
        ("both", [typed("dualstack", "dualstack")]),
        ("one of both", [typed("ipv6", "dualstack")]),
        ("what the service says", [typed("service-defined", "ipv6")]),
        ("left out", [endpoint()]),
        ("a family that does not exist", [typed("ipv4", "ipv5")]),
    ]
    failing = [
        (
            "IPv6 of an IPv4 endpoint",
            [typed("ipv6")],
            ["VPC endpoint api has the ipAddressType ipv4 and the dnsRecordIpType ipv6; ipv4 or service-defined fits"],
        ),
        (
            "both of an IPv6 endpoint",
            [typed("dualstack", "ipv6")],
            [
                "VPC endpoint api has the ipAddressType ipv6 and the dnsRecordIpType dualstack; ipv6 or "
                "service-defined "
                "fits"
            ],
        ),
    ]
    unknown = [
        (
            "records that are not known",
            [endpoint(dns_record_ip_type=UNKNOWN)],
            ["VPC endpoint api: dnsRecordIpType is not known yet"],
        ),
        (
            "a family that is not known",
            [endpoint(dns_record_ip_type=Known("ipv4"), ip_address_type=UNKNOWN)],
            ["VPC endpoint api: ipAddressType is not known yet"],
        ),
    ]
