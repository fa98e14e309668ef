"""ALI-VPA-02: servers that the instance does not reach."""

from collections.abc import Iterator

from privateapi.rules.ali_vpc_access._uses import UseRule
from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import Reached, place_of
from privateapi.rules.gateway_instances import accessible
from privateapi.rules.rule import Outcome
from privateapi.topology.values import NotJudged


class ServerAccessible(UseRule):
    """The server of a VPC access authorization is in an accessible CIDR block of the instance that uses it."""

    id = "ALI-VPA-02"
    fix = "add the block that the server is in to the accessible CIDR blocks of the instance"

    def judge(self, use: Reached, design: Design) -> Iterator[Outcome]:
        place = place_of(design.topology, use.access)
        instance = use.served.instance
        reached = accessible(design.topology, instance)
        if reached.hold(place.block):
            return
        if any(block.overlaps(place.block) for block in reached.blocks):
            raise NotJudged(f"its server has {place.text}, of which {instance.label} reaches a part: {reached.text}")
        yield self.violation(
            f"{use.access.label} leads to {place.text}, which is in none of the accessible CIDR blocks of "
            f"{instance.label}: {reached.text}",
            use.access,
            instance,
            *place.nodes,
        )
