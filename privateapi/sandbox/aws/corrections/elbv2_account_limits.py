"""Limits of Network Load Balancers as the documentation has them.

moto tells those of some years ago, and none of a zone.
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.responses import ELBV2Response

from privateapi.facts.quotas import quota_table
from privateapi.sandbox.aws.patches import Patches

_QUOTAS = {
    "listeners-per-network-load-balancer": "aws.elb.nlb_listeners",
    "network-load-balancers": "aws.elb.nlbs",
    "target-groups": "aws.elb.tgs",
    "targets-per-availability-zone-per-network-load-balancer": "aws.elb.nlb_targets_az",
    "targets-per-network-load-balancer": "aws.elb.nlb_targets",
}


def apply(patches: Patches) -> None:
    """Answer with the values of the table of quotas beside moto's."""

    @patches.wrap(ELBV2Response, "describe_account_limits")
    def describe_account_limits(original: Any, response: Any) -> ActionResult:
        quotas = quota_table().quotas
        limits = {each["Name"]: each["Max"] for each in original(response).result["Limits"]}
        limits.update({name: quotas[id].default for name, id in _QUOTAS.items()})
        return ActionResult({"Limits": [{"Name": name, "Max": value} for name, value in limits.items()]})
