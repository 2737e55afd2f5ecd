"""Let `python -m netplus_desktop` and the packaged program start like the `netplus` command."""

import sys

from netplus_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
