"""A file with what is needed to find a fault of ours."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from svcquest import __version__
from svcquest.store.paths import data_path


def save_report(error: BaseException) -> str:
    """Write a report; a sentence that says where it is."""
    lines = [
        f"svcquest {__version__}, Python {platform.python_version()}, {platform.system()}",
        f"command: {' '.join(sys.argv[1:])}",
        "",
        *traceback.format_exception(error),
    ]
    for folder in (data_path(), Path(tempfile.gettempdir())):
        path = folder / "svcquest-report.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines), encoding="utf-8")
        except OSError:
            continue
        return f"A report is in {path}."
    return "A report could not be written."
