"""AWS-NLB-08."""

import pytest

from privateapi.facts.services import service_choice
from privateapi.rules.aws_nlb.listener_tls import ListenerTls
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import listener
from tests.rules.suite import RuleSuite, run


class TestListenerTls(RuleSuite):
    rule = ListenerTls
    passing = [
        ("TLS 1.2 and 1.3", [listener(ssl_policy=Known("ELBSecurityPolicy-TLS13-1-2-2021-06"))]),
        ("TCP", [listener(protocol=Known("TCP"))]),
    ]
    failing = [
        (
            "an old policy",
            [listener(ssl_policy=Known("ELBSecurityPolicy-TLS-1-1-2017-01"))],
            ["listener https has the sslPolicy ELBSecurityPolicy-TLS-1-1-2017-01, which takes TLS before 1.2"],
        ),
        (
            "left out",
            [listener()],
            ["listener https has no sslPolicy, so that it has ELBSecurityPolicy-2016-08, which takes TLS before 1.2"],
        ),
    ]
    unknown = [
        (
            "a policy that is not known",
            [listener(ssl_policy=UNKNOWN)],
            ["listener https: the sslPolicy is not known yet"],
        ),
        (
            "a policy that is not in the tables",
            [listener(ssl_policy=Known("ELBSecurityPolicy-New"))],
            ["listener https: the versions of sslPolicy ELBSecurityPolicy-New are not in the tables"],
        ),
    ]

    @pytest.mark.parametrize("policy", service_choice("aws.elb.older_policies").values)
    def test_every_older_policy(self, policy: str) -> None:
        assert len(run(ListenerTls, [listener(ssl_policy=Known(policy))]).violations) == 1
