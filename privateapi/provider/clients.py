"""boto3 clients for every region of one account: shared, made once, safe to use from many threads."""

import functools
import os
import threading
from typing import Any

import boto3
import botocore.loaders
import botocore.session
from botocore.config import Config
from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound

from privateapi.provider.config import AssumeRole, ProviderConfig
from privateapi.provider.errors import ConfigurationError, Fault, RegionError, describe
from privateapi.provider.once import Once
from privateapi.provider.service_models import use_lean_models

USER_AGENT = "privateapi"


class Clients:
    """AWS clients by service and region, and the account that the credentials belong to."""

    def __init__(self, config: ProviderConfig) -> None:
        """
        Raises:
            ConfigurationError: the profile does not exist.
        """
        self._config = config
        self._lock = threading.Lock()
        self._clients: dict[tuple[str, str], Any] = {}
        self._accounts: Once[str, str] = Once()
        try:
            session = botocore.session.Session(profile=config.profile)
            use_lean_models(session)
            session.get_scoped_config()
        except ProfileNotFound:
            profiles = ", ".join(botocore.session.Session().available_profiles) or "none"
            reason = f"{config.profile!r} is not a profile of the AWS configuration files; there are: {profiles}"
            raise ConfigurationError([Fault("profile", reason)]) from None
        except BotoCoreError as error:
            reason = f"the AWS configuration files cannot be read ({describe(error)})"
            raise ConfigurationError([Fault("profile", reason)]) from error
        # boto3 itself reads AWS_DEFAULT_REGION only; every other AWS tool reads AWS_REGION first.
        named = config.region or os.environ.get("AWS_REGION") or session.get_config_variable("region")
        self.default_region: str | None = named
        """The region of the configuration, of `AWS_REGION`/`AWS_DEFAULT_REGION`, or of the profile."""
        if config.assume_role is not None:
            _assume(session, config.assume_role, config.endpoint, named)
        self._session = boto3.Session(botocore_session=session)

    def client(self, service: str, region: str) -> Any:
        """The client of a service in a region; the same object for every caller."""
        key = (service, region)
        found = self._clients.get(key)
        if found is None:
            # Session.client is not safe to call from several threads; clients themselves are.
            with self._lock:
                found = self._clients.get(key)
                if found is None:
                    found = self._clients[key] = self._session.client(
                        service,
                        region_name=region,
                        endpoint_url=self._config.endpoint,
                        config=self._client_config,
                    )
        return found

    def account(self, region: str) -> str:
        """The account id, asked once for each region, which also proves that the credentials are valid there.

        Raises:
            RegionError: no credentials, not valid in the region, or the account is not an allowed one.
        """
        return self._accounts.get(region, self._ask_account)

    def partition(self, region: str) -> str:
        """The ARN partition of a region: ``aws``, ``aws-cn``, ``aws-us-gov``."""
        return str(self._session.get_partition_for_region(region))

    def dns_suffix(self, region: str) -> str:
        """What the names of AWS's services end in: ``amazonaws.com``, ``amazonaws.com.cn``."""
        return _dns_suffixes().get(self.partition(region), "amazonaws.com")

    @functools.cached_property
    def _client_config(self) -> Config:
        return Config(
            max_pool_connections=self._config.max_parallel,
            retries={"mode": "adaptive", "max_attempts": 8},
            user_agent_extra=USER_AGENT,
            connect_timeout=10,
            read_timeout=70,
        )

    def _ask_account(self, region: str) -> str:
        try:
            if self._session.get_credentials() is None:
                raise RegionError(
                    f"{region!r}: there are no AWS credentials; set AWS_PROFILE, AWS_ACCESS_KEY_ID and "
                    "AWS_SECRET_ACCESS_KEY, or the provider's profile"
                )
            account = str(self.client("sts", region).get_caller_identity()["Account"])
        except (ClientError, BotoCoreError) as error:
            raise RegionError(
                f"{region!r}: the credentials cannot be used in this Region ({describe(error)}); "
                "use valid credentials, and enable the Region for the account if it is an opt-in Region"
            ) from error
        allowed = self._config.allowed_account_ids
        if allowed and account not in allowed:
            raise RegionError(
                f"{region!r}: the credentials belong to account {account}, which is not one of the allowed ones "
                f"({', '.join(allowed)}); use other credentials or add it to allowedAccountIds"
            )
        return account


@functools.cache
def _dns_suffixes() -> dict[str, str]:
    partitions = botocore.loaders.create_loader().load_data("partitions")["partitions"]
    return {each["id"]: each["outputs"]["dnsSuffix"] for each in partitions}


_STS_REGIONS = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""Where a role of a partition is assumed when there is no default Region; these need no opt-in."""


def _assume(session: botocore.session.Session, role: AssumeRole, endpoint: str | None, region: str | None) -> None:
    try:
        source = session.get_credentials()
    except BotoCoreError as error:
        reason = f"the credentials to assume the role with are not right ({describe(error)})"
        raise ConfigurationError([Fault("assumeRole", reason)]) from error
    if source is None:
        reason = "there are no AWS credentials to assume the role with; set AWS_PROFILE or AWS_ACCESS_KEY_ID"
        raise ConfigurationError([Fault("assumeRole", reason)])

    def create_client(service: str, **options: Any) -> Any:
        sts_region = region or _STS_REGIONS.get(role.role_arn.split(":")[1])
        return session.create_client(service, region_name=sts_region, endpoint_url=endpoint, **options)

    extra: dict[str, Any] = {"RoleSessionName": role.session_name, "DurationSeconds": role.duration_seconds}
    if role.external_id is not None:
        extra["ExternalId"] = role.external_id
    fetcher = AssumeRoleCredentialFetcher(
        client_creator=create_client, source_credentials=source, role_arn=role.role_arn, extra_args=extra
    )
    session._credentials = DeferredRefreshableCredentials(refresh_using=fetcher.fetch_credentials, method="assume-role")
