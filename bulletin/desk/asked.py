"""What the preview was called for: an issue, or whatever its user will choose, and how each is shown."""

import os
from typing import NamedTuple

from bulletin.begin.issue_folder import holds_issue
from bulletin.model.output import Order, Purpose

OWN_OUTPUT = "output"  # of an issue that was opened in the browser, in its folder


class PreviewOrder(NamedTuple):
    """What shall be shown, and how."""

    order: Order
    folder: str  # of the outputs
    named: bool  # the user named the issue's folder: it is shown even if there is none yet
    usual: bool = False  # it is the folder that every command takes where none is named
    port: int = 0  # 0: a free one
    strict: bool = False
    opened: bool = True  # whether the browser is to open it


class ChosenIssue(NamedTuple):
    """An issue, and what of it is delivered when the user asks for outputs."""

    order: Order
    folder: str  # of the outputs
    purposes: tuple[Purpose, ...]  # of the PDFs; the one for the screen is made in any case, to be shown


def first_issue(asked: PreviewOrder) -> ChosenIssue | None:
    """The issue to begin with; None: the user chooses one on the start page."""
    return _chosen(asked.order, asked.folder) if asked.named or holds_issue(asked.order.content) else None


def issue_in(folder: str, asked: PreviewOrder) -> ChosenIssue:
    """The issue in a folder that the user chose; its outputs stand in it, as where `bulletin` is called there."""
    if os.path.realpath(folder) == os.path.realpath(asked.order.content):
        return _chosen(asked.order, asked.folder)
    return _chosen(asked.order._replace(content=folder, layout=None), os.path.join(folder, OWN_OUTPUT))


def _chosen(order: Order, folder: str) -> ChosenIssue:
    purposes: tuple[Purpose, ...] = tuple(dict.fromkeys(("screen", *order.purposes)))
    return ChosenIssue(order._replace(purposes=purposes, draw=True), folder, order.purposes)
