"""CloudFront distributions: a private API must not be behind one."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import Distribution, Node
from privateapi.topology.values import Known, Refs, Values


@reads("privateapi:cloudfront:Distribution", "aws:cloudfront/distribution:Distribution", names=("domainName",))
def distribution(read: Reading) -> Iterator[Node]:
    origins = read.objects("origins")
    domains: Values[str] = origins.map(lambda found: tuple(origin.text("domainName") for origin in found))
    referenced = (
        read.collected("origins", [origin.text("domainName") for origin in origins.value])
        if isinstance(origins, Known)
        else Refs(origins, read.sources("origins"))
    )
    yield Distribution(**read.node, origin_domains=domains, origins=referenced)
