"""Values and references that a judgement cannot do without: read, or the judgement ends with what is missing."""

from typing import TypeVar

from privateapi.rules.wording import because
from privateapi.topology.model import Node, Topology
from privateapi.topology.values import Known, NotJudged, Ref, Unknown, Value

T = TypeVar("T")


def needed(value: Value[T], name: str) -> T:
    """The value.

    Raises:
        NotJudged: it is not known or not set: `its instanceType is not known yet`.
    """
    if isinstance(value, Known):
        return value.value
    raise NotJudged(f"{name} {because(value)}")


def same_resource(
    topology: Topology, one: tuple[Ref, Node], other: tuple[Ref, Node], kind: type[Node], name: str
) -> bool:
    """Whether two references, each with the resource that holds it, name one resource.

    The id of a resource that was not read may be the id, not known yet, of one that was read; that is no difference.

    Raises:
        NotJudged: it cannot be told.
    """
    keys = [needed(topology.identity(ref, kind, near), name) for ref, near in (one, other)]
    if keys[0] == keys[1]:
        return True
    read = [topology.node(key) for key in keys]
    for found, elsewhere in ((read[0], keys[1]), (read[1], keys[0])):
        if found is not None and isinstance(found.id, Unknown) and topology.node(elsewhere) is None:
            raise NotJudged(f"{name} {elsewhere!r} is not among the resources that were read")
    return False
