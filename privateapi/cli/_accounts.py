"""The accounts of a stack: what exists in them, read with the stack's own environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from privateapi.packs.live import read_accounts
from privateapi.packs.settings import LiveSettings
from privateapi.readers.live.data import LiveData

# Variables that lead to an account.
_ACCOUNTS = ("AWS_", "ALIBABA_CLOUD_", "ALICLOUD_")


def read_with(settings: LiveSettings, environment: Mapping[str, str]) -> LiveData:
    """What exists, as the stack's own environment shows it: that of a sandbox stack is in the sandbox."""
    with accounts_of(environment):
        return read_accounts(settings)


@contextmanager
def accounts_of(environment: Mapping[str, str]) -> Iterator[None]:
    """Lets the clients of this process go to the accounts of an environment; an empty one changes nothing."""
    before = dict(os.environ)
    if environment:
        for name in [name for name in os.environ if name.startswith(_ACCOUNTS)]:
            del os.environ[name]
        os.environ.update({name: value for name, value in environment.items() if name.startswith(_ACCOUNTS)})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
