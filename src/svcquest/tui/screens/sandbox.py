"""The sandbox: any cluster with editor, terminal and picture, but without a task."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from svcquest.game.sandbox import Sandbox
from svcquest.model.language import _, mark, ngettext
from svcquest.tui.backend import SavedLevel
from svcquest.tui.screens.dialogs import AskScreen, ReadScreen
from svcquest.tui.screens.entry import EntryScreen
from svcquest.tui.screens.working import WorkingScreen, working_keys
from svcquest.tui.stay import Stay
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.setup import SetupPane
from svcquest.tui.widgets.tabs import Tab


class SandboxScreen(WorkingScreen):
    """A working screen without a task; in place of a brief stands how the cluster is set up."""

    rests: ClassVar[bool] = True

    CSS_PATH: ClassVar[list[str | PurePath]] = ["level.tcss", "sandbox.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = working_keys(
        mark("Apply"),
        "Setup",
        Binding("f6", "open_file", "Open", priority=True),
        Binding("f7", "save_file", "Save", priority=True),
        Binding("f8", "save_level", "Level", priority=True),
    )

    panes: ClassVar[tuple[Tab, ...]] = (
        Tab("setup", mark("Setup"), "s"),
        Tab("cluster", mark("Cluster"), "c"),
        Tab("editor", mark("Editor"), "e"),
        Tab("terminal", mark("Terminal"), "t"),
    )
    above: ClassVar[tuple[str, ...]] = ("setup", "cluster")
    below: ClassVar[tuple[str, ...]] = ("editor", "terminal")

    def __init__(self, stay: Stay) -> None:
        """Show the stay of a sandbox."""
        self._is_first = stay.panes is None
        stay.panes = stay.panes or ("setup", "terminal", "cluster")
        super().__init__(stay)
        self.sandbox = cast("Sandbox", stay.session)

    def make_pane(self, pane: str) -> Widget:
        """How the cluster is set up, besides the panes of every working screen."""
        return SetupPane(self.svcquest.glyphs, id=pane) if pane == "setup" else super().make_pane(pane)

    def on_mount(self) -> None:
        """Say what a dump could not bring."""
        refused = self.sandbox.refused
        if refused and self._is_first:
            more = " " + _("(and {n} more)", n=len(refused) - 1) if len(refused) > 1 else ""
            self.notify(f"{refused[0]}{more}", title=_("Left out"), severity="warning", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What belongs to the player's disk is here only where that is at hand."""
        if action in {"open_file", "save_file", "save_level", "own_editor"}:
            return not self.app.is_web
        return super().check_action(action, parameters)

    def refresh_all(self) -> None:
        """Show the cluster as it is now."""
        self.live.now()
        settings = self.sandbox.settings
        undo = len(self.session.history())
        changes = " · " + ngettext("{n} change", "{n} changes", undo) if undo else ""
        version = ".".join(str(part) for part in settings.version)
        about = f" {self.sandbox.source.name} · kube-proxy {settings.proxy_mode} · Kubernetes {version}{changes}"
        self.query_one("#level-name", Static).update(join((" " + _("Sandbox") + " ", "bold $primary"), (about, "$dim")))
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
                self._changed(_("Every kube-proxy runs in mode {mode} now.", mode=mode))
            case ("version", version):
                major, _dot, minor = version.partition(".")
                self.sandbox.switch_version((int(major), int(minor)))
                self._changed(_("The API server is Kubernetes {version} now.", version=version))
            case ("file", "open"):
                self.action_open_file()
            case ("file", "save"):
                self.action_save_file()
            case _:
                self.action_save_level()

    def _changed(self, what: str) -> None:
        self.notify(what, markup=False)
        self.refresh_all()
        self.svcquest.keeper.soon(self.session)

    def _replace(self, cluster: str) -> None:
        """Put another cluster in place of this one; asks where work would be lost."""

        def answered(yes: bool | None) -> None:
            stay = self.svcquest.sandbox_stay(cluster) if yes else None
            if stay is not None:
                self.svcquest.keeper.now(stay.session)
                self.app.switch_screen(SandboxScreen(stay))

        if self.session.history():
            question = _("Put {cluster} in place of this cluster? Your changes to it are lost.", cluster=cluster)
            self.app.push_screen(AskScreen(question, _("Replace")), answered)
        else:
            answered(True)  # noqa: FBT003 - the answer that nobody needs to give

    def action_open_file(self) -> None:
        """Open a cluster file, or what ``kubectl get -o yaml`` has written of a real cluster."""

        def given(path: str | None) -> None:
            if path:
                self._replace(path)

        about = _("A cluster file, or a dump: kubectl get all,endpointslices,nodes -A -o yaml > dump.yaml")
        self.app.push_screen(EntryScreen(_("Open which file?"), about), given)

    def action_save_file(self) -> None:
        """Save the cluster as a file that the sandbox, ``svcquest sim`` and levels can read."""

        def given(path: str | None) -> None:
            if path:
                trouble = self.svcquest.backend.save_cluster(path, self.sandbox.as_file())
                told = trouble or _("Saved {path}. `svcquest sim {path}` opens it too.", path=path)
                self.notify(told, severity="error" if trouble else "information", markup=False)

        about = _("Objects that were written, not what controllers made of them.")
        self.app.push_screen(EntryScreen(_("Save the cluster as"), about, "cluster.yaml"), given)

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
            self.notify(_("A level asks for a Service with a selector and pods; there is none here."), markup=False)

    def _saved(self, level: SavedLevel) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.svcquest.keeper.now(self.session)
                self.svcquest.open_level(level.folder)

        if not level.folder:
            self.notify("\n".join(level.faults), title=_("Not saved"), severity="error", markup=False)
        elif level.faults:
            told = [
                plain(_("Saved {path}", path=level.folder)),
                plain(_("To be mended before anybody plays it:"), "bold $warn"),
            ]
            faults = [plain(each) for each in level.faults]
            self.app.push_screen(ReadScreen(_("A level"), Content("\n\n").join([*told, *faults])))
        else:
            question = _(
                "Saved {folder}. Lint finds no fault. Its story is yours to tell in level.yaml. Play it now?",
                folder=level.folder,
            )
            self.app.push_screen(AskScreen(question, _("Play"), _("Later")), answered)

    # Acting ---------------------------------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Apply the files."""
        applied, diagnostics = self.sandbox.apply()
        self.svcquest.keeper.now(self.session)
        self.refresh_all()
        refused = next((each for each in diagnostics if each.severity == "error"), None)
        if refused is not None:
            self.notify(refused.message, title=_("Not applied"), severity="error", markup=False)
            return
        self.notify(_told(applied), markup=False)

    def action_back(self) -> None:
        """Leave; the cluster is kept."""
        self.svcquest.keeper.now(self.session)
        self.app.pop_screen()


def _told(applied: Sequence[str]) -> str:
    """What kubectl said, short."""
    if not applied:
        return _("Nothing new to apply.")
    return "\n".join(applied[:3]) + ("\n" + _("and {n} more", n=len(applied) - 3) if len(applied) > 3 else "")
