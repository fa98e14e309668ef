"""AWS-EP-10: names of services."""

import re
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import VpcEndpoint

# The shape of a Region's name; whether it exists is not asked here.
REGION = r"[a-z]+(?:-[a-z]+)+-[0-9]+"


class ServiceName(NodeRule[VpcEndpoint]):
    """A service name has one of AWS's forms, with the endpoint's own Region or the serviceRegion."""

    id = "AWS-EP-10"
    fix = "write com.amazonaws.<region>.<service> or com.amazonaws.vpce.<region>.vpce-svc-<id>, or set serviceRegion"

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        # Endpoints to resources and service networks have an ARN in its place.
        if ask(node.type, "the vpcEndpointType", "Gateway") not in ("Gateway", "Interface", "GatewayLoadBalancer"):
            return
        if node.service_name.missing:
            yield self.violation(f"{node.label} has no serviceName", node)
            return
        name = ask(node.service_name, "the serviceName")
        if not name.startswith(service_choice("aws.endpoint.prefixes").values):
            yield self.violation(f"{node.label} has the serviceName {name!r}, which is no name of AWS's form", node)
            return
        match = re.fullmatch(
            rf"(?:cn\.)?com\.amazonaws\.(?P<custom>vpce\.)?(?P<region>{REGION})\.(?P<service>.+)", name
        )
        if match is None:
            yield from self._without_region(node, name)
            return
        if match["custom"] and not re.fullmatch(
            service_choice("aws.endpoint.service_id_pattern").values[0], match["service"]
        ):
            yield self.violation(
                f"{node.label} has the serviceName {name!r}, whose {match['service']} is no id of an endpoint service",
                node,
            )
            return
        right = node.service_region if not node.service_region.missing else node.region
        expected = ask(right, "its Region")
        if match["region"] != expected:
            what = "the serviceRegion" if not node.service_region.missing else "the endpoint"
            yield self.violation(
                f"{node.label} has the serviceName {name!r} of {match['region']}, but {what} is "
                f"{'in ' if node.service_region.missing else ''}{expected}",
                node,
            )

    def _without_region(self, node: VpcEndpoint, name: str) -> Iterator[Outcome]:
        rest = name.removeprefix("cn.").removeprefix("com.amazonaws.")
        # Names that start otherwise (aws.sagemaker.…) have forms of their own.
        if rest != name and rest not in service_choice("aws.endpoint.global_services"):
            yield self.violation(f"{node.label} has the serviceName {name!r}, which has no Region in its place", node)
