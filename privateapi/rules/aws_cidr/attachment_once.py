"""AWS-CIDR-14: a VPC attached twice to one transit gateway."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.attachments import gateway_label
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, exists
from privateapi.topology.model import TransitGateway, TransitGatewayVpcAttachment, Vpc
from privateapi.topology.values import Known


class AttachmentOnce(Rule):
    """A VPC has one attachment to a transit gateway at most."""

    id = "AWS-CIDR-14"
    fix = "keep one of the attachments and give it the subnets of both"

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        limit = design.limit("aws.tgw.attachment_per_vpc")
        found: defaultdict[tuple[str, str], list[TransitGatewayVpcAttachment]] = defaultdict(list)
        for attachment in topology.of(TransitGatewayVpcAttachment):
            vpc = topology.identity(attachment.vpc, Vpc, attachment)
            gateway = topology.identity(attachment.transit_gateway, TransitGateway, attachment)
            if isinstance(vpc, Known) and isinstance(gateway, Known):
                found[gateway.value, vpc.value].append(attachment)
            elif not attachment.live:
                why = because(gateway if vpc.known else vpc)
                yield self.unjudged(f"its VPC or transit gateway {why}", attachment)
        for (gateway_key, vpc_key), attachments in sorted(found.items()):
            # What is planned can still be left out, so it is named first.
            ordered = sorted(attachments, key=lambda each: (each.live, each.key))
            if len(ordered) > limit.value and not ordered[0].live:
                vpc_node = topology.node(vpc_key)
                vpc_label = vpc_node.label if vpc_node else f"VPC {vpc_key}"
                labels = " and ".join(f"{each.label}{exists(each)}" for each in ordered)
                yield self.violation(
                    f"{labels} both attach {vpc_label} to {gateway_label(topology, gateway_key)}; "
                    f"the limit is {limit.text}",
                    *ordered,
                )
