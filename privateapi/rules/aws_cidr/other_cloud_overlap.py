"""AWS-CIDR-18: VPCs of both clouds that are connected."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.overlap import VpcOverlapRule
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import AnyVpc
from privateapi.topology.model import AlibabaVpc, Vpc
from privateapi.topology.values import Known


class OtherCloudOverlap(VpcOverlapRule):
    """VPCs of AWS and of Alibaba Cloud that the configuration says are connected do not overlap."""

    id = "AWS-CIDR-18"
    fix = "give one of the two VPCs another block"
    remarks = "Which VPCs are connected across the clouds is in no program; the configuration names them in groups."

    def check(self, design: Design) -> Iterator[Outcome]:
        vpcs: tuple[AnyVpc, ...] = (*design.topology.of(Vpc), *design.topology.of(AlibabaVpc))
        by_name: dict[str, list[AnyVpc]] = {}
        for vpc in vpcs:
            names = {vpc.name, *([vpc.id.value] if isinstance(vpc.id, Known) else [])}
            for name in names - {""}:
                by_name.setdefault(name, []).append(vpc)
        for group in design.settings.connected_vpcs:
            found = {vpc.key: vpc for name in group for vpc in by_name.get(name, ())}
            for name in group:
                if name not in by_name:
                    yield self.unjudged(f"VPC {name}, which the configuration connects, is not among the resources")
            yield from self.overlaps(design, found.values(), _across)


def _across(one: AnyVpc, other: AnyVpc) -> str | None:
    if one.cloud is other.cloud:
        return None
    return "one is of AWS, the other of Alibaba Cloud, and the configuration connects them"
