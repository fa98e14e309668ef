"""AWS-CIDR-15: zones of a transit gateway attachment."""

from privateapi.rules.distinct_zones import DistinctZonesRule
from privateapi.topology.model import TransitGatewayVpcAttachment


class AttachmentZonesDistinct(DistinctZonesRule[TransitGatewayVpcAttachment]):
    """The subnets of a transit gateway attachment are in distinct zones."""

    id = "AWS-CIDR-15"
    fix = "give one subnet of each zone to the attachment"
    taker = "a transit gateway attachment"
