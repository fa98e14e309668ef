"""How messages say what several rules say: where a resource is, and why a value cannot be read."""

from privateapi.topology.model import Node
from privateapi.topology.values import Known, Unknown, Value


def because(value: Value[object]) -> str:
    """Why a value cannot be read, to be put after its name: `is not known yet`."""
    return value.why if isinstance(value, Unknown) else "is not set"


def located(node: Node) -> str:
    """`VPC hub in us-east-1 (exists already)`, as far as it is so."""
    region = f" in {node.region.value}" if isinstance(node.region, Known) else ""
    return f"{node.label}{region}{exists(node)}"


def exists(node: Node) -> str:
    """` (exists already)` after the name of a live resource."""
    return " (exists already)" if node.live else ""
