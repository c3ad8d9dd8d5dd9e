"""Traffic as HAR 1.2: recorded by browsers and proxies and checked here, or written by a run."""
