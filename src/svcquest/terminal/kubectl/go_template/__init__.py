"""``-o go-template``: Go's ``text/template`` as kubectl uses it. Follows ``cli-runtime/pkg/printers/template.go``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from svcquest.model.status import quote
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.go_template.errors import TemplateError
from svcquest.terminal.kubectl.go_template.execution import Execution
from svcquest.terminal.kubectl.go_template.formatting import plain
from svcquest.terminal.kubectl.go_template.parser import parse
from svcquest.terminal.kubectl.jsonpath.show import compact


def printer(template: str, *, missing_fails: bool = False) -> Callable[[Any], str]:
    """The text of an object as ``-o go-template=TEMPLATE`` prints it.

    Args:
        missing_fails: naming a field that an object does not have is an error.

    Raises:
        CommandError: the template cannot be read; the printer raises it, with what it would print, when the template
            does not fit the object.
    """
    try:
        defined = parse(template)
    except TemplateError as error:
        raise CommandError(f"error parsing template {template}, {error}\n") from None
    except RecursionError:
        raise CommandError(
            f"error parsing template {template}, template: output:1: max expression depth exceeded\n"
        ) from None

    def render(tree: Any) -> str:
        data = _as_decoded(tree)
        written: list[str] = []
        try:
            Execution(template, defined, written.append, missing_fails=missing_fails).run(data)
        except RecursionError:
            raise CommandError("error executing template: exceeded maximum template depth") from None
        except TemplateError as error:
            written.append(_explanation(template, tree, data, error))
            raise CommandError(
                f"error executing template {quote(template)}: {error}", printed="".join(written)
            ) from None
        return "".join(written)

    return render


def _as_decoded(tree: Any) -> Any:
    """A tree as ``encoding/json`` reads it: every number is a float64."""
    match tree:
        case dict():
            return {key: _as_decoded(value) for key, value in tree.items()}
        case list() | tuple():
            return [_as_decoded(value) for value in tree]
        case int() if not isinstance(tree, bool):
            return float(tree)
        case _:
            return tree


def _explanation(template: str, tree: Any, data: Any, error: TemplateError) -> str:
    return (
        f"Error executing template: {error}. Printing more information for debugging the template:\n"
        f"\ttemplate was:\n\t\t{template}\n"
        f"\traw data was:\n\t\t{compact(tree)}\n"
        f"\tobject given to template engine was:\n\t\t{plain(data)}\n\n"
    )
