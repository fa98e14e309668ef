"""Quotas that are applied to the account: Service Quotas, and the limits that services tell themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from privateapi.facts.quotas import quota_table
from privateapi.readers.live.place import Place, Source

# Service Quotas has those of global services in us-east-1 only (Service Quotas User Guide, "Global quotas").
_GLOBAL = frozenset({"route53"})

_ROUTE53 = {
    "aws.r53.zones": "MAX_HOSTED_ZONES_BY_OWNER",
    "aws.r53.health_checks": "MAX_HEALTH_CHECKS_BY_OWNER",
}
_ELB = {
    "network-load-balancers": "aws.elb.nlbs",
    "listeners-per-network-load-balancer": "aws.elb.nlb_listeners",
    "targets-per-network-load-balancer": "aws.elb.nlb_targets",
    "targets-per-availability-zone-per-network-load-balancer": "aws.elb.nlb_targets_az",
    "target-groups": "aws.elb.tgs",
}


def _service_quotas(service: str) -> Source:
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for quota in quota_table().quotas.values():
        if quota.cloud == "aws" and quota.service_code == service and quota.quota_code:
            ids[quota.quota_code].append(quota.id)

    def read(place: Place) -> Iterator[tuple[str, int]]:
        for quota in place.pages("service-quotas", "list_service_quotas", "Quotas", ServiceCode=service):
            for id in ids.get(quota.get("QuotaCode", ""), ()):
                if quota.get("Value") is not None:
                    yield id, int(quota["Value"])

    return Source(f"quotas of {service}", "servicequotas:ListServiceQuotas", limits=read, once=service in _GLOBAL)


def _route53(place: Place) -> Iterator[tuple[str, int]]:
    for id, type in _ROUTE53.items():
        yield id, int(place.client("route53").get_account_limit(Type=type)["Limit"]["Value"])


def _elb(place: Place) -> Iterator[tuple[str, int]]:
    for limit in place.pages("elbv2", "describe_account_limits", "Limits"):
        if limit.get("Name") in _ELB:
            yield _ELB[limit["Name"]], int(limit["Max"])


def _lambda(place: Place) -> Iterator[tuple[str, int]]:
    yield (
        "aws.lambda.concurrency",
        int(place.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]),
    )


def limit_sources() -> list[Source]:
    """All sources of applied quotas. Those of the services themselves come later, for they are never behind."""
    services = sorted(
        {
            quota.service_code
            for quota in quota_table().quotas.values()
            if quota.cloud == "aws" and quota.service_code and quota.quota_code
        }
    )
    return [
        *(_service_quotas(service) for service in services),
        Source("limits of Route 53", "route53:GetAccountLimit", limits=_route53, once=True),
        Source("limits of load balancers", "elasticloadbalancing:DescribeAccountLimits", limits=_elb),
        Source("limits of Lambda", "lambda:GetAccountSettings", limits=_lambda),
    ]
