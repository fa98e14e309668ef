"""How messages say what several rules say: where a resource is, and why a value cannot be read."""

from privateapi.topology.model import Node
from privateapi.topology.values import Known, because

__all__ = ["because", "exists", "located"]


def located(node: Node) -> str:
    """`VPC hub in us-east-1 (exists already)`, as far as it is so."""
    region = f" in {node.region.value}" if isinstance(node.region, Known) else ""
    return f"{node.label}{region}{exists(node)}"


def exists(node: Node) -> str:
    """` (exists already)` after the name of a live resource."""
    return " (exists already)" if node.live else ""
