"""Integrations keep their VPC link and cache keys, and are answered with their defaults.

moto drops connectionId and cacheKeyParameters, and answers members that were never set.
https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
"""

from __future__ import annotations

from typing import Any

from moto.apigateway.models import APIGatewayBackend, Integration
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, body_of
from privateapi.sandbox.aws.patches import Patches

_TIMEOUT = 29000


def apply(patches: Patches) -> None:
    """Keep what moto drops."""

    @patches.wrap(Integration, "to_json")
    def to_json(original: Any, integration: Any) -> dict[str, Any]:
        body = {key: value for key, value in original(integration).items() if value is not None}
        body.setdefault("passthroughBehavior", "WHEN_NO_MATCH")
        body["passthroughBehavior"] = body["passthroughBehavior"].upper()
        body["timeoutInMillis"] = int(body.get("timeoutInMillis") or _TIMEOUT)
        if getattr(integration, "connection_id", None):
            body["connectionId"] = integration.connection_id
        return body

    @patches.wrap(APIGatewayBackend, "put_integration")
    def put_integration(
        original: Any, backend: Any, function_id: str, resource_id: str, *args: Any, **kwargs: Any
    ) -> Any:
        integration = original(backend, function_id, resource_id, *args, **kwargs)
        integration.cache_namespace = integration.cache_namespace or resource_id
        return integration

    @patches.wrap(APIGatewayResponse, "put_integration")
    def put_integration_response(original: Any, response: Any) -> Answer:
        original(response)
        _, _, api, _, resource, _, method, *_ = response.path.split("/")
        integration = response.backend.get_integration(api, resource, method)
        given = body_of(response)
        integration.connection_id = given.get("connectionId")
        integration.cache_key_parameters = list(given.get("cacheKeyParameters") or [])
        return answer(integration.to_json(), 201)
