"""AWS-API-12: custom domains that lead to no API."""

from collections.abc import Iterator

from privateapi.rules.apis import api_of, parts_of
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import located
from privateapi.topology.model import Api, ApiDomain, ApiMapping, ApiStage, Topology
from privateapi.topology.values import NotJudged

# Where no other mode is said (API reference, CreateDomainName).
_MAPPINGS_ONLY = "BASE_PATH_MAPPING_ONLY"


class DomainMapped(NodeRule[ApiDomain]):
    """A custom domain has a mapping to a stage of an API in its Region."""

    id = "AWS-API-12"
    fix = "add a base path mapping to a stage of the API in the domain's Region"
    remarks = "A domain with routing rules (routingMode) needs no mapping."

    def judge(self, node: ApiDomain, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        groups = topology.grouped(ApiMapping, "domain", ApiDomain)
        mappings = groups.by_target.get(node.key, ())
        if not mappings:
            if ask(node.routing_mode, "the routingMode", _MAPPINGS_ONLY) != _MAPPINGS_ONLY:
                return
            for mapping, why in groups.unresolved:
                raise NotJudged(f"{mapping.label} may be one of it: its domain {why}")
            yield self.violation(f"{node.label} has no base path mapping, so that it answers 403", node)
        for mapping in mappings:
            try:
                yield from self._mapping(node, mapping, topology)
            except NotJudged as reason:
                yield self.unjudged(str(reason), mapping)

    def _mapping(self, domain: ApiDomain, mapping: ApiMapping, topology: Topology) -> Iterator[Outcome]:
        api = api_of(topology, mapping)
        if domain.region != api.region:
            region = ask(domain.region, f"the Region of {domain.label}")
            ask(api.region, f"the Region of {api.label}")
            yield self.violation(f"{domain.label} in {region} is mapped to {located(api)}", mapping, domain, api)
        if mapping.stage.missing:
            return
        stage = ask(mapping.stage, "the stage")
        names = _stage_names(topology, api)
        if not api.live and stage not in names:
            having = f"has {', '.join(sorted(names))}" if names else "has none"
            yield self.violation(
                f"{domain.label} is mapped to the stage {stage} of {api.label}, which {having}", mapping, domain, api
            )


def _stage_names(topology: Topology, api: Api) -> set[str]:
    return {ask(stage.stage_name, f"the name of {stage.label}") for stage in parts_of(topology, ApiStage, api)}
