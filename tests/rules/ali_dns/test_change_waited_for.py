"""ALI-DNS-19."""

from privateapi.rules.ali_dns.change_waited_for import ChangeWaitedFor
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import record
from tests.rules.suite import RuleSuite


class TestChangeWaitedFor(RuleSuite):
    rule = ChangeWaitedFor
    passing = [
        ("no wait", [record("app")]),
        ("a wait of 0", [record("app", wait_seconds=Known(0))]),
        ("long enough", [record("app", wait_seconds=Known(600))]),
    ]
    failing = [
        (
            "too short",
            [record("app", wait_seconds=Known(60))],
            [
                "internal DNS record app waits 60 seconds, but changes take about 600 seconds to take effect "
                "(000_ed9b039e805dc43a.txt (changes take effect after about 10 minutes))"
            ],
        )
    ]
    unknown = [
        ("not known", [record("app", wait_seconds=UNKNOWN)], ["internal DNS record app: its wait is not known yet"])
    ]
