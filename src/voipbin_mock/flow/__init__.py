"""The flow language: what a flow is, how a request's actions are read, and how a flow runs."""
