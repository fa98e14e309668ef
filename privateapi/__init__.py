"""Private APIs in several regions and their internal DNS: provider plugin, components, rules and command."""

__version__ = "0.1.0"
