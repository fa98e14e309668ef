"""Measurements: `python -m bench` compares `pulumi up` with plain boto3 and with the engine alone, in one run."""
