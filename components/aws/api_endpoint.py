"""API endpoint: the interface endpoint of API Gateway in a VPC, with addresses chosen from the plan."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from privateapi.sdk import ec2
from privateapi.topology.cidr import CidrError, parse_cidr

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
        ComponentError: an address is outside its subnet or kept by AWS, or a CIDR is none.
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
        faults = [*_cidr_faults(given), *network.address_faults("addresses", addresses)]
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
            service_name=f"com.amazonaws.{region}.{SERVICE}",
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


def _cidr_faults(cidrs: Sequence[str]) -> list[str]:
    faults = []
    for index, cidr in enumerate(cidrs):
        try:
            parse_cidr(cidr)
        except CidrError as error:
            faults.append(f"clientCidrs[{index}]: {error}")
    return faults
