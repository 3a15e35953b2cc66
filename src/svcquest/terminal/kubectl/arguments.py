"""From the arguments of a command to objects: ``TYPE NAME…``, ``TYPE/NAME…``, ``-f FILE``, ``-l SELECTOR``.

Follows ``k8s.io/cli-runtime/pkg/resource/builder.go``; its checks come in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.selectors import EVERYTHING, Selector
from svcquest.model.status import Status, quote
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError, Problem
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.manifests import read_manifests, texts
from svcquest.terminal.kubectl.resource_types import other_meaning, type_of, types_of
from svcquest.terminal.kubectl.selectors import SelectorError, list_matching, parse_labels

FILENAME = Flag("filename", "File, folder or - that holds manifests", "list", short="f")
RECURSIVE = Flag("recursive", "Take folders with all that is below them", "bool", short="R")
KUSTOMIZE = Flag("kustomize", "Folder of a kustomization", short="k")
FILE_FLAGS = (FILENAME, RECURSIVE, KUSTOMIZE)
SELECTOR = Flag("selector", "Label selector, such as app=web,tier!=db", short="l")
FIELD_SELECTOR = Flag("field-selector", "Field selector, such as status.phase=Running")
ALL = Flag("all", "All objects of the type in the namespace", "bool")
ALL_NAMESPACES = Flag("all-namespaces", "Objects of every namespace", "bool", short="A")

NOTHING_GIVEN = """You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'"""


@dataclass(frozen=True, slots=True)
class Target:
    """One object that a command is about.

    Attributes:
        kind, namespace, name: which one; the namespace is empty for kinds outside of namespaces.
        source: the file it comes from, empty when it was named on the command line.
        manifest: what the file says, None when it was named on the command line.
        live: the object in the cluster, or as written where that is meant; None when it was not looked up.
    """

    kind: Kind
    namespace: str
    name: str
    source: str = ""
    manifest: Tree | None = None
    live: Resource | None = None

    @property
    def resource(self) -> Resource:
        """The object in the cluster, for commands that have it looked up."""
        assert self.live is not None
        return self.live

    def __str__(self) -> str:
        return f"{self.kind.qualified}/{self.name}"


