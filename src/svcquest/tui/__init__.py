"""The screens. The only package that knows Textual and Rich; it decides nothing about Kubernetes or scoring."""
