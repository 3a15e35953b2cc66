"""The lines above a result."""

from __future__ import annotations

from svcquest.game.session import Session
from svcquest.levels.catalog import Catalog
from svcquest.tui.bridge import headline
from svcquest.tui.glyphs import UNICODE


def test_a_failed_run_tells_of_a_draft_left_out_and_of_a_port_that_apply_has_lost() -> None:
    left_out = Session(Catalog().open("two-doors"))
    assert "parcels.yaml was not applied" in headline(left_out.run(), left_out, UNICODE).plain

    lost = Session(Catalog().open("same-number-other-protocol"))
    lost.command("kubectl expose deployment house-dns --port=53 --target-port=5353 --protocol=UDP")
    right = lost.text("house-dns.yaml").replace("port: 53\n", "port: 53\n    protocol: UDP\n", 1)
    lost.write("house-dns.yaml", right)
    told = headline(lost.run(), lost, UNICODE).plain
    assert 'has lost .spec.ports[port=53,protocol="TCP"]' in told
