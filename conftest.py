"""Where everything is put together: the harness's plugin and every module of steps."""

import pkgutil

import steps

pytest_plugins = [
    "voipbin_harness.plugin",
    "voipbin_harness.plugin.speaking",
    *(f"steps.{module.name}" for module in pkgutil.iter_modules(steps.__path__) if not module.name.startswith("_")),
]
