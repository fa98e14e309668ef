"""What the components of every cloud have in common: their type and their children's options."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pulumi


class Component(pulumi.ComponentResource):
    """A component resource of type `privateapi:<cloud>:<class>`.

    The SDK makes attributes of the ``inputs`` that depend on the component. A subclass sets its own plain attributes
    after this constructor, so that its children do not depend on it in a circle.
    """

    cloud: ClassVar[str]
    """Name of the cloud's folder."""

    def __init__(
        self,
        name: str,
        inputs: Mapping[str, Any],
        opts: pulumi.ResourceOptions | None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"privateapi:{self.cloud}:{type(self).__name__}", name, dict(inputs), opts)
        self._name = name
        self._tags = dict(tags or {})

    def _child(self, depends_on: Sequence[pulumi.Resource] = ()) -> pulumi.ResourceOptions:
        """Options of a child."""
        return pulumi.ResourceOptions(parent=self, depends_on=list(depends_on) or None)
