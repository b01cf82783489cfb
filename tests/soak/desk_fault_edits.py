"""Faults that people make and mend, and what happens to outputs, record and plan between two builds."""

import shutil

from tests.soak.desk_bench import Bench, Edit
from tests.soak.desk_folders import ROOT
from tests.soak.desk_issue_edits import ISSUE, PICTURE, set_issue
from tests.soak.desk_look_edits import own_face

NO_GLYPHS = ("\U0001f600", "\u0f40", "ᚠ", "\U00020bb7")  # the last one is rare, and a face has it
TORN = 0.6  # how much of a file is there while it is written


def no_glyph(bench: Bench) -> str:
    """A character that no face has, or hardly any."""
    texts = bench.texts()
    if not texts:
        return ""
    path = bench.chance.choice(texts)
    lines, plain = bench.body_lines(bench.text(path))
    if not plain:
        return ""
    at = bench.chance.choice(plain)
    lines[at] = lines[at][:4] + bench.chance.choice(NO_GLYPHS) + lines[at][4:]
    return bench.break_file(path, "\n".join(lines).encode())


def broken_yaml(bench: Bench) -> str:
    path = bench.chance.choice([bench.content / ISSUE, *bench.texts(), *bench.layouts.glob("*.yaml")])
    if not path.exists():
        return ""
    lines = bench.text(path).split("\n")
    lines.insert(1, bench.chance.choice(("title: [未完", "  缩进: 错", "a: &b c", "title:\n\t- x", "unknown: 1")))
    return bench.break_file(path, "\n".join(lines).encode())


def missing_picture(bench: Bench) -> str:
    names = {found[1] or found[2] for path in bench.texts() for found in PICTURE.finditer(bench.text(path))}
    paths = [bench.content / name for name in sorted(names) if (bench.content / name).exists()]
    return bench.break_file(bench.chance.choice(paths), None) if paths else ""


def torn_file(bench: Bench) -> str:
    """A file of any kind as it is while it is written."""
    names = sorted(name for name in bench.written() if name != "generate.py")
    path = bench.home / bench.chance.choice(names)
    data = path.read_bytes()
    return bench.break_file(path, data[: int(len(data) * TORN)])


def empty_file(bench: Bench) -> str:
    return bench.break_file(bench.chance.choice([bench.content / ISSUE, *bench.reports()]), b"")


def overset(bench: Bench) -> str:
    """Far more text than the pages that are asked for take."""
    texts = bench.texts()
    if not texts:
        return ""
    path = bench.chance.choice(texts)
    name = bench.break_file(path, (bench.text(path) + "\n" + "\n\n".join(bench.pool * 2) + "\n").encode())
    bench.break_file(bench.content / ISSUE, (bench.content / ISSUE).read_bytes())
    return f"{name}, {set_issue(bench, 'pages', '1')}"


def missing_issue(bench: Bench) -> str:
    return bench.break_file(bench.content / ISSUE, None)


def layout_at_fault(bench: Bench) -> str:
    """A layout that cannot be used, or does not exist."""
    bench.break_file(bench.content / ISSUE, (bench.content / ISSUE).read_bytes())
    bench.break_file(
        bench.layouts / "faulty.yaml",
        bench.chance.choice(
            (b"extends: nowhere\n", b"extends: bulletin-a3\ngrid: {size: 400}\n", b"grid: 3\n", b"\xff\xfe")
        ),
    )
    return set_issue(bench, "layout", bench.chance.choice(("faulty", "nowhere")))


def face_at_fault(bench: Bench) -> str:
    """A table of faces that names what is not there, or a face that is none."""
    bench.break_file(
        bench.fonts / "odd.ttf",
        bench.chance.choice((b"no face", (ROOT / "fonts/NotoSansSC-Bold.ttf").read_bytes()[:90_000])),
    )
    table = bench.chance.choice(
        (b"faces: {odd: {file: odd.ttf}}\nroles: {song: [odd, song]}\n", b"roles: {song: [nobody]}\n")
    )
    return bench.break_file(bench.fonts / "fonts.yaml", table)


