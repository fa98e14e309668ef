"""Reads live accounts: one module for each service, found by being here."""
