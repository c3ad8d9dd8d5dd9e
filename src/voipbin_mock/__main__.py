"""``python -m voipbin_mock``: serve the mock."""

import sys

from voipbin_mock.server import main

sys.exit(main())
