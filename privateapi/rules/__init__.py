"""Rules over the topology model: `<family>/<rule>.py`, one rule a file, found automatically."""
