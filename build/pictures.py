"""Take the pictures of the guide and of the README anew: `python3 build/pictures.py`.

They are drawn by `tests/ui/test_pictures_of_the_guide.py`, without a display and in the bundled font, so that they are
the same on every machine. Look at them before you keep them.
"""

from __future__ import annotations

import os
import subprocess
import sys

import setting_up

PICTURES = setting_up.ROOT / "resources" / "help" / "pictures"


def main() -> int:
    """Draw all of them; returns pytest's exit code."""
    python = setting_up.ready("test")
    PICTURES.mkdir(exist_ok=True)
    surroundings = dict(os.environ, NETPLUS_PICTURES=str(PICTURES), QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
    command = [str(python), "-m", "pytest", "-q", "-p", "no:xvfb", "tests/ui/test_pictures_of_the_guide.py"]
    return subprocess.call(command, cwd=setting_up.ROOT, env=surroundings)


if __name__ == "__main__":
    sys.exit(main())
