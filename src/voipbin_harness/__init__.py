"""Contract and end-to-end test harness for the VoIPBIN telephony API."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("voipbin-harness")
except PackageNotFoundError:  # run from a source tree that is not installed
    __version__ = "0+unknown"
