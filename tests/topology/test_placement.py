"""Where resources stand, whether a program lists subnets or chooses addresses in them."""

from privateapi.topology.model import EndpointAddress, LoadBalancer, ResolverEndpoint, Topology, VpcEndpoint
from privateapi.topology.placement import standing_in, subnets_of, vpc_of, zones_of
from privateapi.topology.values import MISSING, UNKNOWN, Known, Refs, Unknown
from tests.rules.nodes import node, ref, subnet, vpc

HUB = vpc("hub", "10.0.0.0/16")
A, B = subnet("a", "hub", "10.0.0.0/24"), subnet("b", "hub", "10.0.1.0/24", "us-east-1b")
CHOSEN = Known(
    (
        EndpointAddress(subnet=ref(type(A), "a"), ipv4=Known("10.0.0.10")),
        EndpointAddress(subnet=ref(type(A), "b"), ipv4=Known("10.0.1.10")),
    )
)


def test_chosen_addresses() -> None:
    balancer = node(LoadBalancer, "front", addresses=CHOSEN)
    resolver = node(ResolverEndpoint, "in", addresses=CHOSEN)
    topology = Topology([HUB, A, B, balancer, resolver])
    for each in (balancer, resolver):
        assert subnets_of(topology, each) == Known((A, B))
        assert vpc_of(topology, each) == Known(HUB)
    assert standing_in(topology, (LoadBalancer, ResolverEndpoint)) == (
        {A.key: [balancer, resolver], B.key: [balancer, resolver]},
        [],
    )


def test_nowhere() -> None:
    gateway = node(VpcEndpoint, "s3")
    topology = Topology([gateway])
    assert subnets_of(topology, gateway) == MISSING
    assert vpc_of(topology, gateway) == MISSING
    assert standing_in(topology, (VpcEndpoint,)) == ({}, [])


def test_unknown() -> None:
    balancer = node(LoadBalancer, "front", addresses=UNKNOWN)
    topology = Topology([balancer])
    assert subnets_of(topology, balancer).unknown
    assert vpc_of(topology, balancer).unknown
    other = node(LoadBalancer, "front", subnets=Refs.to("subnet-0a1"))
    assert standing_in(Topology([other]), (LoadBalancer,))[1] == [
        (other, "names 'subnet-0a1', which is not among the resources that were read")
    ]


def test_zones() -> None:
    assert zones_of([A, B]) == Known(frozenset({"us-east-1a", "us-east-1b"}))
    assert zones_of([node(type(A), "c", availability_zone_id=Known("use1-az1"))]) == Known(frozenset({"use1-az1"}))
    assert zones_of([node(type(A), "d")]) == Unknown("has subnet d, whose availabilityZone is not set")
