"""Python imports this at start wherever this folder is on PYTHONPATH: that is how the guard reaches child processes."""

import network_guard

network_guard.install()
