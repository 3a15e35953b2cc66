"""The resource types that a 1.36 API server offers, and the words by which kubectl finds them.

Follows ``k8s.io/cli-runtime/pkg/resource/builder.go`` (mappingFor) and ``client-go/restmapper``.
"""

from __future__ import annotations

from functools import cache

from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.schema.versions import address_objects
from svcquest.terminal.kubectl.errors import CommandError

# Types that exist but whose behaviour is not modelled: plural, short names, group/version, kind, "-" if cluster-wide.
_OTHERS = """
bindings - v1 Binding
componentstatuses cs v1 ComponentStatus -
limitranges limits v1 LimitRange
persistentvolumeclaims pvc v1 PersistentVolumeClaim
persistentvolumes pv v1 PersistentVolume -
podtemplates - v1 PodTemplate
resourcequotas quota v1 ResourceQuota
secrets - v1 Secret
serviceaccounts sa v1 ServiceAccount
mutatingadmissionpolicies - admissionregistration.k8s.io/v1 MutatingAdmissionPolicy -
mutatingadmissionpolicybindings - admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding -
mutatingwebhookconfigurations - admissionregistration.k8s.io/v1 MutatingWebhookConfiguration -
validatingadmissionpolicies - admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy -
validatingadmissionpolicybindings - admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding -
validatingwebhookconfigurations - admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration -
customresourcedefinitions crd,crds apiextensions.k8s.io/v1 CustomResourceDefinition -
apiservices - apiregistration.k8s.io/v1 APIService -
controllerrevisions - apps/v1 ControllerRevision
selfsubjectreviews - authentication.k8s.io/v1 SelfSubjectReview -
tokenreviews - authentication.k8s.io/v1 TokenReview -
localsubjectaccessreviews - authorization.k8s.io/v1 LocalSubjectAccessReview
selfsubjectaccessreviews - authorization.k8s.io/v1 SelfSubjectAccessReview -
selfsubjectrulesreviews - authorization.k8s.io/v1 SelfSubjectRulesReview -
subjectaccessreviews - authorization.k8s.io/v1 SubjectAccessReview -
horizontalpodautoscalers hpa autoscaling/v2 HorizontalPodAutoscaler all
cronjobs cj batch/v1 CronJob all
jobs - batch/v1 Job all
certificatesigningrequests csr certificates.k8s.io/v1 CertificateSigningRequest -
leases - coordination.k8s.io/v1 Lease
events ev events.k8s.io/v1 Event
flowschemas - flowcontrol.apiserver.k8s.io/v1 FlowSchema -
prioritylevelconfigurations - flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration -
ingressclasses - networking.k8s.io/v1 IngressClass -
ingresses ing networking.k8s.io/v1 Ingress
ipaddresses ip networking.k8s.io/v1 IPAddress -
servicecidrs - networking.k8s.io/v1 ServiceCIDR -
runtimeclasses - node.k8s.io/v1 RuntimeClass -
poddisruptionbudgets pdb policy/v1 PodDisruptionBudget
clusterrolebindings - rbac.authorization.k8s.io/v1 ClusterRoleBinding -
clusterroles - rbac.authorization.k8s.io/v1 ClusterRole -
rolebindings - rbac.authorization.k8s.io/v1 RoleBinding
roles - rbac.authorization.k8s.io/v1 Role
deviceclasses - resource.k8s.io/v1 DeviceClass -
resourceclaims - resource.k8s.io/v1 ResourceClaim
resourceclaimtemplates - resource.k8s.io/v1 ResourceClaimTemplate
resourceslices - resource.k8s.io/v1 ResourceSlice -
priorityclasses pc scheduling.k8s.io/v1 PriorityClass -
csidrivers - storage.k8s.io/v1 CSIDriver -
csinodes - storage.k8s.io/v1 CSINode -
csistoragecapacities - storage.k8s.io/v1 CSIStorageCapacity
storageclasses sc storage.k8s.io/v1 StorageClass -
volumeattachments - storage.k8s.io/v1 VolumeAttachment -
volumeattributesclasses vac storage.k8s.io/v1 VolumeAttributesClass -
"""


def _other(line: str) -> Kind:
    plural, short, api_version, kind, scope = (*line.split(), "")[:5]
    group, _, version = api_version.rpartition("/")
    names = () if short == "-" else tuple(short.split(","))
    return Kind(group, version, kind, plural, names, namespaced=scope != "-", in_all=scope == "all")


@cache
def all_types() -> tuple[Kind, ...]:
    """Every resource type in the order of ``kubectl api-resources``: by group, then by name, the core group first."""
    others = (_other(line) for line in _OTHERS.strip().splitlines())
    return tuple(sorted((*kinds.KINDS, *others), key=order))


