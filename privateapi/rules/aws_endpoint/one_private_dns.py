"""AWS-EP-13: two endpoints that answer for one name."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_sets import first_planned
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import exists
from privateapi.rules.zones import named_vpc
from privateapi.topology.dns import private_names
from privateapi.topology.model import Vpc, VpcEndpoint
from privateapi.topology.values import NotJudged


class OnePrivateDns(Rule):
    """A VPC has at most one endpoint with private DNS for a service."""

    id = "AWS-EP-13"
    fix = "keep private DNS on one endpoint of the service, or use one endpoint"

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        answering: defaultdict[tuple[str, str], list[VpcEndpoint]] = defaultdict(list)
        for endpoint in topology.of(VpcEndpoint):
            try:
                if ask(endpoint.private_dns_enabled, "privateDnsEnabled", False):
                    vpc = ask(topology.identity(endpoint.vpc, Vpc, endpoint), "its VPC")
                    names = list(private_names(topology, endpoint))
                    if not names:
                        ask(endpoint.service_name, "the serviceName")
                    for name in names:
                        answering[vpc, name].append(endpoint)
            except NotJudged as reason:
                if not endpoint.live:
                    yield self.unjudged(str(reason), endpoint)
        for (vpc, name), endpoints in sorted(answering.items()):
            nodes = first_planned(endpoints)
            if len(endpoints) > 1 and not nodes[0].live:
                labels = " and ".join(f"{node.label}{exists(node)}" for node in nodes)
                yield self.violation(f"{labels} have private DNS for {name} in {named_vpc(topology, vpc)}", *nodes)
