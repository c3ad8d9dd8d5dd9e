"""What a run leaves behind for people and machines: every report, written from the records and the verdict."""
