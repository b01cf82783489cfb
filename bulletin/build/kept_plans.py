"""`plan.json` beside issue.yaml: when a build writes it, and when it goes.

Where an earlier plan was used although a search would now choose another, the plan becomes a file of the issue: with
it the folder makes the same pages on any machine, whatever was delivered there. A file whose plan was not used goes,
so that none lingers that says something else than what was printed.
"""

import os

from bulletin.build.storage import look, put
from bulletin.model.kept_plan import PLAN_NAME, KeptPlan, written_plan
from bulletin.model.output import Order, Printed
from bulletin.problems import Problem, why

NOT_ON_OTHERS = "换一台电脑，或删去成品文件夹，版面会变：给内容文件夹加上写入权限，再生成一次；或用 --fresh 重新安排"


def settle(order: Order, printed: Printed) -> tuple[Problem, ...]:
    """Write, renew or remove the plan beside issue.yaml as what was printed asks for, and tell of it.

    A folder that cannot be written does not stop the build: its pages stay as they were, which is what its editor
    expects after a small edit, and a warning says that the folder alone does not make them.
    """
    steadiness = printed.bulletin.steadiness if printed.bulletin else None
    if steadiness is None:
        return ()
    path = os.path.join(order.content, PLAN_NAME)
    stands = os.path.lexists(path)
    if order.fresh:
        return _removed(path, "版面已重新安排") if stands else ()
    if steadiness.origin == "held" or (steadiness.origin == "same" and stands):
        return _written(path, steadiness.plan, stands=stands)
    # a call for another layout or number of pages says nothing about the issue's own plan
    if steadiness.origin == "changed" and stands and order.layout is None and not order.pages:
        return _removed(path, "这个版面不再合用")
    return ()


def _written(path: str, plan: KeptPlan, *, stands: bool) -> tuple[Problem, ...]:
    data = written_plan(plan)
    if look(path).data == data:
        return ()
    try:
        put(path, data)
    except OSError as error:
        if stands:  # it made these pages and will make them again
            return ()
        message = f"沿用了上次的版面，但 {path} 写不成：{why(error)}"
        return (Problem("warning", "plan-not-written", message, None, NOT_ON_OTHERS),)
    if stands:
        return ()
    return (Problem("note", "plan-written", f"沿用的版面已记在 {path}", None, "要重新安排版面，用 --fresh"),)


def _removed(path: str, reason: str) -> tuple[Problem, ...]:
    try:
        os.unlink(path)
    except OSError as error:
        message = f"{path} 删不掉：{why(error)}；{reason}"
        return (Problem("warning", "plan-not-removed", message, None, "删去这个文件，再生成一次"),)
    return (Problem("note", "plan-removed", f"已删去 {path}：{reason}"),)
