"""`plan.json` beside issue.yaml: the plan that an earlier build kept, and what is wrong with the file."""

import json
import os
from typing import NamedTuple

from bulletin.model.kept_plan import LARGEST_PLAN, PLAN_NAME, KeptPlan, PlanFault, plan_of
from bulletin.problems import Problem
from bulletin.read.source import Source, read_source, shown_name

MEND_PLAN = "删去这个文件，或用 --fresh 生成，版面重新安排"


class PlanFile(NamedTuple):
    """What stands there; without a plan where nothing does, or nothing that can be used."""

    plan: KeptPlan | None = None
    problems: tuple[Problem, ...] = ()


def read_plan(folder: str, root: str, otherwise: KeptPlan | None = None) -> PlanFile:
    """The plan in the content folder `folder`; `otherwise` where no such file stands.

    A file that is no plan is a warning: the build goes on with a new plan.
    """
    path = os.path.join(folder, PLAN_NAME)
    if not os.path.lexists(path):
        return PlanFile(otherwise)
    source, faults = read_source(path, f"{shown_name(folder, root)}/{PLAN_NAME}", below=folder, limit=LARGEST_PLAN)
    if faults:
        return PlanFile(problems=(faults[0]._replace(severity="warning", hint=MEND_PLAN),))
    try:
        return PlanFile(plan_of(json.loads("\n".join(source.lines))))
    except json.JSONDecodeError as error:
        return _broken(source, "这里不合 JSON 的写法，版面没有用上", error.lineno, error.colno)
    except PlanFault as fault:
        line, column = _where(source, fault.key)
        return _broken(source, f"{fault.message}，版面没有用上", line, column)
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        return _broken(source, "内容不是一个版面，没有用上", 1, 1)


def _where(source: Source, key: str) -> tuple[int, int]:
    """The place of the first `"key"` in the file; its head where there is none."""
    named = f'"{key}"'
    found = ((number, line.find(named)) for number, line in enumerate(source.lines, 1))
    return next(((number, column + 1) for number, column in found if key and column >= 0), (1, 1))


def _broken(source: Source, message: str, line: int, column: int) -> PlanFile:
    return PlanFile(problems=(source.problem("warning", "bad-plan", message, source.place(line, column), MEND_PLAN),))
