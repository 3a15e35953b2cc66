"""The command line of awk."""

from __future__ import annotations

from svcquest.terminal.process import Process
from svcquest.terminal.shell.lexer import unescape
from svcquest.terminal.text.awk.parser import parse
from svcquest.terminal.text.awk.runner import Runner
from svcquest.terminal.text.awk.syntax import AwkError
from svcquest.terminal.text.inputs import Inputs, lines_of
from svcquest.terminal.text.options import parse_options, usage


@usage(2)
def main(process: Process) -> int:
    """Runs awk: ``-F`` separates fields, ``-v NAME=VALUE`` sets a variable, ``-f`` names a program file."""
    options = parse_options(process, "", "Fvf", permute=False)
    words = options.operands
    programs = [process.files.read(path) for path in options.values.get("f", [])]
    if not programs:
        if not words:
            process.error("usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]")
            return 2
        programs = [words.pop(0)]
    variables = {"FS": unescape(options.value("F", " "))}
    if variables["FS"] == "t":
        variables["FS"] = "\t"
    for assignment in options.values.get("v", []):
        name, _, value = assignment.partition("=")
        variables[name] = unescape(value)
    inputs = Inputs(process, words)
    try:
        rules = parse("\n".join(programs))
        runner = Runner(process, rules, variables)
        texts = ((name, lines_of(text)) for name, text in inputs)
        status = runner.run(texts)
    except AwkError as error:
        return process.fail(str(error), 2)
    return status or (2 if inputs.failed else 0)
