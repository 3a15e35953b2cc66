"""The commands of kubectl: one row a command. To add one, write a module with a ``Command`` and a row here."""

from __future__ import annotations

from importlib import import_module

from svcquest.terminal.kubectl.command import Command

_HERE = "svcquest.terminal.kubectl"

VERBS: dict[str, tuple[str, str]] = {
    # command: (module:command, one line of help); a group of commands that does nothing itself has no module
    "annotate": ("annotate:ANNOTATE", "Change the annotations of objects"),
    "api-resources": ("discovery:API_RESOURCES", "List the resource types of the server"),
    "api-versions": ("discovery:API_VERSIONS", "List the API versions of the server"),
    "apply": ("apply:APPLY", "Make objects be as files say"),
    "apply edit-last-applied": ("refused:EDIT_LAST_APPLIED", "Edit what was last applied"),
    "apply set-last-applied": ("apply_last_applied:SET_LAST_APPLIED", "Record a file as what was last applied"),
    "apply view-last-applied": ("apply_last_applied:VIEW_LAST_APPLIED", "Show what was last applied"),
    "attach": ("refused:ATTACH", "Attach to a running container"),
    "auth": ("", "Look into authorization"),
    "auth can-i": ("auth:CAN_I", "Say whether an action is allowed"),
    "auth whoami": ("auth:WHOAMI", "Say who you are to the server"),
    "autoscale": ("refused:AUTOSCALE", "Scale a workload by its load"),
    "certificate": ("refused:CERTIFICATE", "Approve or deny certificate requests"),
    "cluster-info": ("discovery:CLUSTER_INFO", "Show where the cluster's services are"),
    "completion": ("refused:COMPLETION", "Print completion code for a shell"),
    "config": ("", "Change the kubeconfig"),
    "config current-context": ("config:CURRENT_CONTEXT", "Show the current context"),
    "config delete-cluster": ("config_entries:DELETE_CLUSTER", "Delete a cluster"),
    "config delete-context": ("config:DELETE_CONTEXT", "Delete a context"),
    "config delete-user": ("config_entries:DELETE_USER", "Delete a user"),
    "config get-clusters": ("config:GET_CLUSTERS", "List clusters"),
    "config get-contexts": ("config:GET_CONTEXTS", "List contexts"),
    "config get-users": ("config:GET_USERS", "List users"),
    "config rename-context": ("config:RENAME_CONTEXT", "Rename a context"),
    "config set": ("config_entries:SET", "Set one value of the kubeconfig"),
    "config set-cluster": ("config_entries:SET_CLUSTER", "Make or change a cluster"),
    "config set-context": ("config:SET_CONTEXT", "Make or change a context"),
    "config set-credentials": ("config_entries:SET_CREDENTIALS", "Make or change a user"),
    "config unset": ("config_entries:UNSET", "Remove one value of the kubeconfig"),
    "config use-context": ("config:USE_CONTEXT", "Choose the current context"),
    "config view": ("config:VIEW", "Show the kubeconfig"),
    "cordon": ("cordon:CORDON", "Mark a node as not schedulable"),
    "cp": ("refused:CP", "Copy files into and out of containers"),
    "create": ("create:CREATE", "Create objects from files"),
    "create clusterrole": ("refused:CREATE_OTHER", "Create a ClusterRole"),
    "create clusterrolebinding": ("refused:CREATE_OTHER", "Create a ClusterRoleBinding"),
    "create configmap": ("create_configmap:CREATE_CONFIGMAP", "Create a ConfigMap"),
    "create cronjob": ("refused:CREATE_OTHER", "Create a CronJob"),
    "create deployment": ("create_deployment:CREATE_DEPLOYMENT", "Create a Deployment"),
    "create ingress": ("refused:CREATE_OTHER", "Create an Ingress"),
    "create job": ("refused:CREATE_OTHER", "Create a Job"),
    "create namespace": ("create_namespace:CREATE_NAMESPACE", "Create a Namespace"),
    "create poddisruptionbudget": ("refused:CREATE_OTHER", "Create a PodDisruptionBudget"),
    "create priorityclass": ("refused:CREATE_OTHER", "Create a PriorityClass"),
    "create quota": ("refused:CREATE_OTHER", "Create a ResourceQuota"),
    "create role": ("refused:CREATE_OTHER", "Create a Role"),
    "create rolebinding": ("refused:CREATE_OTHER", "Create a RoleBinding"),
    "create secret": ("refused:CREATE_OTHER", "Create a Secret"),
    "create service": ("", "Create a Service"),
    "create service clusterip": ("create_service:CLUSTERIP", "Create a ClusterIP Service"),
    "create service externalname": ("create_service:EXTERNALNAME", "Create an ExternalName Service"),
    "create service loadbalancer": ("create_service:LOADBALANCER", "Create a LoadBalancer Service"),
    "create service nodeport": ("create_service:NODEPORT", "Create a NodePort Service"),
    "create serviceaccount": ("create_serviceaccount:CREATE_SERVICEACCOUNT", "Create a ServiceAccount"),
    "create token": ("refused:CREATE_OTHER", "Create a token for a ServiceAccount"),
    "debug": ("debug:DEBUG", "Open a tool box beside a pod or on a node"),
    "delete": ("delete:DELETE", "Delete objects"),
    "describe": ("describe:DESCRIBE", "Show the details of objects"),
    "diff": ("diff:DIFF", "Show what apply would change"),
    "drain": ("drain:DRAIN", "Empty a node"),
    "edit": ("edit:EDIT", "Edit an object"),
    "events": ("events:EVENTS", "List events"),
    "exec": ("exec:EXEC", "Run a program in a container"),
    "explain": ("explain:EXPLAIN", "Describe fields"),
    "expose": ("expose:EXPOSE", "Make a Service for an object"),
    "get": ("get:GET", "List objects"),
    "help": ("help:HELP", "Help about a command"),
    "kustomize": ("refused:KUSTOMIZE", "Build a kustomization"),
    "label": ("label:LABEL", "Change the labels of objects"),
    "logs": ("logs:LOGS", "Print what a container has written"),
    "options": ("help:OPTIONS", "List the flags of all commands"),
    "patch": ("patch:PATCH", "Change fields of an object"),
    "plugin": ("refused:PLUGIN", "Work with plugins"),
    "port-forward": ("port_forward:PORT_FORWARD", "Forward local ports to a pod"),
    "proxy": ("refused:PROXY", "Serve the API on a local port"),
    "replace": ("replace:REPLACE", "Replace objects by files"),
    "rollout": ("", "Manage the rollout of a workload"),
    "rollout history": ("rollout:HISTORY", "List revisions"),
    "rollout pause": ("rollout:PAUSE", "Stop rolling out"),
    "rollout restart": ("rollout:RESTART", "Replace all pods"),
    "rollout resume": ("rollout:RESUME", "Go on rolling out"),
    "rollout status": ("rollout:STATUS", "Wait for a rollout"),
    "rollout undo": ("rollout:UNDO", "Go back to an earlier revision"),
    "run": ("run:RUN", "Run an image in a pod"),
    "scale": ("scale:SCALE", "Set the number of replicas"),
    "set": ("", "Set single features of objects"),
    "set env": ("set_env:SET_ENV", "Change environment variables"),
    "set image": ("set_image:SET_IMAGE", "Change images"),
    "set resources": ("set_resources:SET_RESOURCES", "Change what containers may use"),
    "set selector": ("set_selector:SET_SELECTOR", "Change a Service's selector"),
    "set serviceaccount": ("set_serviceaccount:SET_SERVICEACCOUNT", "Change the ServiceAccount of pods"),
    "set subject": ("refused:SET_SUBJECT", "Change the subjects of a RoleBinding"),
    "taint": ("taint:TAINT", "Change the taints of nodes"),
    "top": ("", "Show what nodes and pods use"),
    "top node": ("top:NODE", "Show what nodes use"),
    "top pod": ("top:POD", "Show what pods use"),
    "uncordon": ("cordon:UNCORDON", "Mark a node as schedulable"),
    "version": ("discovery:VERSION", "Show the versions of client and server"),
    "wait": ("wait:WAIT", "Wait for a condition"),
}

