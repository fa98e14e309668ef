"""REST and HTTP APIs: which are private or meant to be, and what belongs to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.wording import because
from privateapi.topology.model import (
    Api,
    ApiDomain,
    ApiIntegration,
    ApiMapping,
    ApiMethod,
    ApiResponse,
    ApiStage,
    HttpRoute,
    RestApi,
    RestApiPolicy,
    Topology,
)
from privateapi.topology.values import NotJudged, PartlyKnown, Unknown

ApiPart = ApiIntegration | ApiMapping | ApiMethod | ApiResponse | ApiStage | HttpRoute | RestApiPolicy
P = TypeVar("P", bound=ApiPart)

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_NO = frozenset({"no", "non", "not"})
_FALSE = frozenset({"false", "no", "off", "0"})


def endpoint_type(node: RestApi | ApiDomain) -> str:
    """`EDGE`, `REGIONAL` or `PRIVATE`; the first when it is left out (API reference, EndpointConfiguration).

    Raises:
        NotJudged: it is not known.
    """
    return ask(node.endpoint_type, f"the endpoint type of {node.label}", "EDGE")


def is_private(api: RestApi) -> bool:
    """Whether a REST API is of the type PRIVATE.

    Raises:
        NotJudged: its type is not known.
    """
    return endpoint_type(api) == "PRIVATE"


def says_private(api: Api) -> str | None:
    """How the name or a tag of an API says that it is private, as `is named saas-private-api`; None when none does.

    Raises:
        NotJudged: its name is not known, and no tag says so.
    """
    private = service_choice("aws.meant_private")
    for key, value in api.tags:
        about_access = any(word in service_choice("aws.meant_private_tags") for word in _words(key))
        if key.lower() in private and value.lower() not in _FALSE or about_access and value.lower() in private:
            return f"is tagged {key}={value}"
    name = ask(api.api_name, "the name", api.name)
    said = _words(name)
    for before, word in zip(["", *said], said, strict=False):
        if word in private and before not in _NO:
            return f"is named {name}"
    return None


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def parts_of(topology: Topology, kind: type[P], api: Api) -> tuple[P, ...]:
    """The resources of a kind that belong to an API.

    Raises:
        NotJudged: one of them may be another one.
    """
    groups = topology.grouped(kind, "api", Api)
    for part, why in groups.unresolved:
        raise NotJudged(f"{part.label} may be one of {api.label}: its API {why}")
    return groups.by_target.get(api.key, ())


def integrations_of(topology: Topology, api: Api) -> tuple[ApiIntegration, ...]:
    """The integrations of an API, its document's among them.

    Raises:
        NotJudged: one of them may be another one, or the document is not known.
    """
    body_known(api)
    return parts_of(topology, ApiIntegration, api)


def body_known(api: Api) -> None:
    """Nothing, when the form of the API's document is known or it has none.

    Raises:
        NotJudged: the document is not known.
    """
    if isinstance(api.body, Unknown) and not isinstance(api.body, PartlyKnown):
        raise NotJudged(f"the body of {api.label} {because(api.body)}")


def api_of(topology: Topology, part: ApiPart) -> Api:
    """The API that something belongs to.

    Raises:
        NotJudged: it was not read.
    """
    return ask(topology.follow(part.api, Api, part), "its API")


def apis_behind(topology: Topology, domain: ApiDomain) -> Iterator[Api]:
    """The APIs that a custom domain certainly leads to."""
    for mapping in topology.referrers(ApiMapping, "domain", domain):
        try:
            yield api_of(topology, mapping)
        except NotJudged:
            continue
