"""The Gherkin vocabulary of the harness."""
