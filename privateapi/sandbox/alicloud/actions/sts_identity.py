"""Who calls."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import STS, Answer, Call
from privateapi.sandbox.alicloud.state import ACCOUNT_ID


@STS.action("GetCallerIdentity")
def get_caller_identity(call: Call) -> Answer:
    """The account, which is the same for every key."""
    return {
        "AccountId": ACCOUNT_ID,
        "Arn": f"acs:ram::{ACCOUNT_ID}:root",
        "IdentityType": "Account",
        "PrincipalId": ACCOUNT_ID,
        "UserId": ACCOUNT_ID,
    }
