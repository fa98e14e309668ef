"""AWS-EP-03: two subnets of an endpoint in one zone."""

from privateapi.rules.distinct_zones import DistinctZonesRule
from privateapi.topology.model import VpcEndpoint


class EndpointZonesDistinct(DistinctZonesRule[VpcEndpoint]):
    """The subnets of an interface endpoint are in distinct zones."""

    id = "AWS-EP-03"
    fix = "keep one subnet of the zone, and take the other from another zone"
    taker = "an endpoint"
