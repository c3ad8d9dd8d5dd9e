"""A small, honest VoIPBIN: the documented behaviour of the platform on a virtual clock. See README.md."""