@dataclass(frozen=True, slots=True)
class Question:
    """How arguments are to be read.

    Attributes:
        empty_selector: a type alone means all its objects, as ``--all`` says to most commands.
        select_all: a type alone means all its objects, and nothing else may be said of them.
        all_namespaces: ``-A`` was given.
        look_up: fetch named objects and those of files.
        as_written: objects of files are meant as the files have them, not as the cluster does.
        selectors: ``--selector`` and ``--field-selector`` choose objects; elsewhere they mean something else.
    """

    empty_selector: bool = False
    select_all: bool = False
    all_namespaces: bool = False
    look_up: bool = True
    as_written: bool = False
    selectors: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What arguments came to.

    Attributes:
        targets: in the order of the arguments.
        problems: for those that could not be had.
        single: exactly one object was named, so that its output is not a list.
        listed: the objects were selected rather than named.
        kinds: the types that were asked for, without those that the server would not list.
    """

    targets: tuple[Target, ...]
    problems: tuple[Problem, ...] = ()
    single: bool = False
    listed: bool = False
    kinds: tuple[Kind, ...] = ()


def find(call: Call, args: Sequence[str], question: Question | None = None) -> Found:
    """Resolve the arguments of a command. Looking for Endpoints warns of their deprecation.

    Raises:
        CommandError: the arguments cannot be meant together, or name a type that does not exist.
    """
    question = question or Question()
    words = _tuples(args)
    slashes = [word for word in words if "/" in word]
    if slashes and len(slashes) != len(words):
        raise CommandError(
            "there is no need to specify a resource type as a separate argument when passing arguments in "
            "resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of "
            "'kubectl get resource resource/<resource_name>'"
        )
    pairs = [_pair(word) for word in slashes]
    files = [
        *(call.flags.list("filename") if "filename" in call.flags.known else ()),
        *(call.flags.list("kustomize") if "kustomize" in call.flags.known else ()),
    ]
    chosen_by = ("selector", "field-selector") if question.selectors else ()
    selectors = [name for name in chosen_by if call.flags.values.get(name, [""])[-1]]
    if files:
        return _by_files(call, words, question)
    if question.select_all and selectors:
        raise CommandError("setting 'all' parameter but found a non empty selector. ")
    if selectors or question.select_all or (question.empty_selector and len(words) == 1 and not pairs):
        return _by_selector(call, words, bool(pairs), question)
    if pairs:
        return _by_name(call, [(_type_of(call, word), name) for word, name in pairs], question)
    if len(words) > 1:
        wanted = _types_of(call, words[0])
        if len(wanted) > 1:
            raise CommandError("you must specify only one resource")
        return _by_name(call, [(wanted[0], name) for name in words[1:]], question)
    if words:
        _types_of(call, words[0])
        raise CommandError("resource(s) were provided, but no name was specified")
    raise CommandError(NOTHING_GIVEN)


def _types_of(call: Call, words: str) -> list[Kind]:
    """The types of a comma list."""
    for word in words.split(","):
        _warn_of_short_name(call, word)
    return types_of(words, call.client.cluster.state)


def _type_of(call: Call, word: str) -> Kind:
    _warn_of_short_name(call, word)
    return type_of(word, call.client.cluster.state)


def _warn_of_short_name(call: Call, word: str) -> None:
    other = other_meaning(word)
    if other is not None:
        call.warn(f'short name "{word}" could also match lower priority resource {other.resource}')


def _tuples(args: Sequence[str]) -> list[str]:
    """``pods,svc web`` is meant as ``pods/web svc/web`` (normalizeMultipleResourcesArgs)."""
    types = tuple(dict.fromkeys(args[0].split(","))) if len(args) > 1 else ()
    return [f"{word}/{name}" for word in types for name in args[1:]] if len(types) > 1 else list(args)


def _pair(word: str) -> tuple[str, str]:
    parts = word.split("/")
    if len(parts) != 2:
        raise CommandError("arguments in resource/name form may not have more than one slash")
    kind, name = parts
    if not kind or not name or "," in kind:
        raise CommandError("arguments in resource/name form must have a single resource and name")
    return kind, name


def _by_files(call: Call, words: Sequence[str], question: Question) -> Found:
    if words:
        texts(call)  # a file that is missing is told before
    if words and "/" in words[0]:
        raise CommandError("resource/name arguments cannot be provided when a path is specified")
    if words:
        raise CommandError(
            "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well"
        )
    targets: list[Target] = []
    problems: list[Problem] = []
    looked_at = _selector_for_files(call) if question.selectors and question.look_up else EVERYTHING
    for each in file_targets(call, selected=question.selectors and not question.look_up):
        if not isinstance(each, Target):
            problems.append(each)
            continue
        if not question.look_up:
            targets.append(each)
            continue
        if question.as_written:
            written = Resource(each.kind, each.namespace, each.name, each.manifest or {})
            targets.append(replace(each, live=written))
            continue
        call.warn_of(each.kind)
        live = call.client.get(each.kind, each.namespace, each.name)
        if isinstance(live, Status):
            problems.append(live)
        elif looked_at.matches(live.labels):
            targets.append(replace(each, live=live))
    return Found(tuple(targets), tuple(problems), single=len(targets) + len(problems) == 1)


def file_targets(call: Call, *, validate: bool = False, selected: bool = True) -> Iterator[Target | Problem]:
    """What the files of ``-f`` hold, one after the other, with the namespace each object goes to; not looked up.

    Args:
        validate: check as ``--validate`` does that documents are objects with a kind and an apiVersion.
        selected: leave out what ``--selector`` does not mean, where the command has such a flag.

    Raises:
        CommandError: the selector cannot be read.
    """
    client = call.client
    selector = _selector_for_files(call) if selected else EVERYTHING
    for each in read_manifests(call, validate=validate):
        if isinstance(each, str | Status):
            yield each
            continue
        metadata = each.tree.get("metadata") or {}
        if not selector.matches(metadata.get("labels") or {}):
            continue
        name = metadata.get("name") or ""
        namespace = (metadata.get("namespace") or client.namespace) if each.kind.namespaced else ""
        if each.kind.namespaced and client.namespace_given and namespace != client.namespace:
            yield (
                f'the namespace from the provided object "{namespace}" does not match the namespace '
                f"\"{client.namespace}\". You must pass '--namespace={namespace}' to perform this operation."
            )
            continue
        yield Target(each.kind, namespace, name, each.source, each.tree)


def _selector_for_files(call: Call) -> Selector:
    text = call.flags.text("selector") if "selector" in call.flags.known else ""
    try:
        return parse_labels(text) if text.strip() else EVERYTHING
    except SelectorError as error:
        raise CommandError(f"the provided selector {quote(text)} is not valid: {error}") from None


def _by_selector(call: Call, words: Sequence[str], has_pairs: bool, question: Question) -> Found:
    if has_pairs:
        raise CommandError("selectors and the all flag cannot be used when passing resource/name arguments")
    if len(words) > 1:
        raise CommandError("name cannot be provided when a selector is specified")
    if not words:
        raise CommandError("at least one resource must be specified to use a selector")
    wanted = _types_of(call, words[0])
    targets: list[Target] = []
    problems: list[Problem] = []
    refused: list[Kind] = []
    for kind in wanted:
        call.warn_of(kind)
        namespace = call.client.scope(kind) if kind.namespaced and not question.all_namespaces else None
        listed = list_matching(
            call.client.cluster,
            kind,
            namespace,
            call.flags.text("selector") if "selector" in call.flags.known else "",
            call.flags.text("field-selector") if "field-selector" in call.flags.known else "",
        )
        if isinstance(listed, Status):
            problems.append(listed)
            refused.append(kind)
        else:
            targets += [Target(kind, each.namespace, each.name, live=each) for each in listed]
    answered = tuple(kind for kind in wanted if kind not in refused)
    return Found(tuple(targets), tuple(problems), listed=True, kinds=answered)


def _by_name(call: Call, wanted: Sequence[tuple[Kind, str]], question: Question) -> Found:
    if question.all_namespaces and any(kind.namespaced for kind, _ in wanted):
        raise CommandError("a resource cannot be retrieved by name across all namespaces")
    targets: list[Target] = []
    problems: list[Problem] = []
    for kind, name in wanted:
        namespace = call.client.scope(kind)
        if not name:
            problems.append("resource name may not be empty")
            continue
        if not question.look_up:
            targets.append(Target(kind, namespace, name))
            continue
        call.warn_of(kind)
        live = call.client.get(kind, namespace, name)
        if isinstance(live, Status):
            problems.append(live)
        else:
            targets.append(Target(kind, namespace, name, live=live))
    asked = tuple(dict.fromkeys(kind for kind, _ in wanted))
    return Found(tuple(targets), tuple(problems), single=len(wanted) == 1, kinds=asked)
