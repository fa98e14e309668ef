"""Front door: the internal name's TLS entrance in one region, a load balancer before the endpoint or the endpoint."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

import pulumi

from privateapi.rules.aws_apigw.domain_certificate import DomainCertificate
from privateapi.rules.aws_nlb.target_in_network import TargetInNetwork
from privateapi.sdk import apigateway, elbv2
from privateapi.topology.cidr import CidrError, parse_address
from privateapi.topology.model import ApiDomain, Target, TargetGroup
from privateapi.topology.values import Known, Ref

from ..design import ComponentDesign
from ..errors import ComponentError
from .api_endpoint import ApiEndpoint
from .component import Component
from .name_certificate import NameCertificate
from .network import Network
from .private_rest_api import resource_policy

HTTPS = 443
FrontDoorMode = Literal["nlb", "native"]


class FrontDoor(Component):
    """What the name's record points to in one region, and the custom domain that the API answers to.

    With ``nlb`` the client's TLS ends at an internal Network Load Balancer with the certificate of the name; its TLS
    targets are the endpoint's addresses, and API Gateway finds the API by the Host header through a regional custom
    domain (seed 002). With ``native`` the record points to the endpoint itself: TLS ends at API Gateway, which knows
    the name by a PRIVATE custom domain and lets the endpoint in by an access association.

    An endpoint through which a regional custom domain is reached may not be associated with a PRIVATE one (API Gateway
    Developer Guide, "Custom domain names for private APIs"): the modes need endpoints of their own.

    Args:
        network: where the entrance stands; the NLB has one node in each private subnet.
        domain_name: the internal name that clients call.
        rest_api_id: the API.
        stage_name: its stage.
        mode: ``nlb`` or ``native``.
        targets: IPv4 addresses of the API's endpoint; for ``nlb``.
        endpoint: the API's endpoint; for ``native``.
        certificate_arn: certificate of the name in this region; left out, one is requested from ACM with DNS
            validation.
        validation_zone_id: public zone in which a requested certificate is validated; see `NameCertificate`, and use
            that one where the name has front doors in several regions: they share the record.
        balancer_addresses: the NLB's own IPv4 address in each private subnet; left out, AWS chooses. For ``nlb``.
        deletion_protection: whether the NLB refuses to be deleted. For ``nlb``.
        tags: tags of everything created.

    Attributes:
        dns_name: name for an alias record. A record that uses it changes after everything that answers is there, and
            goes before it.
        zone_id: hosted zone id for that record.
        load_balancer: the NLB; None with ``native``.
        target_group: its target group; None with ``native``.

    Raises:
        ComponentError: an argument of the other mode is given, or one of this mode is missing; the certificate is of
            another region; a target is outside the VPC; the NLB's addresses do not fit the subnets.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        network: Network,
        domain_name: str,
        rest_api_id: pulumi.Input[str],
        stage_name: pulumi.Input[str],
        mode: FrontDoorMode = "nlb",
        targets: Sequence[pulumi.Input[str]] | None = None,
        endpoint: ApiEndpoint | None = None,
        certificate_arn: pulumi.Input[str] | None = None,
        validation_zone_id: pulumi.Input[str] | None = None,
        balancer_addresses: Sequence[str] | None = None,
        deletion_protection: bool = False,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        region = network.region
        faults = [
            *_mode_faults(mode, domain_name, targets, endpoint, balancer_addresses, deletion_protection),
            *network.address_faults("balancerAddresses", balancer_addresses),
            *_judged(name, mode, network, domain_name, targets or (), certificate_arn),
        ]
        if certificate_arn is not None and validation_zone_id is not None:
            faults.append("validationZoneId: is for a certificate that is requested; certificateArn gives one")
        if faults:
            raise ComponentError("FrontDoor", name, *faults)
        super().__init__(
            name,
            {
                "region": region,
                "domainName": domain_name,
                "mode": mode,
                "targets": list(targets or ()),
                "balancerAddresses": list(balancer_addresses or ()),
            },
            opts,
            tags,
        )
        self._region = region
        self.mode = mode
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
        self.load_balancer: elbv2.LoadBalancer | None = None
        self.target_group: elbv2.TargetGroup | None = None
        if endpoint is None:
            domain = self._regional_domain()
            answering: list[pulumi.Resource] = [self._map(domain, rest_api_id, stage_name)]
            balancer, listener = self._balancer(network, targets or (), balancer_addresses, deletion_protection)
            answering.append(listener)
            dns_name, zone_id = balancer.dns_name, balancer.zone_id
        else:
            domain = self._private_domain(endpoint.vpc_endpoint_id)
            answering = [self._map(domain, rest_api_id, stage_name), self._access(domain, endpoint.vpc_endpoint_id)]
            entries = endpoint.endpoint.dns_entries
            # The first name of an endpoint is the Regional one, which has the addresses of every zone.
            dns_name = entries.apply(lambda found: found[0].dns_name if found else "")
            zone_id = entries.apply(lambda found: found[0].hosted_zone_id if found else "")
        self.dns_name = _after(answering, dns_name)
        self.zone_id = _after(answering, zone_id)
        self.register_outputs({"dnsName": self.dns_name, "zoneId": self.zone_id})

    def _balancer(
        self,
        network: Network,
        targets: Sequence[pulumi.Input[str]],
        addresses: Sequence[str] | None,
        deletion_protection: bool,
    ) -> tuple[elbv2.LoadBalancer, elbv2.Listener]:
        name = self._name
        self.load_balancer = elbv2.LoadBalancer(
            name,
            self._child(),
            region=self._region,
            type="network",
            internal=True,
            subnet_mappings=[
                {"subnet_id": subnet.id, "private_ipv4_address": addresses[index]}
                if addresses is not None
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
            region=self._region,
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
                region=self._region,
                target_group_arn=self.target_group.arn,
                target_id=target,
                port=HTTPS,
            )
            for index, target in enumerate(targets)
        ]
        listener = elbv2.Listener(
            name,
            self._child(attachments),
            region=self._region,
            load_balancer_arn=self.load_balancer.arn,
            port=HTTPS,
            protocol="TLS",
            ssl_policy=SSL_POLICY,
            certificate_arn=self.certificate_arn,
            default_actions=[{"type": "forward", "target_group_arn": self.target_group.arn}],
            tags=self._tags,
        )
        return self.load_balancer, listener

    def _regional_domain(self) -> apigateway.DomainName:
        return apigateway.DomainName(
            self._name,
            self._child(),
            region=self._region,
            domain_name=self.domain_name,
            endpoint_configuration={"types": ["REGIONAL"]},
            regional_certificate_arn=self.certificate_arn,
            security_policy="TLS_1_2",
            tags=self._tags,
        )

    def _private_domain(self, vpc_endpoint_id: pulumi.Input[str]) -> apigateway.DomainName:
        return apigateway.DomainName(
            self._name,
            self._child(),
            region=self._region,
            domain_name=self.domain_name,
            endpoint_configuration={"types": ["PRIVATE"]},
            certificate_arn=self.certificate_arn,
            policy=resource_policy([vpc_endpoint_id]),
            tags=self._tags,
        )

    def _map(
        self, domain: apigateway.DomainName, rest_api_id: pulumi.Input[str], stage_name: pulumi.Input[str]
    ) -> apigateway.BasePathMapping:
        return apigateway.BasePathMapping(
            self._name,
            self._child(),
            region=self._region,
            domain_name=domain.domain_name,
            # Only PRIVATE names have an id: without it a name that stands in both modes is the regional one.
            domain_name_id=domain.domain_name_id.apply(lambda id: id or "") if self.mode == "native" else None,
            rest_api_id=rest_api_id,
            stage=stage_name,
        )

    def _access(
        self, domain: apigateway.DomainName, vpc_endpoint_id: pulumi.Input[str]
    ) -> apigateway.DomainNameAccessAssociation:
        return apigateway.DomainNameAccessAssociation(
            self._name,
            self._child(),
            region=self._region,
            domain_name_arn=domain.arn,
            access_association_source=vpc_endpoint_id,
            tags=self._tags,
        )


SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.2 and 1.3 only (ELB, "Security policies for your Network Load Balancer")."""


def _after(resources: Sequence[pulumi.Resource], value: pulumi.Output[Any]) -> pulumi.Output[str]:
    """The value, with which what uses it depends on the resources too."""
    urns = [resource.urn for resource in resources]
    return pulumi.Output.all(value, *urns).apply(lambda found: str(found[0] or ""))


def _mode_faults(
    mode: str,
    domain_name: str,
    targets: Sequence[pulumi.Input[str]] | None,
    endpoint: ApiEndpoint | None,
    balancer_addresses: Sequence[str] | None,
    deletion_protection: bool,
) -> Iterator[str]:
    if mode not in get_args(FrontDoorMode):
        yield f"mode: {mode!r} is not a mode; {' and '.join(map(repr, get_args(FrontDoorMode)))} are"
    elif mode == "native":
        balancer = (
            ("targets", targets is not None),
            ("balancerAddresses", balancer_addresses is not None),
            ("deletionProtection", deletion_protection),
        )
        yield from (f"{path}: is for mode 'nlb'; 'native' has no load balancer" for path, given in balancer if given)
        if endpoint is None:
            yield "endpoint: is required with mode 'native'; give the ApiEndpoint that the name's record points to"
        if domain_name.startswith("*."):
            yield f"domainName: {domain_name!r} is a wildcard, which PRIVATE custom domains cannot be; write the name"
    else:
        if not targets:
            yield "targets: there is none; give the endpoint's addresses"
        if endpoint is not None:
            yield "endpoint: is for mode 'native'; with 'nlb' give its addresses as targets"
        for index, address in enumerate(balancer_addresses or ()):
            if any(isinstance(target, str) and target == address for target in targets or ()):
                yield (
                    f"balancerAddresses[{index}]: {address!r} is a target's address too; give the load balancer one of "
                    "its own"
                )


def _judged(
    name: str,
    mode: str,
    network: Network,
    domain_name: str,
    targets: Sequence[pulumi.Input[str]],
    certificate_arn: pulumi.Input[str] | None,
) -> Iterator[str]:
    """What the rules of the policy packs say of the arguments alone."""
    design = ComponentDesign("FrontDoor", name, [network.design])
    region = Known(network.region)
    if isinstance(certificate_arn, str):
        design.add(
            ApiDomain(
                origin=design.origin("certificateArn"),
                name=domain_name,
                region=region,
                domain_name=Known(domain_name),
                endpoint_type=Known("PRIVATE" if mode == "native" else "REGIONAL"),
                certificate=Ref.to(certificate_arn),
            )
        )
    group = design.add(
        TargetGroup(
            origin=design.origin("targets"),
            name=name,
            region=region,
            vpc=network.design.vpc,
            target_type=Known("ip"),
        )
    )
    for index, address in enumerate(targets):
        if not isinstance(address, str):
            continue
        try:
            parse_address(address)
        except CidrError as error:
            yield f"targets[{index}]: {error}"
            continue
        target = Target(
            origin=design.origin(f"targets[{index}]"), name=address, target_group=group, target=Ref.to(address)
        )
        design.add(target)
    yield from design.faults((DomainCertificate(), TargetInNetwork()))
