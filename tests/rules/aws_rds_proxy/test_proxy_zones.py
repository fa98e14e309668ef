"""AWS-RDS-03."""

from privateapi.rules.aws_rds_proxy.proxy_zones import ProxyZones
from privateapi.topology.model import DatabaseCluster, Subnet
from privateapi.topology.values import NO_REFS, UNKNOWN, Refs
from tests.rules.api_nodes import hub
from tests.rules.backend_nodes import behind, database, proxy
from tests.rules.nodes import node, ref, refs, subnet, vpc
from tests.rules.suite import RuleSuite

SPOKE = [vpc("spoke", "10.1.0.0/16"), subnet("c", "spoke", "10.1.0.0/24")]
UNREAD = "names 'db-1', which is not among the resources that were read"


class TestProxyZones(RuleSuite):
    rule = ProxyZones
    passing = [
        ("two zones", [*hub(), proxy()]),
        ("in the VPC of its database", [*hub(), proxy(), behind(), database()]),
        (
            "in the VPC of its cluster",
            [
                *hub(),
                proxy(),
                behind(database=ref(DatabaseCluster, "orders")),
                node(DatabaseCluster, "orders", subnets=refs(Subnet, "a", "b")),
            ],
        ),
    ]
    failing = [
        (
            "one subnet",
            [*hub(), proxy(subnets=refs(Subnet, "a"))],
            ["RDS proxy orders has 1 subnet; subnets in 2 zones or more are needed"],
        ),
        (
            "one zone",
            [*hub(), subnet("c", "hub", "10.0.2.0/24"), proxy(subnets=refs(Subnet, "a", "c"))],
            ["RDS proxy orders has subnet a and subnet c, all in us-east-1a; an outage of that zone takes it away"],
        ),
        (
            "in another VPC than its database",
            [*hub(), *SPOKE, proxy(), behind(), database(subnets=refs(Subnet, "c"))],
            ["RDS proxy orders is in VPC hub, database orders behind it in VPC spoke"],
        ),
    ]
    unknown = [
        (
            "a zone that AWS chooses",
            [vpc("hub", "10.0.0.0/16"), node(Subnet, "a"), node(Subnet, "b"), proxy()],
            ["RDS proxy orders: the availabilityZone of subnet b is not set"],
        ),
        (
            "subnets that are not known",
            [*hub(), proxy(subnets=Refs(UNKNOWN))],
            ["RDS proxy orders: the list vpcSubnetIds is not known yet"],
        ),
        (
            "a database without subnets",
            [*hub(), proxy(), behind(), database(subnets=NO_REFS)],
            ["RDS proxy target behind: the VPC of its database is not set"],
        ),
        (
            "a database that is not read",
            [*hub(), proxy(), behind(database=ref(DatabaseCluster, "db-1").to("db-1"))],
            [f"RDS proxy target behind: the VPC of its database {UNREAD}"],
        ),
    ]
