"""AWS-RDS-04: time-outs and shares of connections."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.design import Design
from privateapi.rules.numbers import out_of_range
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Node, RdsProxy, RdsProxyTargetGroup
from privateapi.topology.values import Known, NotJudged, Value


class NumbersInRange(Rule):
    """Time-outs of a proxy and the shares of its pool are numbers that AWS takes, idle connections no more than all."""

    id = "AWS-RDS-04"
    fix = "choose a number in the range"
    remarks = "Pool settings belong to the proxy's target group, not to the proxy as in the source."

    def check(self, design: Design) -> Iterator[Outcome]:
        for node, name, fact, value in _numbers(design):
            try:
                fault = out_of_range(value, service_range(f"aws.rds.{fact}"), name)
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
                continue
            if fault is not None:
                yield self.violation(f"{node.label} has {fault}", node)
        for pool in design.topology.of(RdsProxyTargetGroup):
            idle, most = pool.max_idle_connections_percent, pool.max_connections_percent
            if not pool.live and isinstance(idle, Known) and isinstance(most, Known) and idle.value > most.value:
                yield self.violation(
                    f"{pool.label} has maxIdleConnectionsPercent {idle.value}, more than its maxConnectionsPercent "
                    f"{most.value}",
                    pool,
                    fix="set maxIdleConnectionsPercent to maxConnectionsPercent or less",
                )


def _numbers(design: Design) -> Iterator[tuple[Node, str, str, Value[int]]]:
    for proxy in design.topology.of(RdsProxy):
        if not proxy.live:
            yield proxy, "idleClientTimeout", "idle_client_timeout", proxy.idle_client_timeout_seconds
    for pool in design.topology.of(RdsProxyTargetGroup):
        if not pool.live:
            yield pool, "maxConnectionsPercent", "max_connections_percent", pool.max_connections_percent
            yield pool, "maxIdleConnectionsPercent", "max_idle_connections_percent", pool.max_idle_connections_percent
            yield pool, "connectionBorrowTimeout", "borrow_timeout", pool.connection_borrow_timeout_seconds
