"""Between the Gherkin words of ``steps`` and the client: people to call, flows by name, calls being watched."""
