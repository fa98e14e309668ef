"""Endpoint services: what stands behind them, and who may connect."""
