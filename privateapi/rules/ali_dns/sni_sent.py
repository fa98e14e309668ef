"""ALI-DNS-15: HTTPS backends that get no SNI."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import HTTP_VPC, access_of, served
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.internal_records import bindings
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.dns import normal
from privateapi.topology.model import Node
from privateapi.topology.values import NotJudged


class SniSent(Rule):
    """On a conventional instance an HTTPS backend over a VPC access has an internal record, so that SNI is sent."""

    id = "ALI-DNS-15"
    fix = "set the Host value of the VPC access, and associate an internal DNS record of that name with the instance"

    def check(self, design: Design) -> Iterator[Outcome]:
        given = bindings(design.topology)
        apis = served(design.topology, HTTP_VPC, InstanceKind.CONVENTIONAL)
        unread: list[tuple[Node, str]] = list(apis.unread)
        for each in apis.found:
            try:
                scheme = each.api.backend_scheme
                # HTTP is the provider's default.
                if scheme.missing or needed(scheme, "its vpcScheme").upper() != "HTTPS":
                    continue
                access = access_of(design.topology, each.api)
                host = "" if access.host.missing else normal(needed(access.host, f"the Host value of {access.label}"))
                if host in given.domains_of.get(each.instance.key, ()):
                    continue
                if host and given.unread:
                    association, why = given.unread[0]
                    raise NotJudged(f"{association.label} may be for {host}: {why}")
            except NotJudged as reason:
                unread.append((each.api, str(reason)))
                continue
            if not each.live:
                lacks = f"no internal DNS record of {host}, the Host value," if host else "no Host value,"
                yield self.violation(
                    f"{each.api.label} on {each.instance.label} reaches {access.label} over HTTPS, and there is "
                    f"{lacks} so no SNI is sent",
                    each.api,
                    access,
                )
        yield from self.all_unjudged(unread)
