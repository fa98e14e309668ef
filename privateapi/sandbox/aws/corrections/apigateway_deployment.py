"""Deployments: refused without policy or integrations, found, updated, and kept while a stage points to them.

moto deploys private APIs without a policy, replaces a stage that is deployed again by an empty one, knows only one
stage of a deployment, fails on one that is not there, and lacks UpdateDeployment.
https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html,
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html
"""

from __future__ import annotations

from typing import Any

from moto.apigateway.exceptions import BadRequestException, NotFoundException
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, apply_patch, body_of, page_of
from privateapi.sandbox.aws.corrections.apigateway_stage import create as create_stage
from privateapi.sandbox.aws.corrections.apigateway_stage import touch
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Replace moto's deployments."""
    patches.replace(APIGatewayResponse, "create_deployment", _create)
    patches.replace(APIGatewayResponse, "get_deployment", _get)
    patches.replace(APIGatewayResponse, "get_deployments", _list)
    patches.replace(APIGatewayResponse, "delete_deployment", _delete)
    patches.add(APIGatewayResponse, "update_deployment", _update)


def shown(deployment: Any) -> dict[str, Any]:
    """A deployment as AWS answers it."""
    return {
        "id": deployment.id,
        "description": deployment.description or None,
        "createdDate": deployment.created_date,
    }


def _api(response: Any) -> Any:
    return response.backend.get_rest_api(response.path.split("/")[2])


def _asked(response: Any) -> tuple[Any, Any]:
    api = _api(response)
    deployment = api.deployments.get(response.path.split("/")[4])
    if deployment is None:
        error = NotFoundException("Invalid Deployment identifier specified")
        error.code = 404
        raise error
    return api, deployment


def _create(response: Any) -> Answer:
    api, given = _api(response), body_of(response)
    if api.endpoint_configuration["types"] == ["PRIVATE"] and not api.policy:
        raise BadRequestException("Private REST API doesn't have a resource policy attached to it")
    methods = [method for resource in api.resources.values() for method in resource.resource_methods.values()]
    if not methods:
        raise BadRequestException("The REST API doesn't contain any methods")
    if any(method.method_integration is None for method in methods):
        raise BadRequestException("No integration defined for method")
    deployment = api.create_deployment("", given.get("description"))
    name = given.get("stageName")
    if name and name in api.stages:
        stage = api.stages[name]
        stage.deployment_id = deployment.id
        for key, attribute in (
            ("stageDescription", "description"),
            ("variables", "variables"),
            ("cacheClusterEnabled", "cache_cluster_enabled"),
            ("cacheClusterSize", "cache_cluster_size"),
            ("tracingEnabled", "tracing_enabled"),
        ):
            if given.get(key) is not None:
                setattr(stage, attribute, given[key])
        touch(stage)
    elif name:
        kept = ("variables", "cacheClusterEnabled", "cacheClusterSize", "tracingEnabled")
        settings: dict[str, Any] = {key: given.get(key) for key in kept}
        settings |= {"stageName": name, "deploymentId": deployment.id, "description": given.get("stageDescription")}
        create_stage(api, settings)
    return answer(shown(deployment), 201)


def _get(response: Any) -> Answer:
    return answer(shown(_asked(response)[1]))


def _list(response: Any) -> Answer:
    items = [shown(deployment) for deployment in _api(response).deployments.values()]
    return page_of(response, [{key: value for key, value in item.items() if value is not None} for item in items])


def _update(response: Any) -> Answer:
    _, deployment = _asked(response)

    def description(operation: dict[str, Any], rest: list[str]) -> None:
        deployment.description = operation.get("value")

    apply_patch(body_of(response).get("patchOperations") or [], {("replace", "description"): description})
    return answer(shown(deployment))


def _delete(response: Any) -> Answer:
    api, deployment = _asked(response)
    if any(stage.deployment_id == deployment.id for stage in api.stages.values()):
        raise BadRequestException("Active stages pointing to this deployment must be moved or deleted")
    del api.deployments[deployment.id]
    return answer({}, 202)
