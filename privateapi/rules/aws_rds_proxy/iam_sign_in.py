"""AWS-RDS-02: sign-in with passwords."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RdsProxy
from privateapi.topology.values import NotJudged


class IamSignIn(NodeRule[RdsProxy]):
    """Clients of an RDS proxy sign in with IAM only."""

    id = "AWS-RDS-02"
    fix = "set iamAuth REQUIRED in every entry of auth, or defaultAuthScheme IAM_AUTH for the whole proxy"

    def judge(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        entries = ask(node.auth, "the list auth", ())
        if not entries and ask(node.default_auth_scheme, "the defaultAuthScheme", "NONE") != "IAM_AUTH":
            yield self.violation(f"{node.label} has no auth, so that nobody can sign in", node)
        for index, entry in enumerate(entries):
            what = f"auth[{index}].iamAuth"
            try:
                # Left out, IAM is not asked for (API reference, UserAuthConfig).
                given = ask(entry.iam_auth, what, "DISABLED")
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
                continue
            if given != "REQUIRED":
                how = given if entry.iam_auth.known else f"left out, which is {given}"
                yield self.violation(f"{node.label} has {what} {how}, so that clients sign in with passwords", node)
