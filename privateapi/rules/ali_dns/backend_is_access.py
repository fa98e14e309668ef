"""ALI-DNS-13: other backends behind records for conventional instances."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import HTTP, served, url_of
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.internal_records import bindings
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Node
from privateapi.topology.values import NotJudged


class BackendIsAccess(Rule):
    """On a conventional instance an API reaches the domain of an internal record over a VPC access only."""

    id = "ALI-DNS-13"
    fix = "use the backend type HTTP-VPC with a VPC access whose Host value is the domain name"

    def check(self, design: Design) -> Iterator[Outcome]:
        given = bindings(design.topology)
        apis = served(design.topology, HTTP, InstanceKind.CONVENTIONAL)
        unread: list[tuple[Node, str]] = list(apis.unread)
        for each in apis.found:
            try:
                host = url_of(each.api).host
            except NotJudged as reason:
                # Without associations no name of this instance has a record.
                if given.domains_of.get(each.instance.key) or given.unread:
                    unread.append((each.api, str(reason)))
                continue
            if host in given.domains_of.get(each.instance.key, ()) and not each.live:
                yield self.violation(
                    f"{each.api.label} on {each.instance.label}, a conventional dedicated instance, has the backend "
                    f"type HTTP for {host}, which an internal DNS record of the instance is for",
                    each.api,
                    each.instance,
                )
        if apis.found:
            unread += given.unread
        yield from self.all_unjudged(unread)
