"""GetResources finds everything with a tag that a private API needs.

moto finds neither Route 53's things nor endpoints, listeners, rules and transit gateway route tables; it lists what was
deleted, names some EC2 kinds in its own way, and lists load balancers without tags.
https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html,
https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
from moto.ec2.models import EC2Backend
from moto.resourcegroupstaggingapi import models

from privateapi.sandbox.aws.ec2_resources import tagged
from privateapi.sandbox.aws.patches import Patches

# Route 53 is global: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html
_HOME_OF_GLOBAL_SERVICES = "us-east-1"


def apply(patches: Patches) -> None:
    """Replace EC2's and load balancing's lists and add Route 53's."""
    from moto.elbv2.models import ELBv2Backend

    patches.replace(EC2Backend, "iter_tagged_resources", _of_ec2)
    patches.replace(ELBv2Backend, "iter_tagged_resources", _of_load_balancing)

    @patches.wrap(models, "iter_taggable_backends")
    def iter_taggable_backends(original: Any, account_id: str, region_name: str) -> Iterator[Any]:
        yield from original(account_id, region_name)
        if region_name == _HOME_OF_GLOBAL_SERVICES:
            yield _Route53(account_id)


class _Route53(TaggableResourcesMixin):
    """Zones and health checks, which moto's backend does not list itself."""

    SERVICE_NAMESPACE = "route53"
    partition = "aws"

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        from moto.route53.models import route53_backends

        backend = route53_backends[self._account_id][self.partition]
        for kind, things in (("hostedzone", backend.zones), ("healthcheck", backend.health_checks)):
            for id in things:
                tags = dict(backend.resource_tags.get(id, {}))
                yield TaggedResource(f"arn:{self.partition}:route53:::{kind}/{id}", tags, f"route53:{kind}")


def _of_ec2(backend: Any) -> Iterator[TaggedResource]:
    for thing in tagged(backend):
        if not thing.deleted:
            arn = f"arn:{backend.partition}:ec2:{backend.region_name}:{backend.account_id}:{thing.type}/{thing.id}"
            yield TaggedResource(arn, dict(thing.tags), f"ec2:{thing.type}")


def _of_load_balancing(backend: Any) -> Iterator[TaggedResource]:
    for kind, things in (
        ("loadbalancer", backend.load_balancers.values()),
        ("targetgroup", backend.target_groups.values()),
        ("listener", [each for balancer in backend.load_balancers.values() for each in balancer.listeners.values()]),
        (
            "listener-rule",
            [
                rule
                for balancer in backend.load_balancers.values()
                for listener in balancer.listeners.values()
                for rule in listener._non_default_rules
            ],
        ),
    ):
        for thing in things:
            tags = backend.tagging_service.get_tag_dict_for_resource(thing.arn)
            yield TaggedResource(thing.arn, tags, f"elasticloadbalancing:{kind}")
