"""What a run says on the terminal, and what it writes when it is over."""

from __future__ import annotations

from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

from voipbin_harness.plugin.gathering import Gathering, now
from voipbin_harness.reporting import terminal
