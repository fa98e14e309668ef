"""What belongs together in a deployment to several Regions of AWS."""
