"""What REST APIs and custom domain names have in common: the kind of endpoint and the versions of TLS."""

from typing import Annotated, Any, Literal

from pydantic import Field

from privateapi.provider.model import Model

EndpointType = Literal["REGIONAL", "PRIVATE", "EDGE"]
SecurityPolicy = Literal[
    "TLS_1_0",
    "TLS_1_2",
    "SecurityPolicy_TLS13_1_3_2025_09",
    "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
    "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_2021_06",
    "SecurityPolicy_TLS13_2025_EDGE",
    "SecurityPolicy_TLS12_PFS_2025_EDGE",
    "SecurityPolicy_TLS12_2018_EDGE",
]
"""botocore 1.44.5, service model of API Gateway, shape SecurityPolicy."""


class EndpointConfiguration(Model):
    """Where it is answered."""

    types: Annotated[list[EndpointType], Field(min_length=1, max_length=1)]
    """``PRIVATE`` (only through VPC endpoints), ``REGIONAL`` or ``EDGE``; exactly one."""
    ip_address_type: Literal["ipv4", "dualstack"] | None = None
    """Kinds of callers' addresses; left out, ``dualstack`` for ``PRIVATE``, which takes nothing else, or ``ipv4``."""

    def model_post_init(self, context: Any) -> None:
        # API Gateway fills it in; saying it here lets a comparison see no change.
        if self.ip_address_type is None and self.type is not None:
            self.ip_address_type = "dualstack" if self.type == "PRIVATE" else "ipv4"

    @property
    def type(self) -> str | None:
        """The endpoint type; ``None`` while it is unknown."""
        types: object = self.types
        return types[0] if isinstance(types, list) and types and isinstance(types[0], str) else None
