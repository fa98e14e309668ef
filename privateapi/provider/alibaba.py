"""Alibaba Cloud's APIs by product and action, through the official generic client: shared, and safe in many threads.

    client = AlibabaClient()
    client.call("cloudapi", "ListPrivateDNS", {"Type": "A"}, region="cn-hangzhou")
    for record in client.pages("cloudapi", "ListPrivateDNS", "PrivateDNSList", region="cn-hangzhou"): ...

The client is imported at the first call, because it is large and most programs use AWS only. What it has not is added
here (alibabacloud_tea_openapi 0.4.6): it does not repeat a call, takes proxies for loopback addresses too, and reads
the variables with credentials only once, at its import.
"""

import ipaddress
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from privateapi.facts.alibaba_products import Product, alibaba_products
from privateapi.provider import waiting
from privateapi.provider.config import AlicloudConfig
from privateapi.provider.errors import AlibabaError, PluginError, RegionError, describe, error_table, matches
from privateapi.provider.once import Once

if TYPE_CHECKING:
    from alibabacloud_credentials.client import Client as Credentials
    from alibabacloud_tea_openapi.client import Client

CONNECT_TIMEOUT = 5.0
"""Seconds in which a connection must be made."""
READ_TIMEOUT = 10.0
"""Seconds in which an answer must come; after them it is not known whether the call was carried out."""
REPEATED_FOR = 120.0
"""Seconds for which a call is repeated."""
PAGE_SIZE = 50
"""Items of one page: as many as the lists of every product here give (DescribeVpcs, DescribeApiGroups)."""
_READS = ("Describe", "Get", "List", "Query", "Validate")
_TOKENS = ("ClientToken", "Token")


