"""Live data as the settings ask for it, of one cloud or of both."""

from __future__ import annotations

from privateapi.packs.settings import LiveSettings
from privateapi.readers.live.data import LiveData


def read_accounts(settings: LiveSettings) -> LiveData:
    """What exists in the Regions of the settings. It is read once in a process; a cloud's client is imported for it."""
    data = LiveData()
    if settings.regions:
        from privateapi.readers.live import reader

        data = data.joined(reader.read_live(tuple(settings.regions), settings.time_limit_seconds))
    if settings.alibaba_regions:
        from privateapi.readers.live import alicloud

        data = data.joined(alicloud.read_alibaba(tuple(settings.alibaba_regions), settings.time_limit_seconds))
    return data
