"""Runs the command line: `python -m macros …`."""

import sys

from macros.commands.cli import main

sys.exit(main())
