"""APIs, domains and access associations are tagged by their ARNs.

moto tags stages only. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, unquote

from moto.apigateway import urls
from moto.apigateway.exceptions import NotFoundException
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, body_of
from privateapi.sandbox.aws.corrections.apigateway_domain_name import access_associations, key_of
from privateapi.sandbox.aws.patches import Patches

_ASSOCIATION = ":/domainnameaccessassociations/"
_ARN = re.compile(r"^arn:[^:]+:apigateway:[^:]*:[^:]*:/(?P<kind>restapis|domainnames|vpclinks)/(?P<id>[^/]+)$")


def apply(patches: Patches) -> None:
    """Send the tags of the other kinds to where moto keeps them."""
    for path in (
        "{0}/tags/(?P<head>arn:[^/]+)/(?P<kind>[a-z]+)/(?P<tagged>[^/]+)$",
        "{0}/tags/(?P<head>arn:[^/]+)/domainnameaccessassociations/(?P<tagged>.+)$",
    ):
        patches.set_item(urls.url_paths, path, APIGatewayResponse.dispatch)

    @patches.wrap(APIGatewayResponse, "get_tags")
    def get_tags(original: Any, response: Any) -> Any:
        tags = _tags(response)
        return original(response) if tags is None else answer({"tags": tags})

    @patches.wrap(APIGatewayResponse, "tag_resource")
    def tag_resource(original: Any, response: Any) -> Any:
        tags = _tags(response)
        if tags is None:
            return original(response)
        tags.update(body_of(response)["tags"])
        return _empty()

    @patches.wrap(APIGatewayResponse, "untag_resource")
    def untag_resource(original: Any, response: Any) -> Any:
        tags = _tags(response)
        if tags is None:
            return original(response)
        for key in parse_qs(response.parsed_url.query).get("tagKeys", []):
            tags.pop(key, None)
        return _empty()


def _tags(response: Any) -> dict[str, str] | None:
    """The tags that the ARN in the path names, to be read and changed; None for what moto tags itself."""
    arn = unquote(unquote(response.path).split("/tags/", 1)[1])
    if _ASSOCIATION in arn:
        association = access_associations(response.backend).get(arn)
        if association is None:
            raise _missing()
        return _own_tags(association)
    found = _ARN.match(arn)
    if found is None:
        return None
    backend, id = response.backend, found["id"]
    if found["kind"] == "domainnames":
        name, _, number = id.partition("+")
        thing = backend.domain_names.get(key_of(name, number))
        settings: dict[str, Any] | None = getattr(thing, "settings", None)
        if settings is None:
            raise _missing()
        return _own_tags(settings)
    thing = (backend.apis if found["kind"] == "restapis" else backend.vpc_links).get(id)
    if thing is None:
        raise _missing()
    if thing.tags is None:
        thing.tags = {}
    own: dict[str, str] = thing.tags
    return own


def _own_tags(settings: dict[str, Any]) -> dict[str, str]:
    """The tags in the settings of a thing, to be changed."""
    if settings.get("tags") is None:
        settings["tags"] = {}
    tags: dict[str, str] = settings["tags"]
    return tags


def _empty() -> Answer:
    return answer({}, 204)


def _missing() -> NotFoundException:
    error = NotFoundException("Invalid resource identifier specified")
    error.code = 404
    return error
