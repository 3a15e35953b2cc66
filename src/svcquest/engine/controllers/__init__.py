"""The control loops of the cluster, in the order in which they get to work."""

from __future__ import annotations

from svcquest.engine.controllers.base import Controller

CONTROLLERS: tuple[Controller, ...] = ()
"""Workloads first, then scheduling and kubelets, then what follows from pods, garbage collection last."""
