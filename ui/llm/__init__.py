"""What the Route screen shows of routers that ask a provider."""
