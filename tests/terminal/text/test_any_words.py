"""Whatever words a text tool is given, it answers with a status and no traceback."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from svcquest.terminal.process import Files, lookup_in, run_program
from svcquest.terminal.text.programs import PROGRAMS

FIND = lookup_in(PROGRAMS)
TEXT = "NAME READY\nweb-1 1/1\nweb-2 0/1\n\n\tdb\n10\n"

_SIGNS = """
-n -c -v -i -o -E -e -f -F, -d: -f1,2 -k2,2n -t, -r -u -w -x -A1 -C -5 -I{} -n1 -l -q -s --long -- - +2 -1 {} f d
missing /dev/null 1,$d s/a/b/g s/\\(a*\\)/<\\1>/ /web/,/db/p $!N;P;D {print$1} {x=x"a"}END{print(x)} $1~/w/
BEGIN{while(1)i++} BEGIN{printf("%s%d%c",1)} a{2} (a+)+$ [[:alpha:]] a-z A-Z echo xargs cat 0 3 1..2 {a[$1]++}
END{for(k)print} :a;ba y/abc/xyz/ 2~3p a\\text \\ ' é
"""

WORDS = st.one_of(
    st.sampled_from(_SIGNS.split()),
    st.text(max_size=8),
    st.text("{}()[]$/\\*+?.;,ab1\"' \n=!~|&%", max_size=25),
)


@given(name=st.sampled_from(sorted(PROGRAMS)), words=st.lists(WORDS, max_size=5), stdin=st.sampled_from(["", TEXT]))
@settings(max_examples=500, deadline=None)
def test_every_tool_answers(name: str, words: list[str], stdin: str) -> None:
    program = FIND(name)
    assert program is not None
    outcome = run_program(program, name, *words, stdin=stdin, files=Files({"f": TEXT, "d/g": "x\n"}))
    assert 0 <= outcome.exit <= 255
    assert "Traceback" not in outcome.stderr
