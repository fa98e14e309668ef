"""Deployments: snapshots of a REST API that stages serve (API Gateway API: CreateDeployment)."""

import hashlib
import json
from typing import Annotated, Any

from pydantic import Field

from privateapi.provider.context import Context
from privateapi.provider.interrupted import MARK
from privateapi.provider.markers import Replaces, WriteOnly
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.resources.apigateway._patch import replace


class DeploymentArgs(RegionalArgs):
    """Inputs of a deployment."""

    rest_api_id: Annotated[str, Replaces()]
    """Id of the API."""
    description: Annotated[str | None, Field(max_length=1024)] = None
    """Description, at most 1024 characters."""
    triggers: Annotated[dict[str, str] | None, Replaces(), WriteOnly()] = None
    """Texts whose change makes a new deployment, such as the API's ``deployment_hash``. A deployment never changes:
    without triggers a changed API is not deployed again."""


class DeploymentState(DeploymentArgs, State):
    """A deployment; its id is `api/deployment`."""

    deployment_id: str
    """Id of the deployment inside its API."""
    created_date: str | None = None
    """When it was created (ISO 8601)."""


class Deployment(Resource[DeploymentArgs, DeploymentState]):
    """A snapshot of a REST API. Import by `api/deployment`.

    A stage holds its deployment, so a replacement is made first, the stage is moved to it, and then the old one goes.
    """

    noun = "API Gateway Deployment"
    service = "apigateway"

    def create(self, ctx: Context, args: DeploymentArgs) -> str:
        client = ctx.client("apigateway")
        # An account may deploy once in 5 seconds in a Region (API Gateway quotas, CreateDeployment).
        made = ctx.retry(
            "apigateway",
            "eventual",
            lambda: client.create_deployment(restApiId=args.rest_api_id, description=_mark(ctx, args)),
        )
        return f"{args.rest_api_id}/{made['id']}"

    def find_interrupted(self, ctx: Context, args: DeploymentArgs) -> str | None:
        # A deployment has no tags; until it is complete its description is the mark. The mark holds the triggers: what
        # was left is a snapshot of an API that may have changed since.
        mark = _mark(ctx, args)
        for page in (
            ctx.client("apigateway")
            .get_paginator("get_deployments")
            .paginate(restApiId=args.rest_api_id, PaginationConfig={"PageSize": 500})
        ):
            for deployment in page.get("items", []):
                if deployment.get("description") == mark:
                    return f"{args.rest_api_id}/{deployment['id']}"
        return None

    def settle(self, ctx: Context, id: str, args: DeploymentArgs) -> None:
        self._describe(ctx, id, args.description)

    def read(self, ctx: Context, id: str, prior: DeploymentState | None) -> DeploymentState | None:
        deployment = ctx.client("apigateway").get_deployment(**_address(id))
        return self.state(
            region=ctx.region,
            rest_api_id=_address(id)["restApiId"],
            description=deployment.get("description") or None,
            triggers=prior.triggers if prior else None,
            deployment_id=deployment["id"],
            created_date=deployment["createdDate"].isoformat() if deployment.get("createdDate") else None,
        )

    def update(self, ctx: Context, id: str, old: DeploymentState, new: DeploymentArgs, changed: frozenset[str]) -> None:
        self._describe(ctx, id, new.description)

    def delete(self, ctx: Context, id: str, state: DeploymentState) -> None:
        # A stage that is deleted or moved at the same time points to it for a moment longer.
        client = ctx.client("apigateway")
        ctx.retry("apigateway", "dependency", lambda: client.delete_deployment(**_address(id)), 300)

    def _describe(self, ctx: Context, id: str, text: str | None) -> None:
        client = ctx.client("apigateway")
        operations = [replace("/description", text or "")]
        ctx.retry(
            "apigateway", "eventual", lambda: client.update_deployment(**_address(id), patchOperations=operations)
        )


def _mark(ctx: Context, args: DeploymentArgs) -> str:
    triggers = hashlib.sha256(json.dumps(args.triggers, sort_keys=True).encode()).hexdigest()[:16]
    return f"{MARK} {ctx.token} {triggers}"


def _address(id: str) -> dict[str, Any]:
    api, _, deployment = id.partition("/")
    return {"restApiId": api, "deploymentId": deployment}
