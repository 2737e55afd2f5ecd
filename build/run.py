"""Set up whatever is missing, then start NetPlus Desktop: `python3 build/run.py [what "netplus" takes]`.

Needs nothing but Python itself. This file stays readable for old Pythons, so that it can tell them what is wanted.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python gets a sentence, not a traceback
    sys.exit(
        "NetPlus Desktop needs Python 3.11 or newer and this is Python %d.%d: with a newer one in place, "  # noqa: UP031
        "you could type: python3.11 build/run.py" % sys.version_info[:2]
    )

import setting_up


def main(arguments):
    # type: (list[str]) -> int
    """Set up what the program needs, then become the program. Returns its exit code."""
    python = setting_up.ready("run")
    if not arguments and not setting_up.has_display():
        arguments = ["tour", "--out", os.path.relpath(str(setting_up.ROOT / "dist" / "tour"))]
        setting_up.say("There is no display here, so the tour shows the main job instead: netplus tour --out dist/tour")
    return setting_up.become([str(python), "-P", "-m", "netplus_desktop", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
