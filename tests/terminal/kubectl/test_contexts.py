"""config and --context."""

from __future__ import annotations

from tests.terminal.kubectl.scene import kubectls


def test_contexts() -> None:
    lines = kubectls(
        "config current-context",
        "config set-context --current --namespace=empty",
        "get svc",
        "config view --minify -o jsonpath='{..namespace}'",
        "config set-context dev --cluster=kubernetes --user=kubernetes-admin --namespace=shop",
        "config get-contexts",
        "config use-context dev",
        "config rename-context dev prod",
        "config current-context",
        "config use-context zz",
        "config set-context dev --current",
        "--context=zz get svc",
    )
    assert [text for _, text in lines] == [
        "kubernetes-admin@kubernetes\n",
        'Context "kubernetes-admin@kubernetes" modified.\n',
        "No resources found in empty namespace.\n",
        "empty",
        'Context "dev" created.\n',
        "CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE\n"
        "          dev                           kubernetes   kubernetes-admin   shop\n"
        "*         kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   empty\n",
        'Switched to context "dev".\n',
        'Context "dev" renamed to "prod".\n',
        "prod\n",
        'error: no context exists with the name: "zz"\n',
        "error: you cannot specify both a context name and --current\n",
        'error: context "zz" does not exist\n',
    ]
