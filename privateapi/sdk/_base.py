"""What the generated classes have in common."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

import pulumi


class Resource(pulumi.CustomResource):
    """A resource of the privateapi plugin."""

    _token: ClassVar[str]
    _args_type: ClassVar[type]
    _outputs: ClassVar[tuple[str, ...]]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None, inputs: Mapping[str, Any] | None = None
    ) -> None:
        props = cast(Any, object.__new__(self._args_type))
        # An output becomes an attribute only when the SDK finds its name among the properties.
        props.__dict__.update({**dict.fromkeys(self._outputs), **(inputs or {})})
        super().__init__(self._token, resource_name, props, opts)

    @classmethod
    def get(
        cls,
        resource_name: str,
        id: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: pulumi.Input[str] | None = None,
    ) -> Self:
        """An existing one by its id, read and not managed; ``region`` where it is not the provider's."""
        found = cls.__new__(cls)
        Resource.__init__(
            found,
            resource_name,
            pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id)),
            {name: region if name == "region" else None for name in _input_names(cls._args_type)},
        )
        return found


def _input_names(args_type: type) -> list[str]:
    return list(args_type.__annotations__)


class Provider(pulumi.ProviderResource):
    """A configured privateapi provider; see the package's schema for what each property means."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: pulumi.Input[str] | None = None,
        profile: pulumi.Input[str] | None = None,
        assume_role: pulumi.Input[Mapping[str, Any]] | None = None,
        endpoint: pulumi.Input[str] | None = None,
        default_tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        max_parallel: pulumi.Input[int] | None = None,
        allowed_account_ids: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        skip_credentials_check: pulumi.Input[bool] | None = None,
        alicloud: pulumi.Input[Mapping[str, Any]] | None = None,
    ) -> None:
        encoded = {
            "assumeRole": assume_role,
            "defaultTags": default_tags,
            "maxParallel": max_parallel,
            "allowedAccountIds": allowed_account_ids,
            "skipCredentialsCheck": skip_credentials_check,
            "alicloud": alicloud,
        }
        props: dict[str, Any] = {"region": region, "profile": profile, "endpoint": endpoint}
        # The engine passes a provider's configuration as texts (pulumi#15032).
        props |= {name: pulumi.Output.json_dumps(value) for name, value in encoded.items() if value is not None}
        super().__init__("privateapi", resource_name, props, opts)
