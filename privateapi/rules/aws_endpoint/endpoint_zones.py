"""AWS-EP-02: the zones of an interface endpoint."""

from privateapi.rules.aws_endpoint._kinds import is_interface
from privateapi.rules.zone_spread import ZoneSpreadRule
from privateapi.topology.model import VpcEndpoint


class EndpointZones(ZoneSpreadRule[VpcEndpoint]):
    """An interface endpoint has subnets in at least two zones."""

    id = "AWS-EP-02"
    fix = "give the endpoint a subnet in a second zone"

    def applies(self, node: VpcEndpoint) -> bool:
        return is_interface(node)
