"""What one life-cycle call of a resource gets to work with."""

import hashlib
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from privateapi.provider import waiting
from privateapi.provider.alibaba import AlibabaClient
from privateapi.provider.clients import Clients
from privateapi.provider.errors import error_table, matches
from privateapi.provider.interrupted import MARK, Interrupted, marked_by_ec2, marked_by_tagging

_T = TypeVar("_T")
log = logging.getLogger("privateapi")


@dataclass(frozen=True)
class Urn:
    """A resource's URN; a child of a component has the types of its parents in it."""

    text: str

    @property
    def type(self) -> str:
        """The type token; ``parent$child`` is cut to the child."""
        return self.text.split("::")[2].rsplit("$", 1)[-1]

    @property
    def name(self) -> str:
        """The Pulumi resource's name, which may itself hold ``::``."""
        return self.text.split("::", 3)[3]


def _silent(message: str) -> None:
    log.info(message)


@dataclass(frozen=True)
class Context:
    """The clouds in the resource's region, waiting, and where the user can be told something."""

    urn: Urn
    clients: Clients
    region: str
    interrupted: Interrupted
    alibaba: AlibabaClient = field(default_factory=AlibabaClient)
    cancelled: threading.Event = field(default_factory=threading.Event)
    timeout: float | None = None
    warn: Callable[[str], None] = _silent
    """Shows a warning beside the resource."""
    status: Callable[[str], None] = _silent
    """Shows what is going on in the resource's line while it is worked on."""

    @property
    def token(self) -> str:
        """Text of 32 characters that is the same for every try to create this resource."""
        return hashlib.sha256(self.urn.text.encode()).hexdigest()[:32]

    @property
    def account(self) -> str:
        """The account id."""
        return self.clients.account(self.region)

    @property
    def partition(self) -> str:
        """The ARN partition of the region."""
        return self.clients.partition(self.region)

    @property
    def dns_suffix(self) -> str:
        """What the names of AWS's services end in, in the resource's region: ``amazonaws.com``."""
        return self.clients.dns_suffix(self.region)

    def arn(self, service: str, resource: str) -> str:
        """An ARN in the resource's region and account."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"

    def client(self, service: str, region: str | None = None) -> Any:
        """The boto3 client of a service, in the resource's region if no other is named."""
        return self.clients.client(service, region or self.region)

    def call(
        self,
        product: str,
        action: str,
        params: Mapping[str, Any] | None = None,
        *,
        idempotent: bool = False,
        is_done: Callable[[], bool] | None = None,
    ) -> dict[str, Any]:
        """Call Alibaba Cloud in the resource's region; see :meth:`AlibabaClient.call`."""
        return self.alibaba.call(
            product,
            action,
            params,
            region=self.region,
            cancelled=self.cancelled,
            idempotent=idempotent,
            is_done=is_done,
        )

    def until(self, look: Callable[[], bool], timeout: float, delay: float = 5.0) -> None:
        """Look again until it is so; ``timeout`` in seconds, unless the resource has a custom timeout.

        Raises:
            WaitError: it took too long.
            CancelledError: the user asked to stop.
        """
        waiting.until(look, self.cancelled, self.timeout or timeout, delay)

    def wait(self, service: str, waiter: str, timeout: float | None = None, /, **params: Any) -> None:
        """Wait with a waiter of the service; ``timeout`` in seconds, by default the resource's custom timeout.

        Raises:
            WaitError: it failed or took too long.
            CancelledError: the user asked to stop.
        """
        waiting.wait(self.client(service), waiter, self.cancelled, self.timeout or timeout, params)

    def retry(self, service: str, meaning: str, call: Callable[[], _T], timeout: float = 120.0) -> _T:
        """Call again while AWS answers with a code of the service's error table: ``eventual`` or ``dependency``."""
        codes: frozenset[str] = getattr(error_table(service), meaning)
        return waiting.retry(call, codes, self.cancelled, self.timeout or timeout)

    def take_interrupted(self, arn_prefix: str) -> list[str]:
        """Ids (EC2: ``vpc-``) or ARNs (``arn:``) of things that an interrupted creation of this resource left."""
        if arn_prefix.startswith("arn:"):
            source, load = "tagging", lambda: marked_by_tagging(self.client("resourcegroupstaggingapi"))
        else:
            source, load = "ec2", lambda: marked_by_ec2(self.client("ec2"))
        found = self.take_leftovers(source, self.token, load, "ec2:DescribeTags or tag:GetResources")
        return [each for each in found if each.startswith(arn_prefix)]

    def take_leftovers(
        self, source: str, key: str, load: Callable[[], dict[str, list[str]]], permission: str
    ) -> list[str]:
        """What ``load`` found under ``key``; it is called once for a source and region, and each key is given once.

        Nothing, and one warning that names the ``permission``, when AWS does not allow to look.
        """

        def look() -> dict[str, list[str]]:
            try:
                return load()
            except Exception as error:  # a missing permission to list must not stop a creation
                if not matches(error, DENIED):
                    raise
                self.warn(
                    f"interrupted creations in {self.region} cannot be looked for ({permission} is not allowed); "
                    "a creation that was killed half-way may be made twice"
                )
                return {}

        return self.interrupted.take(source, self.region, key, look)

    @property
    def mark(self) -> dict[str, str]:
        """The tag that marks a thing while its creation is under way."""
        return {MARK: self.token}


DENIED = frozenset({"UnauthorizedOperation", "AccessDenied", "AccessDeniedException"})