_GROUPS: dict[str, str] = {
    "Basic Commands (Beginner)": "create expose run set",
    "Basic Commands (Intermediate)": "explain get edit delete",
    "Deploy Commands": "rollout scale autoscale",
    "Cluster Management Commands": "certificate cluster-info top cordon uncordon drain taint",
    "Troubleshooting and Debugging Commands": "describe logs attach exec port-forward proxy cp auth debug events",
    "Advanced Commands": "diff apply patch replace wait kustomize",
    "Settings Commands": "label annotate completion",
    "Other Commands": "config plugin version api-versions api-resources",
}
"""Under which head ``kubectl help`` has a command, the last one if under none; kubectl suggests them in this order."""

ALIASES: dict[str, str] = {
    "config use": "config use-context",
    "create cm": "create configmap",
    "create deploy": "create deployment",
    "create ns": "create namespace",
    "create sa": "create serviceaccount",
    "create svc": "create service",
    "set sa": "set serviceaccount",
    "top no": "top node",
    "top nodes": "top node",
    "top po": "top pod",
    "top pods": "top pod",
}
"""Other names of commands."""

SUGGESTED_FOR = {"delete": ("rm",), "get": ("list", "ps"), "wait": ("list", "ps")}
"""Words that people type for a command although they look nothing like it."""


def command_at(path: str) -> Command | None:
    """The command of a full name such as ``create service nodeport``; None for a group that does nothing itself."""
    target = VERBS[path][0]
    if not target:
        return None
    module, _, attribute = target.partition(":")
    command: Command = getattr(import_module(f"{_HERE}.{module}"), attribute)
    return command


def groups() -> dict[str, list[str]]:
    """The commands right below kubectl by the head under which its help has them."""
    found = {head: names.split() for head, names in _GROUPS.items()}
    placed = {"help", "options", *(name for names in found.values() for name in names)}
    found[next(reversed(found))] += [name for name in children("") if name not in placed]
    return found


def children(path: str) -> list[str]:
    """Names of the commands right below one; of kubectl itself when ``path`` is empty."""
    start = f"{path} " if path else ""
    rests = [each.removeprefix(start) for each in VERBS if each.startswith(start)]
    return [rest for rest in rests if " " not in rest]
