"""What is tested: the embedded mock, a mock server, or a live API."""
