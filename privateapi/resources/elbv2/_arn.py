"""ARNs of load balancers and target groups."""

import re
from typing import Annotated

from pydantic import AfterValidator

_BEFORE = r"arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:\d{12}:"
_EXAMPLE = "arn:aws:elasticloadbalancing:us-east-1:123456789012:"


def _target_group(value: str) -> str:
    if not re.fullmatch(rf"{_BEFORE}targetgroup/[^/]+/[0-9a-f]+", value):
        right = f"{_EXAMPLE}targetgroup/front/6d0ecf831eec9f09"
        raise ValueError(f"{value!r} is not the ARN of a target group; {right} is one")
    return value


def _load_balancer(value: str) -> str:
    if not re.fullmatch(rf"{_BEFORE}loadbalancer/(net|app|gwy)/[^/]+/[0-9a-f]+", value):
        right = f"{_EXAMPLE}loadbalancer/net/front/50dc6c495c0c9188"
        raise ValueError(f"{value!r} is not the ARN of a load balancer; {right} is one")
    return value


TargetGroupArn = Annotated[str, AfterValidator(_target_group)]
"""ARN of a target group."""
LoadBalancerArn = Annotated[str, AfterValidator(_load_balancer)]
"""ARN of a network, application or gateway load balancer."""
