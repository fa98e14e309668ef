"""AWS-HC-08."""

from typing import Any

from privateapi.rules.aws_health.metric_exists import MetricExists
from privateapi.topology.model import Alarm
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import alarm
from tests.rules.suite import RuleSuite


def metric(namespace: str, name: str, *dimensions: str, **fields: Any) -> Alarm:
    given = {
        "namespace": Known(namespace),
        "metric_name": Known(name),
        "dimensions": Known(tuple((dimension, UNKNOWN) for dimension in dimensions)),
        **fields,
    }
    return alarm(**given)


ENDPOINTS, SERVICES = "AWS/PrivateLinkEndpoints", "AWS/PrivateLinkServices"

ENDPOINT = ("Endpoint Type", "Service Name", "VPC Endpoint Id", "VPC Id")


class TestMetricExists(RuleSuite):
    rule = MetricExists
    passing = [
        ("an endpoint's metric", [metric(ENDPOINTS, "PacketsDropped", *ENDPOINT)]),
        ("that of one subnet, in another order", [metric(ENDPOINTS, "PacketsDropped", "Subnet Id", *ENDPOINT[::-1])]),
        ("a service's metric", [metric(SERVICES, "NewConnections", "Service Id")]),
        ("another namespace", [metric("Custom/Errors", "ClientErrorCount")]),
        ("metric math", [metric("AWS/PrivateLink", "ClientErrorCount", metric_math=Known(True))]),
    ]
    failing = [
        (
            "the namespace and metric of document 004",
            [metric("AWS/PrivateLink", "ClientErrorCount")],
            [
                "alarm hosts is on AWS/PrivateLink, which does not exist; AWS/PrivateLinkEndpoints and "
                "AWS/PrivateLinkServices do"
            ],
        ),
        (
            "its metric in a namespace that exists",
            [metric(ENDPOINTS, "ClientErrorCount")],
            [
                "alarm hosts is on AWS/PrivateLinkEndpoints ClientErrorCount, which does not exist; there are "
                "ActiveConnections, NewConnections, BytesProcessed, PacketsDropped, RstPacketsReceived, "
                "RstPacketsSent, "
                "EndpointsCount"
            ],
        ),
        (
            "a dimension without spaces",
            [metric(ENDPOINTS, "PacketsDropped", "VpcEndpointId")],
            [
                "alarm hosts has the dimension VpcEndpointId, which AWS/PrivateLinkEndpoints does not have; there are "
                "Endpoint Type, Service Name, Subnet Id, VPC Endpoint Id, VPC Id"
            ],
        ),
        (
            "an endpoint's id alone",
            [metric(ENDPOINTS, "PacketsDropped", "VPC Endpoint Id")],
            [
                "alarm hosts has VPC Endpoint Id; AWS/PrivateLinkEndpoints PacketsDropped is there with Endpoint Type, "
                "Service Name, VPC Endpoint Id, VPC Id or with Endpoint Type, Service Name, Subnet Id, VPC Endpoint "
                "Id, VPC Id only, so that it never gets data"
            ],
        ),
        (
            "no dimensions",
            [metric(ENDPOINTS, "NewConnections")],
            [
                "alarm hosts has no dimensions; AWS/PrivateLinkEndpoints NewConnections is there with Endpoint Type, "
                "Service Name, VPC Endpoint Id, VPC Id or with Endpoint Type, Service Name, Subnet Id, VPC Endpoint "
                "Id, VPC Id only, so that it never gets data"
            ],
        ),
    ]
    unknown = [
        ("a namespace that is not known", [alarm(namespace=UNKNOWN)], ["alarm hosts: the namespace is not known yet"]),
        (
            "a metric that is not known",
            [alarm(namespace=Known(ENDPOINTS), metric_name=UNKNOWN)],
            ["alarm hosts: the metricName is not known yet"],
        ),
    ]
