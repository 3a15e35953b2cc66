"""The whole game in another language: switched at once, nothing cut, kubectl's words as they are."""

from __future__ import annotations

from rich.cells import cell_len
from tests.tui.playing import SMALL, Player, playing

from svcquest.game.session import Session
from svcquest.levels.catalog import Catalog
from svcquest.levels.program_words import catalogue
from svcquest.model.language import speak
from svcquest.tui.backend import Preferences
from svcquest.tui.text import padded, worded, wrapped
from svcquest.tui.widgets.result import terse

LEVEL = "a-name-for-three-pods"
CHINESE = Preferences(motion=False, language="zh")


def fits(player: Player) -> bool:
    """Whether every line is as wide as the screen, in cells: none sticks out, none lacks the half of a sign."""
    strips = player.app.screen._compositor.render_strips()
    return all(cell_len(strip.text) == strip.cell_length == player.app.size.width for strip in strips)


async def test_the_settings_change_all_screens_at_once() -> None:
    async with playing(size=SMALL) as player:
        assert player.shows("all levels, by chapter")
        await player.press("m", "colon")
        await player.enter("settings")
        await player.press(*["j"] * 6, "enter")
        assert player.shows("设置", "● 中文", "⏎ 选择")
        await player.press("escape")
        assert player.shows("地图", "初次接触", "还没解开")
        await player.press("escape")
        assert player.shows("所有关卡，按章节", "q 退出")
        await player.press("s", *["j"] * 5, "enter", "escape")
        assert player.shows("all levels, by chapter", "q Quit")


async def test_a_level_on_a_small_screen_is_not_cut() -> None:
    async with playing(LEVEL, size=SMALL, preferences=CHINESE) as player:
        assert player.shows("目标", "可得", "F5 运行")
        for keys, told in (
            (["f2"], "选中"),
            (["f2"], "在 shop 里没有选中 Pod"),
            (["f5"], "期望：正好是 3 个 storefront Pod · 观察到：全部被拒绝"),
            (["enter"], "重放"),
            (["escape", "f8"], "打开第 1/3 个提示（免费）"),
            (["f10"], "对集群的修改"),
            (["escape", "ctrl+r"], "取消 (Esc)"),
            (["escape", "ctrl+g"], "跳到"),
            (["e", "f1"], "kubectl explain"),
        ):
            await player.press(*keys)
            assert player.shows(told), (told, player.frame)
            assert fits(player), player.frame


def test_kubectl_says_the_same_in_every_language() -> None:
    said = []
    for language in ("", "zh"):
        speak(catalogue(language))
        session = Session(Catalog(language=language).open(LEVEL))
        for line in (
            "kubectl get pods,svc -A",
            "kubectl delete svc web",
            "kubectl explain service.spec",
            "help",
            "nope",
        ):
            outcome = session.command(line)
            said.append((language, line, outcome.stdout, outcome.stderr))
    half = len(said) // 2
    assert [each[1:] for each in said[:half]] == [each[1:] for each in said[half:]]


def test_words_around_parts_in_any_order() -> None:
    told = worded("{second} 先于 {first}！", "bold", first=("a", "dim"), second="b")
    assert told.plain == "b 先于 a！"
    assert [span.style for span in told.spans] == ["bold", "dim", "bold"]


def test_widths_are_counted_in_cells() -> None:
    assert padded("目标", 6) == "目标  "
    assert wrapped("没有任何标签能选中它", 8) == ["没有任何", "标签能选", "中它"]
    assert wrapped("no label fits", 8) == ["no label", "fits"]
    assert wrapped("", 8) == [""]


def test_a_narrow_result_says_it_in_fewer_words() -> None:
    speak(catalogue("zh"))
    assert terse("正好是 命名空间 shop 的 3 个 storefront Pod") == "shop 的 3 个 storefront"
    assert terse("没有请求到 db-0") == "不是 db-0"
