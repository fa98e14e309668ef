"""Resources: `<service>/<resource>.py`, one a file; what begins with an underscore is shared by a service."""
