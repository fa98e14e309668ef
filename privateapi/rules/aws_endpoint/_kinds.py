"""Kinds of endpoints and of services."""

import re

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.topology.model import VpcEndpoint


def is_interface(endpoint: VpcEndpoint) -> bool:
    """Whether it is an interface endpoint.

    Raises:
        NotJudged: its type is not known.
    """
    return ask(endpoint.type, "the vpcEndpointType", "Gateway") == "Interface"


def aws_service(endpoint: VpcEndpoint) -> str | None:
    """The service of AWS that an endpoint is for, such as `execute-api`; None for endpoint services of customers.

    Raises:
        NotJudged: the name of its service is not known.
    """
    name = ask(endpoint.service_name, "the serviceName")
    match = re.fullmatch(r"(?:cn\.)?com\.amazonaws\.(?P<region>[a-z0-9-]+)\.(?P<service>.+)", name)
    if match is None or match["region"] == "vpce":
        return None
    return match["service"]


def answers_https(endpoint: VpcEndpoint) -> bool:
    """Whether clients ask the endpoint over HTTPS: it is for a service of AWS that has no port of its own.

    Raises:
        NotJudged: the name of its service is not known.
    """
    service = aws_service(endpoint)
    return service is not None and service not in service_choice("aws.endpoint.other_ports")
