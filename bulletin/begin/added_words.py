"""What is said of faces that were added: where they stand, what was chosen, what their makers allow, what they lack."""

import os
from collections.abc import Iterator
from typing import Any

from bulletin.begin.coverage import some, told
from bulletin.begin.foreign_face import ForeignFace
from bulletin.begin.office_faces import Added, AddedFace
from bulletin.begin.words import RIGHTS, megabytes
from bulletin.faces.table import TABLE
from bulletin.problems import Problem
from bulletin.words.standard_characters import standard_characters

MOST_OTHERS = 8  # members of a collection that are named


def as_lines(added: Added, content: str) -> list[str]:
    """What was done, for a clerk."""
    lines = [line for face in added.faces for line in _lines(face, added, content)]
    return [*lines, f"下次生成就用；不用时，在 {added.folder}/{TABLE} 的角色里删去它的名称"]


def _lines(added: AddedFace, where: Added, content: str) -> Iterator[str]:
    face = added.face
    title = face.title or added.name
    path = f"{where.folder}/{added.file}"
    done = "早已在用" if added.kept else "已加入"
    yield f"{done}字体“{added.name}”：{title}，{path}，{megabytes(len(face.data))}"
    if face.role:
        why = "（按字体名称；另用一处时，加上 --role 再运行一次）" if face.guessed else ""
        yield f"  角色：{face.role} 的首选{why}，没有的字用这个角色原来的字体"
    else:
        yield "  角色：没有写进角色，别的字体都没有的字才用它；要用在某处，加上 --role 再运行一次"
    if face.others:
        names = "、".join(face.others[:MOST_OTHERS]) + ("……" if len(face.others) > MOST_OTHERS else "")
        yield f"  字体集：取第{face.identity.number + 1}个 {title}；要用另一个，写 --member 名称：{names}"
    if face.weight:
        lightest, boldest = face.identity.weights or (0, 0)
        yield f"  可变字体：字重{lightest}到{boldest}，固定为{face.weight}"
    licence = f"；许可：{face.identity.licence}" if face.identity.licence else ""
    yield f"  嵌入：{RIGHTS[face.identity.embedding.level]}{licence}"
    yield f"  字数：{told(face.covered)}"
    if where.issue:
        lacks = f"缺{len(face.lacking)}字：{some(face.lacking)}" if face.lacking else "全有"
        yield f"  本期稿件（{content}）用字{len(where.issue):,}个：{lacks}"


def face_problems(face: ForeignFace) -> Iterator[Problem]:
    """What an office should know of a face that it added."""
    name = os.path.basename(face.source)
    rights = face.identity.embedding
    if rights.level == "preview":
        hint = "印刷、分发 PDF 没有问题；不要把能编辑的文件连同字体发出去"
        yield Problem("note", "preview-embedding", f"{name} 只许嵌入供查看和打印的文件", None, hint)
    if rights.level == "unsaid":
        hint = "在字体公司的许可里核对能否嵌入 PDF"
        yield Problem("note", "unsaid-embedding", f"{name} 里没有标明能否嵌入", None, hint)
    if rights.whole:
        hint = "PDF 里总是只嵌入用到的字；先问字体公司是否允许，不允许就换一个字体"
        yield Problem("warning", "whole-embedding", f"{name} 标明要嵌入就得整个嵌入，不许只嵌入一部分", None, hint)
    if missing := face.covered.missing[0]:
        common = len(standard_characters()[0])
        hint = "这些字由后备的字体代印，字形不同；字更全的版本通常叫 GB18030 或 GBK"
        message = f"{name} 缺{len(missing):,}个常用字（一级字共{common:,}个）：{some(missing)}"
        yield Problem("warning", "common-characters", message, None, hint)
    elif face.lacking:
        hint = "这些字由后备的字体代印"
        yield Problem("note", "issue-characters", f"{name} 缺本期稿件的{len(face.lacking)}个字", None, hint)


def as_data(added: Added) -> dict[str, Any]:
    """What was done as plain data."""
    return {
        "folder": added.folder,
        "faces": [
            {
                "name": each.name,
                "title": each.face.title,
                "file": os.path.join(added.folder, each.file),
                "source": each.face.source,
                "bytes": len(each.face.data),
                "kept": each.kept,
                "role": each.face.role,
                "guessed": each.face.guessed,
                "member": each.face.identity.number if each.face.others else None,
                "others": list(each.face.others),
                "weight": each.face.weight,
                "embedding": each.face.identity.embedding._asdict(),
                "licence": each.face.identity.licence,
                "standard": each.face.covered.has,
                "lacking": list(each.face.covered.missing),
                "issue_lacking": each.face.lacking if added.issue else None,
            }
            for each in added.faces
        ],
    }
