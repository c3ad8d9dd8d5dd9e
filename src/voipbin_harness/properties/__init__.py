"""Property tests: generated requests for every operation, and what every answer to them must keep to."""
