"""Base path mappings: which API answers a custom domain name (API Gateway API: CreateBasePathMapping)."""

from typing import Annotated

from botocore.exceptions import ClientError

from privateapi.provider import kinds
from privateapi.provider.context import Context
from privateapi.provider.markers import ChangesWith, Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.provider.texts import matching

ROOT = "(none)"
"""What API Gateway calls the mapping of the domain's root."""


class BasePathMappingArgs(RegionalArgs):
    """Inputs of a base path mapping."""

    domain_name: Annotated[kinds.DomainName, Replaces()]
    """The custom domain name."""
    domain_name_id: Annotated[str | None, Replaces()] = None
    """Id of a PRIVATE domain name."""
    rest_api_id: str
    """The API that answers."""
    stage: str | None = None
    """Its stage; left out, the caller names it as the first part of the path."""
    base_path: Annotated[
        str | None,
        matching(
            r"[A-Za-z0-9$\-_.+!*'(),]{1,300}",
            "one part of a path; letters, digits and $-_.+!*'(), are, and a slash is not",
        ),
        Replaces(),
    ] = None
    """First part of the path, such as ``orders``; left out, every path."""


class BasePathMappingState(BasePathMappingArgs, State):
    """A base path mapping; its id is `domain name/base path`, with `(none)` for the root."""

    mapping: Annotated[str, ChangesWith("rest_api_id", "stage")]
    """Which API and stage the path means, as `domain/path -> api/stage`."""


class BasePathMapping(Resource[BasePathMappingArgs, BasePathMappingState]):
    """The API and stage behind a path of a custom domain name."""

    noun = "API Gateway Base Path Mapping"
    service = "apigateway"
    replaced_first = ("domain_name", "domain_name_id", "base_path", "region")

    def create(self, ctx: Context, args: BasePathMappingArgs) -> str:
        request = {"domainName": args.domain_name, "restApiId": args.rest_api_id}
        optional = {"domainNameId": args.domain_name_id, "stage": args.stage, "basePath": args.base_path}
        request |= {key: value for key, value in optional.items() if value is not None}
        api = ctx.client("apigateway")
        id = _id(args.domain_name, args.domain_name_id, args.base_path)
        try:
            ctx.retry("apigateway", "eventual", lambda: api.create_base_path_mapping(**request))
        except ClientError as error:
            # The same mapping is there: a creation was interrupted. Another one belongs to somebody else.
            if error.response["Error"]["Code"] != "ConflictException" or not self._same(ctx, id, args):
                raise
        return id

    def read(self, ctx: Context, id: str, prior: BasePathMappingState | None) -> BasePathMappingState | None:
        name, name_id, path = _parts(id)
        key = {"domainNameId": name_id} if name_id else {}
        mapping = ctx.client("apigateway").get_base_path_mapping(domainName=name, basePath=path, **key)
        stage = mapping.get("stage")
        stage = None if stage in (None, "", ROOT) else stage
        return self.state(
            region=ctx.region,
            domain_name=name,
            domain_name_id=name_id,
            rest_api_id=mapping["restApiId"],
            stage=stage,
            base_path=None if path == ROOT else path,
            mapping=f"{name}/{'' if path == ROOT else path} -> {mapping['restApiId']}/{stage or ''}",
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: BasePathMappingState,
        new: BasePathMappingArgs,
        changed: frozenset[str],
    ) -> None:
        name, name_id, path = _parts(id)
        key = {"domainNameId": name_id} if name_id else {}
        patches = []
        if "rest_api_id" in changed:
            patches.append({"op": "replace", "path": "/restapiId", "value": new.rest_api_id})
        if "stage" in changed:
            patches.append({"op": "replace", "path": "/stage", "value": new.stage or ""})
        api = ctx.client("apigateway")
        ctx.retry(
            "apigateway",
            "eventual",
            lambda: api.update_base_path_mapping(domainName=name, basePath=path, patchOperations=patches, **key),
        )

    def delete(self, ctx: Context, id: str, state: BasePathMappingState) -> None:
        name, name_id, path = _parts(id)
        key = {"domainNameId": name_id} if name_id else {}
        api = ctx.client("apigateway")
        ctx.retry(
            "apigateway", "eventual", lambda: api.delete_base_path_mapping(domainName=name, basePath=path, **key), 300
        )

    def _same(self, ctx: Context, id: str, args: BasePathMappingArgs) -> bool:
        found = self.read(ctx, id, None)
        return found is not None and (found.rest_api_id, found.stage) == (args.rest_api_id, args.stage)


def _id(name: str, name_id: str | None, base_path: str | None) -> str:
    domain = f"{name}+{name_id}" if name_id else name
    return f"{domain}/{base_path or ROOT}"


def _parts(id: str) -> tuple[str, str | None, str]:
    domain, _, path = id.partition("/")
    name, _, name_id = domain.partition("+")
    return name, name_id or None, path or ROOT
