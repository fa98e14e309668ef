"""Route 53 health checks and the CloudWatch alarms behind them."""
