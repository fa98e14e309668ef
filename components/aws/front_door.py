"""Front door: the internal name's TLS entrance in one region, a Network Load Balancer before the API's endpoint."""

from collections.abc import Mapping, Sequence
from typing import Literal

import pulumi

from privateapi.sdk import apigateway, elbv2

from ..errors import ComponentError
from .component import Component
from .name_certificate import NameCertificate
from .network import Network

HTTPS = 443


class FrontDoor(Component):
    """An internal NLB whose TLS targets are the endpoint's addresses, and the custom domain that the API answers to.

    The client's TLS ends at the NLB's listener with the certificate of the name; the NLB opens its own TLS to the
    endpoint, and API Gateway finds the API by the Host header through the regional custom domain (seed 002).

    Args:
        network: where the NLB stands: one node in each private subnet.
        targets: IPv4 addresses of the API's endpoint.
        domain_name: the internal name that clients call.
        rest_api_id: the API.
        stage_name: its stage.
        certificate_arn: certificate of the name in this region; left out, one is requested from ACM with DNS
            validation.
        validation_zone_id: public zone in which a requested certificate is validated; see `NameCertificate`, and use
            that one where the name has front doors in several regions: they share the record.
        balancer_addresses: the NLB's own IPv4 address in each private subnet; left out, AWS chooses.
        mode: ``nlb``.
        deletion_protection: whether the NLB refuses to be deleted.
        tags: tags of everything created.

    Raises:
        ComponentError: there are no targets, or the NLB's addresses do not fit the subnets.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        network: Network,
        targets: Sequence[pulumi.Input[str]],
        domain_name: str,
        rest_api_id: pulumi.Input[str],
        stage_name: pulumi.Input[str],
        certificate_arn: pulumi.Input[str] | None = None,
        validation_zone_id: pulumi.Input[str] | None = None,
        balancer_addresses: Sequence[str] | None = None,
        mode: Literal["nlb"] = "nlb",
        deletion_protection: bool = False,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        faults = []
        if not targets:
            faults.append("targets: there is none; give the endpoint's addresses")
        faults += network.address_faults("balancerAddresses", balancer_addresses)
        faults += [
            f"balancerAddresses[{index}]: {address!r} is a target's address too; give the load balancer one of its own"
            for index, address in enumerate(balancer_addresses or ())
            if any(isinstance(target, str) and target == address for target in targets)
        ]
        if mode != "nlb":
            faults.append(f"mode: {mode!r} is not a mode; 'nlb' is")
        if faults:
            raise ComponentError("FrontDoor", name, *faults)
        region = network.region
        super().__init__(
            name,
            {
                "region": region,
                "domainName": domain_name,
                "mode": mode,
                "targets": list(targets),
                "balancerAddresses": list(balancer_addresses or ()),
            },
            opts,
            tags,
        )
        self._region = region
        self.domain_name = domain_name
        if certificate_arn is None:
            certificate_arn = NameCertificate(
                name,
                self._child(),
                domain_name=domain_name,
                regions=[region],
                validation_zone_id=validation_zone_id,
                tags=tags,
            ).arns[region]
        self.certificate_arn: pulumi.Input[str] = certificate_arn
        self.load_balancer = elbv2.LoadBalancer(
            name,
            self._child(),
            region=region,
            type="network",
            internal=True,
            subnet_mappings=[
                {"subnet_id": subnet.id, "private_ipv4_address": balancer_addresses[index]}
                if balancer_addresses is not None
                else {"subnet_id": subnet.id}
                for index, subnet in enumerate(network.subnets)
            ],
            # Each zone's node reaches the endpoint's address of every zone, so the loss of one address is no outage.
            enable_cross_zone_load_balancing=True,
            enable_deletion_protection=deletion_protection,
            tags=self._tags,
        )
        self.target_group = elbv2.TargetGroup(
            name,
            self._child(),
            region=region,
            vpc_id=network.vpc_id,
            target_type="ip",
            protocol="TLS",
            port=HTTPS,
            # The endpoint's security group knows the NLB's nodes, not the clients behind them.
            preserve_client_ip=False,
            health_check={"protocol": "TCP", "port": str(HTTPS)},
            tags=self._tags,
        )
        attachments = [
            elbv2.TargetGroupAttachment(
                f"{name}-{index}",
                self._child(),
                region=region,
                target_group_arn=self.target_group.arn,
                target_id=target,
                port=HTTPS,
            )
            for index, target in enumerate(targets)
        ]
        elbv2.Listener(
            name,
            self._child(attachments),
            region=region,
            load_balancer_arn=self.load_balancer.arn,
            port=HTTPS,
            protocol="TLS",
            ssl_policy=SSL_POLICY,
            certificate_arn=self.certificate_arn,
            default_actions=[{"type": "forward", "target_group_arn": self.target_group.arn}],
            tags=self._tags,
        )
        self._domain(domain_name, rest_api_id, stage_name)
        self.dns_name = self.load_balancer.dns_name
        self.zone_id = self.load_balancer.zone_id.apply(lambda zone_id: zone_id or "")
        self.register_outputs({"dnsName": self.dns_name, "zoneId": self.zone_id})

    def _domain(self, domain_name: str, rest_api_id: pulumi.Input[str], stage_name: pulumi.Input[str]) -> None:
        domain = apigateway.DomainName(
            self._name,
            self._child(),
            region=self._region,
            domain_name=domain_name,
            endpoint_configuration={"types": ["REGIONAL"]},
            regional_certificate_arn=self.certificate_arn,
            security_policy="TLS_1_2",
            tags=self._tags,
        )
        apigateway.BasePathMapping(
            self._name,
            self._child(),
            region=self._region,
            domain_name=domain.domain_name,
            rest_api_id=rest_api_id,
            stage=stage_name,
        )


SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.2 and 1.3 only (ELB, "Security policies for your Network Load Balancer")."""
