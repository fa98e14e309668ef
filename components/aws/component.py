"""What the components on AWS have in common: the tags of everything they create, and children that change parents."""

from collections.abc import Sequence

import pulumi

from .. import component


class Component(component.Component):
    """A component resource of type `privateapi:aws:<class>`."""

    cloud = "aws"

    def _named(self, name: str) -> dict[str, str]:
        """The component's tags and a `Name`, which the consoles show."""
        return {"Name": name, **self._tags}

    def _child_also_of(self, other: str, depends_on: Sequence[pulumi.Resource] = ()) -> pulumi.ResourceOptions:
        """Options of a child that the component ``other`` of the same name and parent has under the same name, too.

        Where a program changes from one of the two components to the other, it is one resource, changed in place.
        """
        own = f"privateapi:{self.cloud}:{type(self).__name__}::"
        there = self.urn.apply(lambda urn: urn.replace(own, f"privateapi:{self.cloud}:{other}::"))
        options = pulumi.ResourceOptions(aliases=[pulumi.Alias(parent=there)])
        return pulumi.ResourceOptions.merge(self._child(depends_on), options)
