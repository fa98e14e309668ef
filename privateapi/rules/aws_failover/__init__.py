"""What names answer when something has failed, found out by rehearsing every failure."""
