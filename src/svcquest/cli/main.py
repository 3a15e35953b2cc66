"""Entry point: parse, run one command, and let nothing but plain words reach the user."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from svcquest.cli.arguments import parse
from svcquest.cli.failing import INTERRUPTED, UNUSABLE, UsageError

COLLECT_AFTER = 50_000
"""Allocations between two garbage collections: values here rarely form cycles, and starting makes very many."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; its exit status."""
    gc.set_threshold(COLLECT_AFTER)
    words = sys.argv[1:] if argv is None else argv
    arguments = parse(words)
    module, _, function = arguments.run.partition(":")
    try:
        status: int = getattr(import_module(module), function)(arguments)
        sys.stdout.flush()
    except UsageError as error:
        sys.stderr.write(f"svcquest: {error}\n")
        return UNUSABLE
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has gone; keep the interpreter from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except Exception as error:
        from svcquest.cli.report import save_report  # noqa: PLC0415 - only for a fault

        sys.stderr.write(f"svcquest: this is a fault of svcquest: {type(error).__name__}. {save_report(error)}\n")
        return UNUSABLE
    finally:
        # the interpreter's last collection would look at all that is about to vanish anyway
        gc.freeze()
    return status
