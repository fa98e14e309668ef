"""Which service an endpoint is for, by its name as AWS writes it."""

from privateapi.topology.model import VpcEndpoint
from privateapi.topology.values import Known

EXECUTE_API = "execute-api"


def is_service(endpoint: VpcEndpoint, service: str) -> bool:
    """Whether the endpoint is certainly for `com.amazonaws.<region>.<service>`."""
    if not isinstance(endpoint.service_name, Known):
        return False
    parts = endpoint.service_name.value.split(".")
    return parts[:2] == ["com", "amazonaws"] and ".".join(parts[3:]) == service
