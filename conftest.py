"""Where everything is put together: the harness's plugin and every module of steps."""

import pytest

pytest.register_assert_rewrite("steps")

import steps  # noqa: E402 - rewritten on import, so only after the line above

pytest_plugins = ["voipbin_harness.plugin", "voipbin_harness.plugin.speaking", *steps.MODULES]