def order(kind: Kind) -> tuple[bool, str, str]:
    """Sort key of resource types."""
    return (kind.api_version != "v1", kind.group, kind.plural)


_EVERY_VERB = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
_FEWER_VERBS = {
    "bindings": ("create",),
    "componentstatuses": ("get", "list"),
    "namespaces": ("create", "delete", "get", "list", "patch", "update", "watch"),
}


def verbs(kind: Kind) -> tuple[str, ...]:
    """What can be done with objects of a type."""
    return ("create",) if kind.plural.endswith("reviews") else _FEWER_VERBS.get(kind.plural, _EVERY_VERB)


def served_versions() -> frozenset[str]:
    """Every group and version of the server, such as ``apps/v1``."""
    return frozenset({kind.api_version for kind in all_types()} | {"autoscaling/v1"})


def in_category_all() -> list[Kind]:
    """What ``kubectl get all`` lists, in its order."""
    return [kind for kind in all_types() if kind.in_all]


def is_served(kind: Kind, state: State) -> bool:
    """Whether a cluster's version has a type: objects for addresses came late."""
    return kind.plural not in {"ipaddresses", "servicecidrs"} or address_objects(state.settings.version)


@cache
def _by_word() -> dict[str, Kind]:
    """Plural, singular and short names to types; the core group wins over others of the same name."""
    found: dict[str, Kind] = {}
    for kind in all_types():
        for word in (kind.plural, kind.singular, *kind.short):
            found.setdefault(word, kind)
    return found


def custom_types(state: State) -> list[Kind]:
    """Types of a cluster that not every API server has."""
    from svcquest.engine.custom_kinds import custom_kinds  # noqa: PLC0415 - only for words that nothing else knows

    usual = {kind.resource for kind in all_types()}
    return [kind for kind in custom_kinds(state) if kind.resource not in usual]


def find_type(word: str, state: State | None = None) -> Kind | None:
    """The type that a word means: ``svc``, ``services``, ``Service``, ``deployments.apps``, ``deployments.v1.apps``.

    Args:
        state: a cluster, which may have types of its own.
    """
    found = _usual_type(word)
    if found is not None and state is not None and not is_served(found, state):
        return None
    if found is not None or state is None:
        return found
    name, dot, qualifier = word.lower().partition(".")
    for kind in custom_types(state):
        known = name in {kind.plural, kind.singular, *kind.short}
        if known and (not dot or qualifier in {kind.group, f"{kind.version}.{kind.group}"}):
            return kind
    return None


def _usual_type(word: str) -> Kind | None:
    name, dot, qualifier = word.partition(".")
    if name in _by_word():
        name = _by_word()[name].plural
    else:
        known = _by_word().get(name.lower())
        if known is None or name.lower() in known.short:
            return None
        name = known.plural
    if not dot:
        return _by_word()[name]
    for kind in all_types():
        if kind.plural == name and qualifier in {kind.group, f"{kind.version}.{kind.group}"}:
            return kind
    return None


def type_of(word: str, state: State | None = None) -> Kind:
    """The type that a word means.

    Args:
        state: a cluster, which may have types of its own.

    Raises:
        CommandError: there is none.
    """
    kind = find_type(word, state)
    if kind is None:
        raise CommandError(f'the server doesn\'t have a resource type "{word.partition(".")[0]}"')
    return kind


def other_meaning(word: str) -> Kind | None:
    """The second type that a short name stands for, which the first hides: ``ev`` is short for two kinds of Event.

    Follows ``client-go/restmapper/shortcut.go``, which warns of it.
    """
    meant = [kind for kind in all_types() if word in kind.short] if len(word) < _LONG_NAME else []
    return meant[1] if len(meant) > 1 else None


_LONG_NAME = 8
"""Letters that no short name has."""


def types_of(words: str, state: State | None = None) -> list[Kind]:
    """The types of a comma list such as ``svc,deploy`` or ``all``, each once, in order.

    Args:
        state: a cluster, which may have types of its own.

    Raises:
        CommandError: one of them does not exist.
    """
    found: dict[Kind, None] = {}
    for word in words.split(","):
        for kind in _in_category_all(state) if word == "all" else [type_of(word, state)]:
            found[kind] = None
    return list(found)


def _in_category_all(state: State | None) -> list[Kind]:
    custom = custom_types(state) if state is not None else []
    return [*in_category_all(), *(kind for kind in custom if kind.in_all)]


def type_in_manifest(api_version: str, kind: str) -> Kind | None:
    """The type of a manifest by its ``apiVersion`` and ``kind``, which must be spelled exactly."""
    found = kinds.BY_MANIFEST.get((api_version, kind))
    if found is not None:
        return found
    for each in all_types():
        if each.api_version == api_version and each.kind == kind:
            return each
    return None
