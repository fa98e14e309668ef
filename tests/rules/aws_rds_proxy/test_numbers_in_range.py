"""AWS-RDS-04."""

from privateapi.rules.aws_rds_proxy.numbers_in_range import NumbersInRange
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.backend_nodes import pool, proxy
from tests.rules.suite import RuleSuite


class TestNumbersInRange(RuleSuite):
    rule = NumbersInRange
    passing = [
        ("left out", [proxy(), pool()]),
        ("the source's", [proxy(idle_client_timeout_seconds=Known(1800)), pool()]),
        (
            "at their ends",
            [
                proxy(idle_client_timeout_seconds=Known(28800)),
                pool(
                    max_connections_percent=Known(100),
                    max_idle_connections_percent=Known(100),
                    connection_borrow_timeout_seconds=Known(300),
                ),
            ],
        ),
    ]
    failing = [
        (
            "a time-out of more than eight hours",
            [proxy(idle_client_timeout_seconds=Known(28801))],
            ["RDS proxy orders has idleClientTimeout 28801, where 1 to 28800 are allowed"],
        ),
        (
            "no connections",
            [pool(max_connections_percent=Known(0))],
            ["RDS proxy target group pool has maxConnectionsPercent 0, where 1 to 100 are allowed"],
        ),
        (
            "more than all",
            [pool(max_idle_connections_percent=Known(101))],
            ["RDS proxy target group pool has maxIdleConnectionsPercent 101, where 0 to 100 are allowed"],
        ),
        (
            "a long wait",
            [pool(connection_borrow_timeout_seconds=Known(301))],
            ["RDS proxy target group pool has connectionBorrowTimeout 301, where 0 to 300 are allowed"],
        ),
        (
            "more idle than all",
            [pool(max_connections_percent=Known(50), max_idle_connections_percent=Known(60))],
            ["RDS proxy target group pool has maxIdleConnectionsPercent 60, more than its maxConnectionsPercent 50"],
        ),
    ]
    unknown = [
        (
            "a number that is not known",
            [pool(max_connections_percent=UNKNOWN)],
            ["RDS proxy target group pool: maxConnectionsPercent is not known yet"],
        )
    ]
