"""Custom domain names of API Gateway (API Gateway API: CreateDomainName, UpdateDomainName)."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError

from privateapi.provider import kinds
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.interrupted import MARK
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.policy_document import policy_faults
from privateapi.provider.resource import Resource, own_tags
from privateapi.provider.texts import matching
from privateapi.resources.apigateway._endpoint import EndpointConfiguration, SecurityPolicy
from privateapi.resources.apigateway._policy import told_policy
from privateapi.resources.apigateway._tags import take_off_mark, update_tags

CertificateArn = Annotated[
    str, matching(r"arn:[a-z-]+:(acm|iam):.*:\d{12}:(server-)?certificate/.+", "the ARN of a certificate")
]


class DomainNameEndpointConfiguration(EndpointConfiguration):
    """Where the domain name is answered."""


class DomainNameMutualTls(Model):
    """Client certificates that callers must have."""

    truststore_uri: Annotated[str, matching(r"s3://.+/.+", "the URL of an object, as in s3://bucket/trusted.pem")]
    """S3 URL of the PEM file with the trusted certificates."""
    truststore_version: str | None = None
    """Version of the S3 object; left out, the latest."""


class DomainNameArgs(RegionalArgs, TaggedArgs):
    """Inputs of a custom domain name."""

    domain_name: Annotated[kinds.DomainName, Replaces()]
    """The name; a wildcard is allowed as the first label."""
    endpoint_configuration: DomainNameEndpointConfiguration
    """Where it is answered. A change to or from ``PRIVATE`` makes another domain name."""
    regional_certificate_arn: CertificateArn | None = None
    """Certificate of a REGIONAL name, in its Region."""
    certificate_arn: CertificateArn | None = None
    """Certificate of a PRIVATE or EDGE name."""
    security_policy: Annotated[SecurityPolicy | None, Chosen()] = None
    """Lowest TLS version and ciphers: ``TLS_1_2``, or one of the ``SecurityPolicy_`` sets."""
    endpoint_access_mode: Annotated[Literal["BASIC", "STRICT"] | None, Chosen()] = None
    """How strictly the TLS name and the Host header must agree; with the ``SecurityPolicy_`` sets."""
    routing_mode: Annotated[
        Literal["BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING"] | None, Chosen()
    ] = None
    """What finds the API for a request."""
    policy: kinds.PolicyDocument | None = None
    """Which VPC endpoints may use a PRIVATE name; ``execute-api:/*`` means the name itself. Left out, none may."""
    management_policy: kinds.PolicyDocument | None = None
    """Which other accounts may associate their VPC endpoints with a PRIVATE name: those with
    ``apigateway:CreateAccessAssociation`` on the name's ARN."""
    mutual_tls_authentication: DomainNameMutualTls | None = None
    """Client certificates that callers must have; for REGIONAL names."""
    ownership_verification_certificate_arn: CertificateArn | None = None
    """Public certificate that proves the ownership, where mutual TLS uses an imported or private one."""

    @property
    def type(self) -> str | None:
        """The endpoint type, ``None`` while it is unknown."""
        configuration: object = self.endpoint_configuration
        return configuration.type if isinstance(configuration, DomainNameEndpointConfiguration) else None

    def faults(self) -> Iterator[Fault]:
        if self.type is None:
            return
        if self.type == "PRIVATE":
            yield from self._private_faults()
        regional = self.type == "REGIONAL"
        needed, other = (
            ("regionalCertificateArn", "certificateArn") if regional else ("certificateArn", "regionalCertificateArn")
        )
        given = {"regionalCertificateArn": self.regional_certificate_arn, "certificateArn": self.certificate_arn}
        if given[needed] is None:
            yield Fault(needed, f"is required for a {self.type} domain name")
        if given[other] is not None:
            yield Fault(other, f"a {self.type} domain name takes {needed} instead")
        for path, policy in (("policy", self.policy), ("managementPolicy", self.management_policy)):
            if policy is not None and self.type != "PRIVATE":
                yield Fault(path, f"is for PRIVATE domain names; a {self.type} one has none")
        if self.mutual_tls_authentication is not None and not regional:
            yield Fault("mutualTlsAuthentication", f"is for REGIONAL domain names; this one is {self.type}")

    def _private_faults(self) -> Iterator[Fault]:
        """What PRIVATE names cannot have (Developer Guide, "Custom domain names for private APIs", considerations)."""
        yield from policy_faults("policy", self.policy, "resource")
        yield from policy_faults("managementPolicy", self.management_policy, "resource")
        if self.endpoint_configuration.ip_address_type == "ipv4":
            reason = "'ipv4' is not for PRIVATE domain names; they are 'dualstack'"
            yield Fault("endpointConfiguration.ipAddressType", reason)
        if self.security_policy == "TLS_1_0":
            yield Fault("securityPolicy", "'TLS_1_0' is not for PRIVATE domain names; they have 'TLS_1_2'")
        if isinstance(self.domain_name, str) and self.domain_name.startswith("*."):
            reason = f"{self.domain_name!r} is a wildcard, which PRIVATE domain names cannot be; write the whole name"
            yield Fault("domainName", reason)


class DomainNameState(DomainNameArgs, State):
    """A custom domain name; its id is the name, for a PRIVATE one `name/domain name id`."""

    arn: str
    """ARN."""
    domain_name_id: str | None = None
    """Id that tells PRIVATE domain names of the same name apart."""
    regional_domain_name: str | None = None
    """Target of alias records for a REGIONAL name."""
    regional_hosted_zone_id: str | None = None
    """Hosted zone id of that target."""
    distribution_domain_name: str | None = None
    """Target of alias records for an EDGE name."""
    distribution_hosted_zone_id: str | None = None
    """Hosted zone id of that target."""


class DomainName(Resource[DomainNameArgs, DomainNameState]):
    """A custom domain name of API Gateway."""

    noun = "API Gateway Domain Name"
    service = "apigateway"
    replaced_first = ("domain_name", "region")

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        private = [_types(inputs) == ["PRIVATE"] for inputs in (old, new)]
        return frozenset({"endpoint_configuration"} if private[0] != private[1] else ())

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        """A PRIVATE name can stand beside others of the same name; the others are unique in AWS."""
        private = ["PRIVATE"] in (_types(old), _types(new))
        return not private and super().deletes_first(old, new, changed)

    def create(self, ctx: Context, args: DomainNameArgs) -> str:
        request: dict[str, Any] = {
            "domainName": args.domain_name,
            "endpointConfiguration": _endpoint(args.endpoint_configuration),
            "tags": {**(args.tags or {}), **ctx.mark},
        }
        plain = {
            "regionalCertificateArn": args.regional_certificate_arn,
            "certificateArn": args.certificate_arn,
            "securityPolicy": args.security_policy,
            "endpointAccessMode": args.endpoint_access_mode,
            "routingMode": args.routing_mode,
            "policy": json.dumps(args.policy) if args.policy is not None else None,
            "mutualTlsAuthentication": _mutual_tls(args.mutual_tls_authentication),
            "ownershipVerificationCertificateArn": args.ownership_verification_certificate_arn,
        }
        request |= {key: value for key, value in plain.items() if value is not None}
        api = ctx.client("apigateway")
        try:
            found = ctx.retry("apigateway", "eventual", lambda: api.create_domain_name(**request))
        except ClientError as error:
            if "already exists" not in str(error):
                raise
            found = api.get_domain_name(domainName=args.domain_name)
            if found.get("tags", {}).get(MARK) != ctx.token:
                raise
        return _id(found)

    def settle(self, ctx: Context, id: str, args: DomainNameArgs) -> None:
        name, name_id = _parts(id)
        ctx.wait("apigateway", "DomainNameAvailable", 2400, domainName=name, **name_id)
        if args.management_policy is not None:
            # CreateDomainName does not take it.
            self._patch(ctx, id, [_policy_patch("/managementPolicy", args.management_policy)])
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        take_off_mark(ctx, self._arn(ctx, id))

    def find_interrupted(self, ctx: Context, args: DomainNameArgs) -> str | None:
        # A PRIVATE name can be there several times, so a second creation would succeed.
        if args.type != "PRIVATE":
            return None
        arns = [arn for arn in ctx.take_interrupted("arn:") if ":/domainnames/" in arn]
        return arns[0].split("/domainnames/")[1].replace("+", "/") if arns else None

    def read(self, ctx: Context, id: str, prior: DomainNameState | None) -> DomainNameState | None:
        name, name_id = _parts(id)
        domain = ctx.client("apigateway").get_domain_name(domainName=name, **name_id)
        endpoint = domain["endpointConfiguration"]
        mutual = domain.get("mutualTlsAuthentication")
        return self.state(
            region=ctx.region,
            tags=own_tags(domain.get("tags", {})),
            domain_name=domain["domainName"],
            endpoint_configuration={"types": endpoint["types"], "ipAddressType": endpoint.get("ipAddressType")},
            regional_certificate_arn=domain.get("regionalCertificateArn"),
            certificate_arn=domain.get("certificateArn"),
            security_policy=domain.get("securityPolicy"),
            endpoint_access_mode=domain.get("endpointAccessMode"),
            routing_mode=domain.get("routingMode"),
            policy=told_policy(domain.get("policy"), prior.policy if prior else None, _execution_arn(ctx, id)),
            management_policy=told_policy(
                domain.get("managementPolicy"), prior.management_policy if prior else None, _execution_arn(ctx, id)
            ),
            mutual_tls_authentication={
                "truststoreUri": mutual["truststoreUri"],
                "truststoreVersion": mutual.get("truststoreVersion"),
            }
            if mutual and mutual.get("truststoreUri")
            else None,
            ownership_verification_certificate_arn=domain.get("ownershipVerificationCertificateArn"),
            arn=self._arn(ctx, id),
            domain_name_id=domain.get("domainNameId"),
            regional_domain_name=domain.get("regionalDomainName") if endpoint["types"] == ["REGIONAL"] else None,
            regional_hosted_zone_id=domain.get("regionalHostedZoneId") if endpoint["types"] == ["REGIONAL"] else None,
            distribution_domain_name=domain.get("distributionDomainName") if endpoint["types"] == ["EDGE"] else None,
            distribution_hosted_zone_id=domain.get("distributionHostedZoneId")
            if endpoint["types"] == ["EDGE"]
            else None,
        )

    def update(self, ctx: Context, id: str, old: DomainNameState, new: DomainNameArgs, changed: frozenset[str]) -> None:
        patches = []
        for field, path in _PATHS.items():
            if field in changed:
                value = getattr(new, field)
                patches.append({"op": "replace", "path": path, "value": value if value is not None else ""})
        if "policy" in changed:
            patches.append(_policy_patch("/policy", new.policy))
        if "management_policy" in changed:
            patches.append(_policy_patch("/managementPolicy", new.management_policy))
        if "endpoint_configuration" in changed:
            patches += _endpoint_patches(old.endpoint_configuration, new.endpoint_configuration)
        if "mutual_tls_authentication" in changed:
            mutual = new.mutual_tls_authentication
            uri, version = (mutual.truststore_uri, mutual.truststore_version) if mutual else ("", None)
            patches.append({"op": "replace", "path": "/mutualTlsAuthentication/truststoreUri", "value": uri})
            if version is not None:
                path = "/mutualTlsAuthentication/truststoreVersion"
                patches.append({"op": "replace", "path": path, "value": version})
        if patches:
            self._patch(ctx, id, patches)
        if "tags" in changed:
            update_tags(ctx, old.arn, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: DomainNameState) -> None:
        name, name_id = _parts(id)
        api = ctx.client("apigateway")
        # Access associations that are deleted at the same time are there a moment longer; an account may delete one
        # domain name in 30 seconds in a Region (API Gateway quotas, DeleteDomainName).
        ctx.retry("apigateway", "dependency", lambda: api.delete_domain_name(domainName=name, **name_id), 600)

    def _patch(self, ctx: Context, id: str, patches: list[dict[str, str]]) -> None:
        name, name_id = _parts(id)
        api = ctx.client("apigateway")
        ctx.retry(
            "apigateway",
            "eventual",
            lambda: api.update_domain_name(domainName=name, **name_id, patchOperations=patches),
        )
        ctx.wait("apigateway", "DomainNameAvailable", 2400, domainName=name, **name_id)

    def _arn(self, ctx: Context, id: str) -> str:
        # ARNs of API Gateway have no account, but those of PRIVATE domain names do.
        account = ctx.account if "/" in id else ""
        return f"arn:{ctx.partition}:apigateway:{ctx.region}:{account}:/domainnames/{id.replace('/', '+')}"


_PATHS = {
    "regional_certificate_arn": "/regionalCertificateArn",
    "certificate_arn": "/certificateArn",
    "security_policy": "/securityPolicy",
    "endpoint_access_mode": "/endpointAccessMode",
    "routing_mode": "/routingMode",
    "ownership_verification_certificate_arn": "/ownershipVerificationCertificateArn",
}


def _policy_patch(path: str, policy: Mapping[str, Any] | None) -> dict[str, str]:
    return {"op": "replace", "path": path, "value": json.dumps(policy) if policy is not None else ""}


def _id(domain: dict[str, Any]) -> str:
    private = domain["endpointConfiguration"]["types"] == ["PRIVATE"] and domain.get("domainNameId")
    return f"{domain['domainName']}/{domain['domainNameId']}" if private else str(domain["domainName"])


def _parts(id: str) -> tuple[str, dict[str, str]]:
    name, _, name_id = id.partition("/")
    return name, {"domainNameId": name_id} if name_id else {}


def _types(inputs: Mapping[str, Any]) -> Any:
    configuration = inputs.get("endpointConfiguration")
    return configuration.get("types") if isinstance(configuration, Mapping) else None


def _execution_arn(ctx: Context, id: str) -> str:
    return ctx.arn("execute-api", f"/domainnames/{id.replace('/', '+')}")


def _endpoint(configuration: DomainNameEndpointConfiguration) -> dict[str, Any]:
    found: dict[str, Any] = {"types": list(configuration.types)}
    if configuration.ip_address_type is not None:
        found["ipAddressType"] = configuration.ip_address_type
    return found


def _endpoint_patches(
    old: DomainNameEndpointConfiguration, new: DomainNameEndpointConfiguration
) -> list[dict[str, str]]:
    patches = []
    if old.types != new.types:
        path = f"/endpointConfiguration/types/{old.types[0]}"
        patches.append({"op": "replace", "path": path, "value": new.types[0]})
    if new.ip_address_type is not None and old.ip_address_type != new.ip_address_type:
        path = "/endpointConfiguration/ipAddressType"
        patches.append({"op": "replace", "path": path, "value": new.ip_address_type})
    return patches


def _mutual_tls(mutual: DomainNameMutualTls | None) -> dict[str, str] | None:
    if mutual is None:
        return None
    found = {"truststoreUri": mutual.truststore_uri}
    return found | ({"truststoreVersion": mutual.truststore_version} if mutual.truststore_version else {})
