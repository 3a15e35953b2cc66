"""The sandbox: any cluster with editor, terminal and picture, but without a task."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from svcquest.game.sandbox import Sandbox
from svcquest.tui.backend import LevelUnusableError, SavedLevel
from svcquest.tui.screens.dialogs import AskScreen, ReadScreen
from svcquest.tui.screens.entry import EntryScreen
from svcquest.tui.screens.level import LevelScreen
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.cluster import ClusterPane
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.setup import SetupPane
from svcquest.tui.widgets.tabs import Tab, TabRow
from svcquest.tui.widgets.terminal import TerminalPane
from svcquest.tui.widgets.workbench import Workbench


class SandboxScreen(LevelScreen):
    """A level screen without objectives, result and hints; in place of the brief stands how the cluster is set up."""

    rests: ClassVar[bool] = True

    CSS_PATH: ClassVar[list[str | PurePath]] = ["level.tcss", "sandbox.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+s", "run", "Apply", priority=True),
        Binding("f5,ctrl+s", "finish_edit", "Save", priority=True),
        Binding("f6", "open_file", "Open", priority=True),
        Binding("f7", "save_file", "Save", priority=True),
        Binding("f8", "save_level", "Level", priority=True),
    ]

    panes: ClassVar[tuple[Tab, ...]] = (
        Tab("setup", "Setup", "s"),
        Tab("cluster", "Cluster", "c"),
        Tab("editor", "Editor", "e"),
        Tab("terminal", "Terminal", "t"),
    )
    above: ClassVar[tuple[str, ...]] = ("setup", "cluster")
    below: ClassVar[tuple[str, ...]] = ("editor", "terminal")

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(sandbox)
        self.sandbox = sandbox
        self.lower = "terminal"
        self.page = "cluster"

    def compose(self) -> ComposeResult:
        """The panes of a level, but for those that a task needs."""
        glyphs = self.svcquest.glyphs
        with Horizontal(id="level-title"):
            yield Static(id="level-name")
            yield Static(id="level-stars")
        yield TabRow(id="page-tabs", classes="tab-row")
        with Container(id="stage"):
            yield TabRow(id="upper-tabs", classes="tab-row")
            yield SetupPane(glyphs, id="setup")
            with Vertical(id="bench"):
                yield ClusterPane(glyphs, self.svcquest.palette, id="cluster")
                yield TabRow(id="lower-tabs", classes="tab-row")
                with Container(id="lower"):
                    yield Workbench(glyphs, id="editor")
                    yield TerminalPane(id="terminal")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the prompt, or where only one pane fits at the picture; say what a dump could not bring."""
        self.call_after_refresh(lambda: self.go_to("cluster" if self.shape == "small" else "terminal"))
        refused = self.sandbox.refused
        if refused:
            more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
            self.notify(f"{refused[0]}{more}", title="Left out", severity="warning", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What belongs to a task is not here; what belongs to the player's disk only where that is at hand."""
        if action in {"hint", "debrief"}:
            return False
        if action in {"open_file", "save_file", "save_level", "own_editor"}:
            return not self.app.is_web
        if action == "next_failing":
            return self.query_one(Workbench).has_problems
        return super().check_action(action, parameters)

    def refresh_all(self) -> None:
        """Show the cluster as it is now."""
        self.live.now()
        settings = self.sandbox.settings
        undo = len(self.session.history())
        changes = f" · {undo} {'change' if undo == 1 else 'changes'}" if undo else ""
        version = ".".join(str(part) for part in settings.version)
        about = f" {self.sandbox.source.name} · kube-proxy {settings.proxy_mode} · Kubernetes {version}{changes}"
        self.query_one("#level-name", Static).update(join((" Sandbox ", "bold $primary"), (about, "$dim")))
        self.query_one(SetupPane).show(
            self.svcquest.backend.presets(), self.sandbox.source.name, settings, disk=not self.app.is_web
        )
        self.show_tabs()
        self.refresh_bindings()

    def focus_pane(self, pane: str) -> None:
        """Put the focus where a pane's keys work."""
        if pane == "setup":
            self.query_one("#choices", OptionList).focus()
        else:
            super().focus_pane(pane)

    # Setting up -----------------------------------------------------------------------------------------------------

    def on_setup_pane_chosen(self, event: SetupPane.Chosen) -> None:
        """Take a choice of the setup pane."""
        match event.choice:
            case ("preset", name):
                self._replace(name)
            case ("proxy", "iptables" | "ipvs" | "nftables" | "userspace" as mode):
                self.sandbox.switch_proxy(mode)
                self._changed(f"Every kube-proxy runs in mode {mode} now.")
            case ("version", version):
                major, _, minor = version.partition(".")
                self.sandbox.switch_version((int(major), int(minor)))
                self._changed(f"The API server is Kubernetes {version} now.")
            case ("file", "open"):
                self.action_open_file()
            case ("file", "save"):
                self.action_save_file()
            case _:
                self.action_save_level()

    def _changed(self, what: str) -> None:
        self.notify(what, markup=False)
        self.refresh_all()
        self.svcquest.keep_soon(self.session)

    def _replace(self, cluster: str) -> None:
        """Put another cluster in place of this one; asks where work would be lost."""

        def answered(yes: bool | None) -> None:
            if not yes:
                return
            try:
                sandbox = self.svcquest.backend.sandbox(cluster)
            except LevelUnusableError as error:
                self.notify(str(error), title="This cluster cannot be opened", severity="error", markup=False)
                return
            self.svcquest.keep_now(sandbox)
            self.app.switch_screen(SandboxScreen(sandbox))

        if self.session.history():
            question = f"Put {cluster} in place of this cluster? Your changes to it are lost."
            self.app.push_screen(AskScreen(question, "Replace"), answered)
        else:
            answered(True)  # noqa: FBT003 - the answer that nobody needs to give

    def action_open_file(self) -> None:
        """Open a cluster file, or what ``kubectl get -o yaml`` has written of a real cluster."""

        def given(path: str | None) -> None:
            if path:
                self._replace(path)

        about = "A cluster file, or a dump: kubectl get all,endpointslices,nodes -A -o yaml > dump.yaml"
        self.app.push_screen(EntryScreen("Open which file?", about), given)

    def action_save_file(self) -> None:
        """Save the cluster as a file that the sandbox, ``svcquest sim`` and levels can read."""

        def given(path: str | None) -> None:
            if path:
                trouble = self.svcquest.backend.save_cluster(path, self.sandbox.as_file())
                told = trouble or f"Saved {path}. `svcquest sim {path}` opens it too."
                self.notify(told, severity="error" if trouble else "information", markup=False)

        about = "Objects that were written, not what controllers made of them."
        self.app.push_screen(EntryScreen("Save the cluster as", about, "cluster.yaml"), given)

    def action_save_level(self) -> None:
        """Save the cluster as a level in which one of its Services is missing; lint it, and offer to play it."""
        from svcquest.levels.from_objects import services_to_ask  # noqa: PLC0415 - wanted by authors
        from svcquest.tui.screens.save_level import SaveLevelScreen  # noqa: PLC0415

        def given(chosen: tuple[str, str] | None) -> None:
            if chosen is not None:
                self._saved(self.svcquest.backend.save_level(chosen[0], self.sandbox, chosen[1]))

        services = services_to_ask(self.sandbox.objects())
        if services:
            self.app.push_screen(SaveLevelScreen(services), given)
        else:
            self.notify("A level asks for a Service with a selector and pods; there is none here.", markup=False)

    def _saved(self, level: SavedLevel) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.svcquest.keep_now(self.session)
                self.svcquest.open_level(level.folder)

        if not level.folder:
            self.notify("\n".join(level.faults), title="Not saved", severity="error", markup=False)
        elif level.faults:
            told = [plain(f"Saved {level.folder}"), plain("To be mended before anybody plays it:", "bold $warn")]
            faults = [plain(each) for each in level.faults]
            self.app.push_screen(ReadScreen("A level", Content("\n\n").join([*told, *faults])))
        else:
            question = (
                f"Saved {level.folder}. Lint finds no fault. Its story is yours to tell in level.yaml. Play it now?"
            )
            self.app.push_screen(AskScreen(question, "Play", "Later"), answered)

    # Acting ---------------------------------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Apply the files."""
        applied, diagnostics = self.sandbox.apply()
        self.svcquest.keep_now(self.session)
        self.refresh_all()
        refused = next((each for each in diagnostics if each.severity == "error"), None)
        if refused is not None:
            self.notify(refused.message, title="Not applied", severity="error", markup=False)
            return
        self.notify(_told(applied), markup=False)

    def action_back(self) -> None:
        """Leave; the cluster is kept."""
        self.svcquest.keep_now(self.session)
        self.app.pop_screen()

    def action_reset(self) -> None:
        """Back to the cluster as it was opened, after a question."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.session.reset()
                self._open_file(next(iter(self.session.file_names()), ""))
                self.refresh_all()
                self.notify("Back at the start. F4 takes the reset back.")

        self.app.push_screen(AskScreen("Put the cluster and your files back to the start?", "Reset"), answered)


def _told(applied: Sequence[str]) -> str:
    """What kubectl said, short."""
    if not applied:
        return "Nothing new to apply."
    return "\n".join(applied[:3]) + (f"\nand {len(applied) - 3} more" if len(applied) > 3 else "")
