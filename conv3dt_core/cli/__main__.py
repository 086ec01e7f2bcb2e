"""`python -m conv3dt_core.cli`: the command where no script is on the path."""

import sys

from . import main

sys.exit(main())