def near_names(bench: Bench) -> str:
    """Names mistyped so that several are equally near: a picture's, a role's."""
    for number in bench.chance.sample(range(1, 6), 4):
        bench.break_file(bench.content / f"照片{number}.jpg", b"no picture")
    path = bench.content / "近.md"
    bench.break_file(
        path, "---\ntitle: 近\npost: 局长\nauthor: 李明\n---\n全区上下抓落实。\n\n![](照片0.jpg)\n".encode()
    )
    bench.break_file(bench.layouts / "near.yaml", b"extends: bulletin-a3\nlabel: {role: hai}\n")
    if bench.chance.random() < 0.5:
        bench.break_file(bench.content / ISSUE, (bench.content / ISSUE).read_bytes())
        set_issue(bench, "layout", "near")
    return path.name


def stray_files(bench: Bench) -> str:
    """Files that nothing reads, and those of programs at work."""
    names = ("~$来稿.docx", ".hidden", "旧稿.doc", "表.xlsx", "备份.bak", "未用.png", "说明", "readme.md", "表1.csv")
    chosen = bench.chance.sample(names, 3)
    for name in chosen:
        bench.break_file(bench.content / name, b"1,2\n")
    return ", ".join(chosen)


def torn_system_face(bench: Bench) -> str:
    """A face of the machine, before the one that ships, in which some character of the issue is damaged."""
    face = bytearray(own_face(0))  # of fontTools: its checksums tell of the damage
    middle = len(face) // 2
    face[middle : middle + 300] = bench.chance.randbytes(300)
    bench.break_file(bench.home / "machine.ttf", bytes(face))
    table = b"roles: {kai: [system-0, kai, kai-rest]}\nsystem: [machine.ttf]\n"  # from where the command runs
    return bench.break_file(bench.fonts / "fonts.yaml", table)


FAULTS: tuple[Edit, ...] = (
    no_glyph, no_glyph, broken_yaml, broken_yaml, missing_picture, near_names, stray_files, torn_file, torn_file,
    empty_file, overset, missing_issue, layout_at_fault, face_at_fault, torn_system_face, torn_system_face,
)  # fmt: skip


def output_edited(bench: Bench) -> str:
    paths = [path for path in sorted(bench.output.glob("*")) if path.is_file()]
    if not paths:
        return ""
    path = bench.chance.choice(paths)
    path.write_bytes(path.read_bytes() + b"\nedited by hand\n")
    return path.name


def output_gone(bench: Bench) -> str:
    paths = [path for path in sorted(bench.output.rglob("*")) if path.is_file() and ".bulletin" not in path.parts]
    if not paths:
        return ""
    path = bench.chance.choice(paths)
    path.unlink()
    return str(path.relative_to(bench.output))


def outputs_gone(bench: Bench) -> str:
    shutil.rmtree(bench.output, ignore_errors=True)
    return "all"


def record_gone(bench: Bench) -> str:
    shutil.rmtree(bench.output / ".bulletin", ignore_errors=True)
    return ".bulletin"


def record_torn(bench: Bench) -> str:
    path = bench.output / ".bulletin/delivered.json"
    if not path.exists():
        return ""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path.name


def plan_gone(bench: Bench) -> str:
    path = bench.content / "plan.json"
    if not path.exists():
        return ""
    path.unlink()
    return path.name


def plan_from_record(bench: Bench) -> str:
    """A plan.json of another build, or none that can be read."""
    path = bench.content / "plan.json"
    data = bench.before.get("content/plan.json", b"")
    path.write_bytes(data if data and bench.chance.random() < 0.7 else b"{}\n")
    return f"{len(data)} bytes"


OUTPUT_EDITS: tuple[Edit, ...] = (
    output_edited, output_gone, outputs_gone, record_gone, record_torn, plan_gone, plan_gone, plan_from_record,
)  # fmt: skip