class AlibabaClient:
    """One account of Alibaba Cloud: calls of all products in all regions."""

    def __init__(self, config: AlicloudConfig | None = None, max_parallel: int = 32) -> None:
        self._config = config or AlicloudConfig()
        self._max_parallel = max_parallel
        self._lock = threading.Lock()
        self._clients: dict[tuple[str, str], Client] = {}
        self._credentials: Credentials | None = None
        self._accounts: Once[str, str] = Once()

    @property
    def default_region(self) -> str | None:
        """The region of the configuration, of `ALIBABA_CLOUD_REGION_ID` or of `ALICLOUD_REGION`."""
        named = (
            os.environ.get(name) for name in ("ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION")
        )
        return self._config.region or next((region for region in named if region), None)

    def call(
        self,
        product: str,
        action: str,
        params: Mapping[str, Any] | None = None,
        *,
        region: str,
        cancelled: threading.Event | None = None,
        idempotent: bool = False,
        is_done: Callable[[], bool] | None = None,
    ) -> dict[str, Any]:
        """Call an action and return the answer; ``None`` among the parameters is left out.

        It is repeated while Alibaba Cloud has no time for it. A call that may have been carried out, because there was
        no answer or a fault of the cloud, is repeated if it reads, carries a token or is ``idempotent``; otherwise
        ``is_done`` is asked before, and when it was carried out the answer is empty.

        Args:
            product: as in `facts/alibaba_products.yaml`: ``cloudapi``, ``vpc``, ``ecs`` ...
            params: by the names of the API; lists and objects as they are, in the encoding of the action.

        Raises:
            AlibabaError: the call was refused, or not answered.
            PluginError: there are no credentials.
            CancelledError: the user asked to stop.
        """
        found = alibaba_products()[product]
        given = {name: value for name, value in (params or {}).items() if value is not None}
        repeatable = idempotent or action.startswith(_READS) or any(name in given for name in _TOKENS)
        uncertain = False

        def once() -> dict[str, Any]:
            nonlocal uncertain
            if uncertain and is_done is not None and is_done():
                return {}
            try:
                return self._send(found, action, given, region)
            except AlibabaError as error:
                # The call before may take effect only now: then this one is refused as a duplicate.
                if uncertain and is_done is not None and not _passes(error) and is_done():
                    return {}
                uncertain = uncertain or error.uncertain or error.code.startswith("RepeatedCommit")
                raise

        def again(error: BaseException) -> bool:
            if not isinstance(error, AlibabaError):
                return False
            if error.uncertain:
                return repeatable or is_done is not None
            return _passes(error)

        return waiting.retry_while(
            once,
            again,
            cancelled or threading.Event(),
            REPEATED_FOR,
            at_least=lambda error: error.retry_after if isinstance(error, AlibabaError) else 0.0,
        )

    def pages(
        self,
        product: str,
        action: str,
        items: str,
        params: Mapping[str, Any] | None = None,
        *,
        region: str,
        cancelled: threading.Event | None = None,
    ) -> Iterator[dict[str, Any]]:
        """All items of a list with ``PageNumber`` and ``TotalCount``; ``items`` is their path: ``Instances.Instance``.

        Raises: as :meth:`call`.
        """
        number, seen = 1, 0
        while True:
            page = self.call(
                product,
                action,
                {**(params or {}), "PageNumber": number, "PageSize": PAGE_SIZE},
                region=region,
                cancelled=cancelled,
            )
            found: Any = page
            for step in items.split("."):
                found = found.get(step) or {}
            listed = list(found)
            yield from listed
            seen += len(listed)
            if not listed or seen >= int(page.get("TotalCount", 0)):
                return
            number += 1

    def account(self, region: str) -> str:
        """The account id, asked once for each region, which also proves that the credentials are valid there.

        Raises:
            RegionError: no credentials, not valid in the region, or the account is not an allowed one.
        """
        return self._accounts.get(region, self._ask_account)

    def close(self) -> None:
        """Close the connections to loopback addresses; the client keeps all others for the whole process."""
        with self._lock:
            clients, self._clients = self._clients, {}
        for client in clients.values():
            session = _sessions().pop(_session_key(client), None)
            if session is not None:
                session.close()

    def _ask_account(self, region: str) -> str:
        try:
            account = str(self.call("sts", "GetCallerIdentity", region=region)["AccountId"])
        except AlibabaError as error:
            raise RegionError(f"{region!r}: {_refusal(error)} ({describe(error)})") from error
        except PluginError as error:
            raise RegionError(f"{region!r}: {error}") from error
        allowed = self._config.allowed_account_ids
        if allowed and account not in allowed:
            raise RegionError(
                f"{region!r}: the credentials belong to account {account}, which is not one of the allowed ones "
                f"({', '.join(allowed)}); use other credentials or add it to alicloud.allowedAccountIds"
            )
        return account

    # --- the official client ----------------------------------------------------------------------------------------

    def _send(self, product: Product, action: str, params: Mapping[str, Any], region: str) -> dict[str, Any]:
        from alibabacloud_credentials.exceptions import CredentialException
        from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
        from alibabacloud_tea_openapi.utils_models import OpenApiRequest, Params
        from darabonba.exceptions import UnretryableException
        from darabonba.runtime import RuntimeOptions

        query, body = _encoded(product, action, params)
        if product.regional:
            query = {"RegionId": region, **query}
        try:
            # Inside a call the client takes a fault of the credentials for one of the network.
            self._credential().get_credential()
        except (CredentialException, OSError, ValueError) as error:
            raise PluginError(
                f"there are no Alibaba Cloud credentials ({' '.join(str(error).split())}); set "
                "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or the provider's alicloud.profile"
            ) from error
        request = Params(
            action=action,
            version=product.version,
            protocol="HTTPS",
            pathname="/",
            method="POST",
            auth_type="AK",
            style="RPC",
            req_body_type="formData",
            body_type="json",
        )
        client = self._client(product, region)
        try:
            answer = client.call_api(request, OpenApiRequest(query=query, body=body or None), RuntimeOptions())
        except AlibabaCloudException as error:
            told = error.data if isinstance(error.data, dict) else {}
            raise AlibabaError(
                action,
                str(error.code),
                str(told.get("Message") or error.message or ""),
                error.status_code,
                error.request_id,
                (error.retry_after or 0) / 1000,
            ) from error
        except UnretryableException as error:
            reason = _network_fault(error.inner_exception)
            if reason is None:
                raise error.inner_exception from error
            raise AlibabaError(action, "NoAnswer", f"{client._endpoint} gave no answer: {reason}") from error
        found: dict[str, Any] = answer["body"]
        return found

    def _client(self, product: Product, region: str) -> "Client":
        key = (product.id, region)
        with self._lock:
            found = self._clients.get(key)
            if found is None:
                found = self._clients[key] = self._make_client(product, region)
        return found

    def _make_client(self, product: Product, region: str) -> "Client":
        from alibabacloud_tea_openapi.client import Client
        from alibabacloud_tea_openapi.utils_models import Config

        # With DEBUG=sdk in the environment it would write whole requests with their tokens to stderr.
        logging.getLogger("darabonba-core").setLevel(logging.CRITICAL)
        scheme, host = self._endpoint(product, region)
        client = Client(
            Config(
                credential=self._credential(),
                endpoint=host,
                protocol=scheme,
                region_id=region,
                user_agent="privateapi",
                connect_timeout=int(CONNECT_TIMEOUT * 1000),
                read_timeout=int(READ_TIMEOUT * 1000),
                max_idle_conns=self._max_parallel,
            )
        )
        if _is_loopback(host):
            _go_direct(client)
        return client

    def _endpoint(self, product: Product, region: str) -> tuple[str, str]:
        """Scheme and host of a product: configured, in the environment, or the public one."""
        given = self._config.endpoints or {}
        environment = [f"ALIBABA_CLOUD_ENDPOINT_{name.upper()}" for name in product.names]
        environment += [f"{name.upper()}_ENDPOINT" for name in product.names]
        texts = [
            *(given.get(name) for name in product.names),
            self._config.endpoint,
            *(os.environ.get(name) for name in environment),
            product.endpoint_in(region),
        ]
        text = next(each for each in texts if each)
        parts = urlsplit(text if "://" in text else f"//{text}")
        return parts.scheme or ("http" if _is_loopback(parts.netloc) else "https"), parts.netloc

    def _credential(self) -> "Credentials":
        with_keys = self._keys()
        if self._credentials is None:
            from alibabacloud_credentials.client import Client as Credentials
            from alibabacloud_credentials.models import Config
            from alibabacloud_credentials.provider import CLIProfileCredentialsProvider

            if with_keys is not None:
                access_key, secret_key, token = with_keys
                kind = "sts" if token else "access_key"
                self._credentials = Credentials(
                    Config(
                        type=kind, access_key_id=access_key, access_key_secret=secret_key, security_token=token or None
                    )
                )
            elif self._config.profile:
                provider = CLIProfileCredentialsProvider(profile_name=self._config.profile)
                self._credentials = Credentials(provider=provider)
            else:
                self._credentials = Credentials()
        return self._credentials

    def _keys(self) -> tuple[str, str, str] | None:
        """Access key, secret and token of the configuration, else of the variables of the SDKs or of `alicloud`."""
        config = self._config
        if config.access_key and config.secret_key:
            return config.access_key, config.secret_key, config.security_token or ""
        if config.profile:
            return None
        for id, secret, token in _VARIABLES:
            if os.environ.get(id) and os.environ.get(secret):
                return os.environ[id], os.environ[secret], os.environ.get(token, "")
        return None


