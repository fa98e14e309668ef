"""Account settings of API Gateway in a Region: the role that writes its logs (API Gateway API: UpdateAccount)."""

from privateapi.provider.context import Context
from privateapi.provider.kinds import RoleArn
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource

ID = "api-gateway-account"


class AccountArgs(RegionalArgs):
    """Inputs of the account settings."""

    cloudwatch_role_arn: RoleArn
    """Role under which API Gateway writes access and execution logs of every API in the Region."""
    reset_on_delete: bool = False
    """Whether a deletion takes the role away. Other stacks' APIs in the Region would then stop to log."""


class AccountState(AccountArgs, State):
    """The account settings; there is one of them in a Region, and the id is ``api-gateway-account``."""

    throttle_rate_limit: float | None = None
    """Requests per second of all APIs in the Region."""
    throttle_burst_limit: int | None = None
    """Requests of all APIs that may come at once."""
    api_key_version: str
    """Version of the API keys."""


class Account(Resource[AccountArgs, AccountState]):
    """The role under which API Gateway writes logs, for all APIs of the account in a Region.

    API Gateway refuses access logs of a stage before it is set. It belongs to the account, not to one stack: the last
    one to set it wins, and a deletion leaves it unless ``reset_on_delete`` says otherwise.
    """

    noun = "API Gateway Account"
    service = "apigateway"

    def create(self, ctx: Context, args: AccountArgs) -> str:
        self._set(ctx, args.cloudwatch_role_arn)
        return ID

    def read(self, ctx: Context, id: str, prior: AccountState | None) -> AccountState | None:
        account = ctx.client("apigateway").get_account()
        if not account.get("cloudwatchRoleArn"):
            return None
        limits = account.get("throttleSettings", {})
        return self.state(
            region=ctx.region,
            cloudwatch_role_arn=account["cloudwatchRoleArn"],
            reset_on_delete=prior.reset_on_delete if prior else False,
            throttle_rate_limit=limits.get("rateLimit"),
            throttle_burst_limit=limits.get("burstLimit"),
            api_key_version=account.get("apiKeyVersion", "1"),
        )

    def update(self, ctx: Context, id: str, old: AccountState, new: AccountArgs, changed: frozenset[str]) -> None:
        if "cloudwatch_role_arn" in changed:
            self._set(ctx, new.cloudwatch_role_arn)

    def delete(self, ctx: Context, id: str, state: AccountState) -> None:
        if state.reset_on_delete:
            self._set(ctx, "")

    def _set(self, ctx: Context, role_arn: str) -> None:
        patch = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": role_arn}]
        api = ctx.client("apigateway")
        # A role that was just made cannot be assumed everywhere at once.
        ctx.retry("apigateway", "eventual", lambda: api.update_account(patchOperations=patch))
