"""``make pictures``: the README's pictures, taken from the real program."""

from __future__ import annotations

import asyncio
from pathlib import Path

from svcquest.cli.backend import StoredBackend
from svcquest.store.progress import Progress
from svcquest.tui.app import SvcquestApp

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (124, 36)
LEVEL = "port-or-target-port"


async def take(name: str, level: str | None, *keys: str) -> None:
    """One picture: open a level, press keys, save the screen as SVG."""
    app = SvcquestApp(StoredBackend(progress=Progress(in_memory=True)), level)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="svcquest", simplify=True), encoding="utf-8")
        print(f"{name}.svg")


async def main() -> None:
    """All pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    await take("level", LEVEL, "f5")


if __name__ == "__main__":
    asyncio.run(main())
