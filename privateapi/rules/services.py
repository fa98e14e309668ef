"""Which service an endpoint is for, by its name as AWS writes it."""

from privateapi.topology.model import EndpointService, Topology, VpcEndpoint
from privateapi.topology.values import Known

EXECUTE_API = "execute-api"


def is_service(endpoint: VpcEndpoint, service: str) -> bool:
    """Whether the endpoint is certainly for `com.amazonaws.<region>.<service>`."""
    if not isinstance(endpoint.service_name, Known):
        return False
    parts = endpoint.service_name.value.split(".")
    return parts[:2] == ["com", "amazonaws"] and ".".join(parts[3:]) == service


def service_of(topology: Topology, endpoint: VpcEndpoint) -> EndpointService | None:
    """The endpoint service of the design that an endpoint is for, by reference or by name."""
    found = topology.follow(endpoint.service, EndpointService, endpoint)
    if isinstance(found, Known):
        return found.value
    if isinstance(endpoint.service_name, Known):
        named = topology.follow(endpoint.service.to(endpoint.service_name.value), EndpointService, endpoint)
        return named.value if isinstance(named, Known) else None
    return None
