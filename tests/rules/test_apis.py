"""Which APIs say that they are private, and what belongs to each."""

import pytest

from privateapi.rules.apis import api_of, apis_behind, integrations_of, parts_of, says_private
from privateapi.topology.model import ApiStage, HttpApi, RestApi, Topology
from privateapi.topology.values import UNKNOWN, NotJudged, PartlyKnown, Ref
from tests.rules.api_nodes import domain, http_api, integration, mapping, rest_api, stage
from tests.rules.nodes import ref


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("saas-private-api", True),
        ("PrivateOrders", True),
        ("ordersPrivate2", True),
        ("PRIVATE", True),
        ("privateer", False),
        ("not-private", False),
        ("orders", False),
    ],
)
def test_name_says_private(name: str, said: bool) -> None:
    assert says_private(http_api(name)) == (f"is named {name}" if said else None)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("private", "true", True),
        ("private", "no", False),
        ("network-scope", "Private", True),
        ("team", "private", False),
        ("visibility", "public", False),
    ],
)
def test_tag_says_private(key: str, value: str, said: bool) -> None:
    assert says_private(rest_api(tags=((key, value),))) == (f"is tagged {key}={value}" if said else None)


def test_parts_are_told_apart() -> None:
    """A REST and an HTTP API of one name have parts of their own."""
    rest, http = stage(), stage("$default", api=ref(HttpApi, "orders"))
    topology = Topology([rest_api(), http_api(), rest, http])
    assert parts_of(topology, ApiStage, rest_api()) == (rest,)
    assert parts_of(topology, ApiStage, http_api()) == (http,)
    assert [api_of(topology, each).label for each in (rest, http)] == ["REST API orders", "HTTP API orders"]


def test_integrations_need_the_document() -> None:
    call = integration()
    partly = rest_api(body=PartlyKnown("is partly not known yet (body)", "{}"))
    assert integrations_of(Topology([partly, call]), partly) == (call,)
    with pytest.raises(NotJudged, match="the body of REST API orders is not known yet"):
        integrations_of(Topology([call]), rest_api(body=UNKNOWN))


def test_apis_behind_a_domain_are_those_that_are_certain() -> None:
    nodes = [domain(), rest_api(), mapping(ref(RestApi, "orders"))]
    assert [api.label for api in apis_behind(Topology(nodes), domain())] == ["REST API orders"]
    assert list(apis_behind(Topology([domain(), mapping(Ref(UNKNOWN))]), domain())) == []
