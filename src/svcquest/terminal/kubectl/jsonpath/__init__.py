"""JSONPath as kubectl understands it: a template of literal text and ``{actions}``.

Follows ``k8s.io/client-go/util/jsonpath``: keys that are absent yield nothing, several results are put apart by
blanks, ``{range …}…{end}`` repeats, and objects and lists print as compact JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from svcquest.model.status import quote
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.jsonpath.evaluator import EvaluationError, evaluate
from svcquest.terminal.kubectl.jsonpath.nodes import Text, requiring
from svcquest.terminal.kubectl.jsonpath.parser import SyntaxProblemError, Template, parse
from svcquest.terminal.kubectl.jsonpath.show import as_json, as_text, go_syntax

__all__ = ["EvaluationError", "SyntaxProblemError", "Template", "evaluate", "field_path", "parse", "printer", "values"]


def printer(template: str, *, indented: bool = False, missing_fails: bool = False) -> Callable[[Any], str]:
    """The text of an object as ``-o jsonpath=TEMPLATE`` prints it (``indented``: ``-o jsonpath-as-json``).

    With ``missing_fails`` it is an error that nothing has a field that the template names.

    Raises:
        CommandError: the template cannot be read; the printer raises it when it does not fit the object.
    """
    try:
        parsed = parse(template)
    except SyntaxProblemError as error:
        raise CommandError(f"error parsing jsonpath {template}, {error}\n") from None
    if missing_fails:
        parsed = tuple(part if isinstance(part, Text) else requiring(part) for part in parsed)

    def show(tree: Any) -> str:
        try:
            results = evaluate(parsed, tree)
        except EvaluationError as error:
            raise CommandError(_execution_problem(template, tree, error)) from None
        return "".join(as_json(each) if indented else as_text(each) for each in results)

    return show


def _execution_problem(template: str, tree: Any, error: EvaluationError) -> str:
    return (
        f"error executing jsonpath {quote(template)}: Error executing template: {error}. "
        "Printing more information for debugging the template:\n"
        f"\ttemplate was:\n\t\t{template}\n"
        f"\tobject given to jsonpath engine was:\n\t\t{go_syntax(tree)}\n\n\n"
    )


def values(template: Template, tree: Any) -> list[Any]:
    """All results of a template on an object, in order.

    Raises:
        EvaluationError: the template does not fit the object.
    """
    return [value for results in evaluate(template, tree) for value in results]


def field_path(path: str) -> tuple[Template, str]:
    """A path as ``--sort-by`` and custom columns take it, ``.x``, ``x``, ``{.x}`` or ``{x}``: parsed and in braces.

    An empty one finds nothing.

    Follows ``kubectl/pkg/cmd/get/customcolumn.go`` (RelaxedJSONPathExpression).

    Raises:
        CommandError: it is none of these.
        SyntaxProblemError: what is within the braces cannot be read.
    """
    if not path:
        return parse(""), ""
    inner = path[1:-1] if path.startswith("{") and path.endswith("}") else path
    if not inner or "{" in inner or "}" in inner:
        raise CommandError(
            "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'"
        )
    text = "{" + inner + "}" if inner.startswith(".") else "{." + inner + "}"
    return parse(text), text
