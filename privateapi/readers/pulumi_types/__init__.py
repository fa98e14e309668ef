"""Mappings of Pulumi types, one module for each service; they are found by being here."""
