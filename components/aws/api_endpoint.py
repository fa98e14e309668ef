"""API endpoint: the interface endpoint of API Gateway in a VPC, with addresses chosen from the plan."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from privateapi.rules.aws_endpoint.condition_keys import ConditionKeys
from privateapi.rules.aws_endpoint.endpoint_zones_distinct import EndpointZonesDistinct
from privateapi.rules.aws_endpoint.policy_expiry import PolicyExpiry
from privateapi.rules.aws_endpoint.policy_restricts import PolicyRestricts
from privateapi.rules.aws_endpoint.policy_size import PolicySize
from privateapi.rules.aws_sg.world_open import WorldOpen
from privateapi.sdk import ec2
from privateapi.topology.cidr import CidrError, parse_cidr
from privateapi.topology.model import SecurityGroup, SecurityGroupRule, VpcEndpoint
from privateapi.topology.values import MISSING, Known, Value, values_of

from ..design import ComponentDesign, document, references
from ..errors import ComponentError
from .component import Component
from .network import Network

SERVICE = "execute-api"
HTTPS = 443
INVOKE_ONLY: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}],
}
"""The policy of an endpoint that is given none; AWS's own would allow every action."""


# By the argument that they are about. Those that need more than the endpoint are left to the policy packs, and so are
# quotas, which the account may have raised, and the number of zones, from which a design may be exempted.
NETWORK_RULES = (EndpointZonesDistinct(),)
POLICY_RULES = (PolicyRestricts(), ConditionKeys(), PolicyExpiry(), PolicySize())
CLIENT_RULES = (WorldOpen(),)


class ApiEndpoint(Component):
    """An execute-api interface endpoint with a security group that lets clients in on 443.

    Args:
        network: where it stands: one network interface in each private subnet.
        addresses: the chosen IPv4 address in each private subnet, in their order; left out, AWS chooses, and targets of
            a load balancer are known only after the endpoint exists.
        client_cidrs: CIDR blocks whose hosts may call the API; left out, the network's own; an empty list lets
            nobody in.
        private_dns_enabled: whether `*.execute-api.<region>.amazonaws.com` means this endpoint inside the VPC. A VPC
            can have it on one endpoint only.
        policy: endpoint policy; left out, APIs may be invoked through the endpoint and nothing else may be done. Each
            API's own policy decides who may.
        tags: tags of everything created.

    Raises:
        ComponentError: an address is outside its subnet or kept by AWS, a CIDR is none or lets in everybody, the
            network has two subnets in one zone, or the policy restricts nothing.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        network: Network,
        addresses: Sequence[str] | None = None,
        client_cidrs: Sequence[str] | None = None,
        private_dns_enabled: bool = True,
        policy: pulumi.Input[Mapping[str, Any]] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        given = [network.cidr] if client_cidrs is None else client_cidrs
        faults = [
            *client_faults("ApiEndpoint", name, given),
            *network.address_faults("addresses", addresses),
            *_judged(name, network, policy),
        ]
        if faults:
            raise ComponentError("ApiEndpoint", name, *faults)
        clients = sorted(set(given))
        region = network.region
        super().__init__(
            name,
            {
                "region": region,
                "addresses": list(addresses or ()),
                "clientCidrs": clients,
                "privateDnsEnabled": private_dns_enabled,
            },
            opts,
            tags,
        )
        child = self._child()
        group = ec2.SecurityGroup(
            name,
            child,
            region=region,
            vpc_id=network.vpc_id,
            group_name=name,
            description=f"{name}: clients of the private API",
            tags={"Name": name, **(tags or {})},
        )
        for cidr in clients:
            ec2.SecurityGroupRule(
                f"{name}-{cidr}",
                child,
                region=region,
                security_group_id=group.security_group_id,
                type="ingress",
                ip_protocol="tcp",
                from_port=HTTPS,
                to_port=HTTPS,
                cidr_ipv4=cidr if parse_cidr(cidr).version == 4 else None,
                cidr_ipv6=cidr if parse_cidr(cidr).version == 6 else None,
                description="HTTPS",
            )
        chosen: list[ec2.VpcEndpointSubnetConfigurationArgs] | None = None
        if addresses is not None:
            chosen = [
                {"subnet_id": subnet.id, "ipv4": address}
                for subnet, address in zip(network.subnets, addresses, strict=True)
            ]
        self.endpoint = ec2.VpcEndpoint(
            name,
            child,
            region=region,
            vpc_id=network.vpc_id,
            vpc_endpoint_type="Interface",
            service_name=_service_name(region),
            subnet_ids=[subnet.id for subnet in network.subnets],
            subnet_configurations=chosen,
            security_group_ids=[group.security_group_id],
            private_dns_enabled=private_dns_enabled,
            policy=policy if policy is not None else INVOKE_ONLY,
            tags={"Name": name, **(tags or {})},
        )
        self.vpc_endpoint_id = self.endpoint.vpc_endpoint_id
        self.security_group_id = group.security_group_id
        self.addresses: list[pulumi.Input[str]] = (
            list(addresses) if addresses is not None else [self._address(subnet.id) for subnet in network.subnets]
        )
        self.register_outputs({"vpcEndpointId": self.vpc_endpoint_id, "addresses": self.addresses})

    def _address(self, subnet_id: pulumi.Input[str]) -> pulumi.Output[str]:
        """The address that AWS chose in a subnet."""
        found = pulumi.Output.all(self.endpoint.subnet_addresses, subnet_id)
        return found.apply(lambda pair: str((pair[0] or {}).get(pair[1], "")))


def client_faults(component: str, name: str, client_cidrs: Sequence[str]) -> list[str]:
    """What is wrong with the blocks that a component lets come in, its argument ``clientCidrs``."""
    design = ComponentDesign(component, name)
    faults = []
    group = design.add(SecurityGroup(origin=design.origin("group"), name=name))
    for index, text in enumerate(client_cidrs):
        path = f"clientCidrs[{index}]"
        try:
            cidr = parse_cidr(text)
        except CidrError as error:
            faults.append(f"{path}: {error}")
            continue
        design.add(
            SecurityGroupRule(
                origin=design.origin(path),
                name=f"{name}-{cidr}",
                security_group=group,
                ip_protocol=Known("tcp"),
                from_port=Known(HTTPS),
                to_port=Known(HTTPS),
                cidr_blocks=values_of(*([text] if cidr.version == 4 else [])),
                ipv6_cidr_blocks=values_of(*([text] if cidr.version == 6 else [])),
            )
        )
    design.add(VpcEndpoint(origin=design.origin("endpoint"), name=name, security_groups=references([group])))
    return [*faults, *design.faults(CLIENT_RULES)]


def _judged(name: str, network: Network, policy: pulumi.Input[Mapping[str, Any]] | None) -> list[str]:
    """What the rules of the policy packs say of the endpoint."""
    faults = _design(name, network, "network").faults(NETWORK_RULES)
    if policy is not None:
        faults += _design(name, network, "policy", document(policy)).faults(POLICY_RULES)
    return faults


def _design(name: str, network: Network, path: str, policy: Value[str] = MISSING) -> ComponentDesign:
    """The endpoint at the path of the argument that is judged."""
    design = ComponentDesign("ApiEndpoint", name, [network.design])
    design.add(
        VpcEndpoint(
            origin=design.origin(path),
            name=name,
            region=Known(network.region),
            vpc=network.design.vpc,
            type=Known("Interface"),
            service_name=Known(_service_name(network.region)),
            subnets=network.design.subnets,
            policy=policy,
        )
    )
    return design


def _service_name(region: str) -> str:
    return f"com.amazonaws.{region}.{SERVICE}"