_VARIABLES = (
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"),
)
"""Variables of the SDKs, and those of terraform-provider-alicloud and pulumi_alicloud."""


def _passes(error: AlibabaError) -> bool:
    """Whether the same call may succeed in a while; it was not carried out."""
    return matches(error, error_table("alicloud").eventual)


_REFUSALS = {
    "InvalidAccessKeyId": "Alibaba Cloud does not know the access key, or it is disabled; use an active one",
    "SignatureDoesNotMatch": "the secret does not belong to the access key; set both to those of one key",
    "IncompleteSignature": "the secret does not belong to the access key; set both to those of one key",
    "InvalidSecurityToken": "the security token is not valid or has expired; get new temporary credentials",
    "InvalidTimeStamp": "the clock of this machine is off by more than 15 minutes; set it right",
    "NoAnswer": "Alibaba Cloud cannot be reached in this region; check the network and the endpoint",
}


def _refusal(error: AlibabaError) -> str:
    texts = (text for code, text in _REFUSALS.items() if error.code.startswith(code))
    return next(texts, "the credentials cannot be used in this region; use valid ones")


def _network_fault(cause: BaseException) -> str | None:
    """What is wrong with the network or the answer, so that nobody knows if the call was carried out."""
    from darabonba.exceptions import RetryError

    if isinstance(cause, RetryError):
        return str(cause.message)
    if isinstance(cause, RuntimeError) and "json format" in str(cause):
        return "what came is not JSON"
    return str(cause) if isinstance(cause, OSError) else None


def _encoded(product: Product, action: str, params: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The parameters in the query and in the form of the body."""
    query: dict[str, str] = {}
    body: dict[str, str] = {}
    for name, value in params.items():
        place = product.json_parameters.get((action, name))
        if place is not None or isinstance(value, Mapping):
            text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
            (body if place == "body" else query)[name] = text
        else:
            query.update(_flat(name, value))
    return query, body


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A value as the RPC style has it: lists and the objects in them are `Name.1.Field`."""
    if isinstance(value, list | tuple):
        for number, each in enumerate(value, 1):
            yield from _flat(f"{name}.{number}", each)
    elif isinstance(value, Mapping):
        for field, each in value.items():
            if each is not None:
                yield from _flat(f"{name}.{field}", each)
    else:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _go_direct(client: "Client") -> None:
    """Give a client a session that never takes a proxy.

    The client hands HTTP_PROXY and HTTPS_PROXY to requests for every address and has no option against it
    (darabonba-core 1.0.9, core.py, do_action); its sessions are kept by address, so that one can be put there.
    """
    from requests import Session
    from requests.adapters import HTTPAdapter

    class Direct(HTTPAdapter):
        def send(self, request: Any, *args: Any, **options: Any) -> Any:
            return super().send(request, *args, **{**options, "proxies": {}})

    key = _session_key(client)
    if key not in _sessions():
        session = Session()
        adapter = Direct(pool_maxsize=client._max_idle_conns)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        _sessions()[key] = session


def _sessions() -> dict[str, Any]:
    from darabonba.core import DaraCore

    sessions: dict[str, Any] = DaraCore._sessions
    return sessions


def _session_key(client: "Client") -> str:
    return f"{client._protocol.lower()}://{client._endpoint}:80:pool={client._max_idle_conns}"
