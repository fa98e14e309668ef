"""ALI-DNS-10."""

from privateapi.rules.ali_dns.no_cluster import NoCluster
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import association, gateway, instance, record
from tests.rules.suite import RuleSuite


class TestNoCluster(RuleSuite):
    rule = NoCluster
    passing = [
        ("nothing said", [*gateway(), record("app"), association("app", "main")]),
        ("in no cluster", [instance(in_cluster=Known(False)), record("app"), association("app", "main")]),
    ]
    failing = [
        (
            "in a cluster",
            [instance(in_cluster=Known(True)), record("app"), association("app", "main")],
            [
                "internal DNS association app-main gives internal DNS record app to API Gateway instance main, which "
                "is in a dedicated instance cluster"
            ],
        )
    ]
    unknown = [
        (
            "not known",
            [instance(in_cluster=UNKNOWN), record("app"), association("app", "main")],
            ["API Gateway instance main: its cluster is not known yet"],
        )
    ]
