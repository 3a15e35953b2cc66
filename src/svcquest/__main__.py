"""``python -m svcquest``."""

from __future__ import annotations

import sys

from svcquest.cli.main import main

sys.exit(main())
