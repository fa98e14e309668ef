"""Access associations of PRIVATE custom domain names (API Gateway API: CreateDomainNameAccessAssociation).

There is no call that asks for one: the account's own are listed. Its status is not told either; AWS says that it takes
about 15 minutes until requests pass (Developer Guide, "Custom domain names for private APIs", considerations).
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.interrupted import MARK
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource, own_tags
from privateapi.provider.texts import matching
from privateapi.resources.apigateway._tags import take_off_mark, update_tags

PAGE_SIZE = 500
"""Associations in one answer, the most that AWS gives (API reference, GetDomainNameAccessAssociations)."""

PrivateDomainNameArn = Annotated[
    str,
    matching(
        r"arn:[a-z-]+:apigateway:[a-z0-9-]+:\d{12}:/domainnames/[^/+]+\+[a-z0-9]+",
        "the ARN of a PRIVATE domain name; "
        "arn:aws:apigateway:us-east-1:123456789012:/domainnames/api.internal.example.com+abcd1234 would be one",
    ),
]
VpcEndpointId = Annotated[
    str, matching(r"vpce-[0-9a-f]+", "the id of a VPC endpoint, which is written as vpce-0123456789abcdef0")
]


class DomainNameAccessAssociationArgs(RegionalArgs, TaggedArgs):
    """Inputs of an access association."""

    domain_name_arn: Annotated[PrivateDomainNameArn, Replaces()]
    """ARN of the PRIVATE domain name, of this account or one that is shared with it; in the endpoint's Region."""
    access_association_source: Annotated[VpcEndpointId, Replaces()]
    """Id of the execute-api endpoint. It may not be one through which a public domain name is reached, and can be
    associated with one domain name of the same name only."""
    access_association_source_type: Annotated[Literal["VPCE"], Replaces()] = "VPCE"
    """The kind of source; VPC endpoints are the only one."""

    def faults(self) -> Iterator[Fault]:
        if isinstance(self.domain_name_arn, str) and isinstance(self.region, str):
            named = self.domain_name_arn.split(":")[3]
            if named != self.region:
                yield Fault("domainNameArn", f"is a domain name in {named!r}; the association is in {self.region!r}")


class DomainNameAccessAssociationState(DomainNameAccessAssociationArgs, State):
    """An access association; its id is its ARN."""

    arn: str
    """ARN."""


class DomainNameAccessAssociation(Resource[DomainNameAccessAssociationArgs, DomainNameAccessAssociationState]):
    """What lets the clients of a VPC endpoint call a PRIVATE custom domain name."""

    noun = "API Gateway Domain Name Access Association"
    service = "apigateway"

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        """An endpoint leads to one PRIVATE domain name of the same name only."""
        before, after = ((_name(each), each.get("accessAssociationSource")) for each in (old, new))
        return before == after and "region" not in changed

    def create(self, ctx: Context, args: DomainNameAccessAssociationArgs) -> str:
        api = ctx.client("apigateway")
        try:
            made = ctx.retry(
                "apigateway",
                "eventual",
                lambda: api.create_domain_name_access_association(
                    domainNameArn=args.domain_name_arn,
                    accessAssociationSourceType=args.access_association_source_type,
                    accessAssociationSource=args.access_association_source,
                    tags={**(args.tags or {}), **ctx.mark},
                ),
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConflictException":
                raise
            wanted = (args.domain_name_arn, args.access_association_source)
            left = [each for each in _own(ctx) if (each["domainNameArn"], each["accessAssociationSource"]) == wanted]
            if not left or left[0].get("tags", {}).get(MARK) != ctx.token:
                raise
            made = left[0]
        return str(made["domainNameAccessAssociationArn"])

    def settle(self, ctx: Context, id: str, args: DomainNameAccessAssociationArgs) -> None:
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        take_off_mark(ctx, id)

    def read(
        self, ctx: Context, id: str, prior: DomainNameAccessAssociationState | None
    ) -> DomainNameAccessAssociationState | None:
        found = _find(ctx, id)
        if found is None:
            return None
        return self.state(
            region=ctx.region,
            tags=own_tags(found.get("tags", {})),
            domain_name_arn=found["domainNameArn"],
            access_association_source=found["accessAssociationSource"],
            access_association_source_type=found["accessAssociationSourceType"],
            arn=id,
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: DomainNameAccessAssociationState,
        new: DomainNameAccessAssociationArgs,
        changed: frozenset[str],
    ) -> None:
        update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: DomainNameAccessAssociationState) -> None:
        api = ctx.client("apigateway")
        ctx.retry(
            "apigateway",
            "eventual",
            lambda: api.delete_domain_name_access_association(domainNameAccessAssociationArn=id),
        )
        # The call is accepted (202) before it is carried out, and the domain name cannot be deleted before.
        ctx.until(lambda: _find(ctx, id) is None, 900)


def _own(ctx: Context) -> Iterator[dict[str, Any]]:
    """The associations of the account in the Region."""
    api = ctx.client("apigateway")
    page = api.get_domain_name_access_associations(limit=PAGE_SIZE)
    yield from page.get("items", [])
    while page.get("position"):
        page = api.get_domain_name_access_associations(limit=PAGE_SIZE, position=page["position"])
        yield from page.get("items", [])


def _find(ctx: Context, arn: str) -> dict[str, Any] | None:
    return next((each for each in _own(ctx) if each["domainNameAccessAssociationArn"] == arn), None)


def _name(inputs: Mapping[str, Any]) -> str | None:
    """The name in the ARN of the domain name; None while it is unknown."""
    arn = inputs.get("domainNameArn")
    return arn.rpartition("/")[2].partition("+")[0] if isinstance(arn, str) else None
