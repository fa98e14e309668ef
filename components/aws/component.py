"""What the components on AWS have in common: the tags of everything they create."""

from .. import component


class Component(component.Component):
    """A component resource of type `privateapi:aws:<class>`."""

    cloud = "aws"

    def _named(self, name: str) -> dict[str, str]:
        """The component's tags and a `Name`, which the consoles show."""
        return {"Name": name, **self._tags}
