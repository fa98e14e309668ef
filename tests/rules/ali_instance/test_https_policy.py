"""ALI-INST-05."""

from privateapi.rules.ali_instance.https_policy import HttpsPolicy
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.alibaba_nodes import conventional
from tests.rules.suite import RuleSuite


class TestHttpsPolicy(RuleSuite):
    rule = HttpsPolicy
    passing = [
        ("TLS 1.2", [conventional(https_policy=Known("HTTPS2_TLS1_2"))]),
        ("TLS 1.3", [conventional(https_policy=Known("HTTPS2_TLS1_3"))]),
    ]
    failing = [
        (
            "TLS 1.0",
            [conventional(https_policy=Known("HTTPS2_TLS1_0"))],
            [
                "API Gateway instance old has the httpsPolicy HTTPS2_TLS1_0, which takes TLS 1.0; TLS 1.2 or later is "
                "demanded by HTTPS2_TLS1_2 and HTTPS2_TLS1_3 (alibabacloud.com/help/en/api-gateway, HTTPS security "
                "policies (Sep 2026), policies without TLS 1.0 and 1.1)"
            ],
        )
    ]
    unknown = [
        (
            "not known",
            [conventional(https_policy=UNKNOWN)],
            ["API Gateway instance old: its httpsPolicy is not known yet"],
        ),
        ("left out", [conventional(https_policy=MISSING)], ["API Gateway instance old: its httpsPolicy is not set"]),
        (
            "another name",
            [conventional(https_policy=Known("HTTPS3"))],
            [
                "API Gateway instance old: its httpsPolicy 'HTTPS3' is none of HTTPS1_1_TLS1_0, HTTPS2_TLS1_0, "
                "HTTPS2_TLS1_2, HTTPS2_TLS1_3"
            ],
        ),
    ]
