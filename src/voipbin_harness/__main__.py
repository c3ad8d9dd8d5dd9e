"""``python -m voipbin_harness`` is the command ``voipbin-harness``."""

import sys

from voipbin_harness.cli import main

sys.exit(main())
