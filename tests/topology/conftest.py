"""Settings of the property tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code: examples have no time limit.
settings.register_profile("topology", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("topology")
