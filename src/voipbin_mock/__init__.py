"""A small, honest VoIPBIN: the documented platform as one process, in virtual or real time."""
