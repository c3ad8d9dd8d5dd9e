"""The operations of the API, a file for each resource; each function is found by its decorator."""
