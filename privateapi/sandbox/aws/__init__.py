"""AWS on a laptop: moto's server on the loopback interface, with corrections where moto differs from AWS."""
