"""Service-linked roles (ResourceManager 2020-03-31 and RAM 2015-05-01)."""
