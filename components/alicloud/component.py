"""What the components on Alibaba Cloud have in common: their type."""

from .. import component


class Component(component.Component):
    """A component resource of type `privateapi:alicloud:<class>`."""

    cloud = "alicloud"
