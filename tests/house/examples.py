#!/usr/bin/env python3
"""Runs every example of every help text, and every command of README.md.

    examples.py PROGRAM              prints what does not work; status 1 where there is something
    examples.py PROGRAM --self-test  runs examples that must be found to be wrong

Each example runs as a shell line of its own in a temporary folder with small files of the names that the examples
use, without a display: commands that open a window then write the picture that the window would show. What options,
commands and actions a text names in passing has to exist as well.
"""
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
# Lines of README.md that build or test the project: whoever runs this test has done so.
BUILDS = ("tests/run",)
# Only the program's own name and that of the script which builds it first begin an example.
PROGRAMS = ("vertexview", "app/run")


class Program:
    def __init__(self, program):
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="vertexview-examples-"))
        self.files = self.folder / "files"  # what an example finds in its own folder, "here"
        self.here = self.folder / "here"
        for name in ("bin", "files/app"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "bin/vertexview").symlink_to(program)
        # app/run builds and runs the program; here it is built. Without arguments it opens the sample.
        self.script("files/app/run", f'[ $# -gt 0 ] || set -- "{TOP}/assets/colors.bin"\nexec "{program}" "$@"')
        # Programs of others, as far as the examples need them: they fail where they are given something else.
        self.script("bin/jq", f"""exec "{sys.executable}" -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1][1:]])' "$@" """)
        self.script("bin/convert", """[ "$1" = - ] && head -c 4 | grep -q PNG && cat > "$2" """)
        self.environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        self.environment["PATH"] = f"{self.folder}/bin:{self.environment['PATH']}"

    def script(self, name, text):
        (self.folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (self.folder / name).chmod(0o755)

    def close(self):
        shutil.rmtree(self.folder)

    def help(self, *arguments):
        return subprocess.run([self.program, *arguments], capture_output=True, text=True, check=True).stdout

    def make_files(self):
        """Small files with the records that the examples say they have. """
        vertex = [struct.pack("<3f3H2x", i % 1000, i // 1000, i % 7, i % 65536, 40000, 100) for i in range(1_100_000)]
        # goto 1234 and dump --first 1000000 --count 3 have to find their vertices.
        (self.files / "cloud.bin").write_bytes(b"".join(vertex))
        scan = [struct.pack("<4f", i % 50, i // 50, i % 3, i / 5000) for i in range(5000)]
        (self.files / "scan.bin").write_bytes(b"".join(scan))
        (self.files / "unknown.bin").write_bytes(b"".join(scan))
        (self.files / "scan.label").write_bytes(struct.pack("<5000I", *(i % 50 for i in range(5000))))
        for folder in ("velodyne", "labels"):
            (self.files / folder).mkdir()
        (self.files / "velodyne/000000.bin").write_bytes(b"".join(scan))
        (self.files / "labels/000000.label").write_bytes(b"".join(struct.pack("<2H", i % 50, i) for i in range(5000)))
        (self.files / "split.vb0").write_bytes(b"".join(vertex[:12] for vertex in scan))
        (self.files / "split.vb1").write_bytes(bytes(4 * 5000))
        columns = [struct.pack("<5000f", *range(5000)) for _ in "xyz"]
        (self.files / "columns.bin").write_bytes(b"".join(columns) + bytes(2 * 5000))
        model = [struct.pack("<3f3bx4B", i, i * 2, i * 3, 1, 2, 3, 9, 8, 7, 255) for i in range(24)]
        (self.files / "model.bin").write_bytes(bytes(140) + b"".join(model))
        mesh = [struct.pack("<3h2xI4B", 300 * i, -300 * i, 3 * i * i, 511, 200, 2 * i, 0, 255) for i in range(100)]
        (self.files / "mesh.bin").write_bytes(b"".join(mesh))
        doubles = [struct.pack("<3d", 400000.25 + i, 5400000.5 + i, i) for i in range(100)]
        (self.files / "map.bin").write_bytes(b"".join(doubles))

    def run(self, line):
        """Runs one line in a fresh folder; what went wrong, or nothing."""
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(self.files, self.here)
        # The size of a generated file is no part of what an example shows; measuring 10 M takes a minute.
        line = re.sub(r"(bench .*|generate \w+ )10M", r"\g<1>10k", line)
        ended = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=self.here,
            env=self.environment,
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=280,
        )
        return "" if ended.returncode == 0 else f"status {ended.returncode}: {ended.stderr.strip()}"


def commands_of(program):
    text = program.help("--help")
    section = text[text.index("Commands:") :].split("\n\n")[0]
    return re.findall(r"^  (\w+)", section, re.M)


def examples_of(text):
    """The lines under "Examples:" without what is said of them behind two blanks."""
    inside = False
    for line in text.splitlines():
        if line.startswith("Examples:"):
            inside = True
        elif inside and line.startswith("  "):
            yield re.split(r"\s{2,}", line.strip())[0]
        elif line.strip():
            inside = False


def examples_of_readme(path):
    """The lines of its ```sh blocks without comments."""
    for block in re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S):
        for line in block.splitlines():
            line = re.sub(r"\s+#\s.*$", "", line).strip()
            if line and line not in BUILDS:
                yield line


def unknown_names(text, options, commands, actions):
    """Options, commands and actions that a text names and the program does not have."""
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) - options:
        yield f"no command has an option {option}"
    for action in set(re.findall(r"""--do ["']([a-z][a-z-]*)""", text)) - actions:
        yield f"there is no action '{action}'"
    for command in set(re.findall(r"'vertexview ([a-z]+)[ ']", text)) - commands:
        yield f"there is no command '{command}'"


def examine(program, texts):
    """Problems of `texts`, a list of (where, text, examples)."""
    commands = set(commands_of(program))
    helps = [program.help("--help")] + [program.help(command, "--help") for command in commands]
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", "".join(re.findall(r"^ +-.*$", "\n".join(helps), re.M))))
    # --build, --install and the like are other programs'.
    options |= {"--build", "--install", "--preset"}
    actions = set(re.findall(r"^  ([a-z][a-z-]*)", program.help("actions"), re.M))
    for where, text, examples in texts:
        for problem in unknown_names(text, options, commands, actions):
            yield f"{where}: {problem}"
        for line in examples:
            if not line.startswith(PROGRAMS):
                yield f"{where}: {line}: begins with neither of {', '.join(PROGRAMS)}"
                continue
            if problem := program.run(line):
                yield f"{where}: {line}: {problem}"


def all_texts(program):
    yield "vertexview --help", program.help("--help"), list(examples_of(program.help("--help")))
    yield "vertexview actions", program.help("actions"), []
    for command in commands_of(program):
        text = program.help(command, "--help")
        examples = list(examples_of(text))
        # A command that shows no example shows nobody how it is used.
        yield f"vertexview {command} --help", text, examples or [f"(no example of {command})"]
    readme = TOP / "README.md"
    yield "README.md", readme.read_text(encoding="utf-8"), list(examples_of_readme(readme))


def self_test(program):
    """Each of these is wrong in one way."""
    wrong = [
        'vertexview cloud.bin --do "select 1" --do focus',
        "vertexview info cloud.bin --jsn",
        "vertexview infos cloud.bin",
        "vertexview info gone.bin",
        'vertexview render cloud.bin -o a.png --do "view upwards"',
        "vertexview dump cloud.bin --first 1e99 | head",
        "cat cloud.bin",
    ]
    found = list(examine(program, [("planted", "", [line]) for line in wrong]))
    named = list(examine(program, [("text", "as 'vertexview gone --gone' or --do 'away'", [])]))
    problems = [f"not found: {line}" for line in wrong if not any(f": {line}: " in text for text in found)]
    if len(named) != 3:
        problems.append(f"not all of a text's wrong names found: {named}")
    right = list(examine(program, [("right", "", ["vertexview info cloud.bin | head -n 1", "app/run --version"])]))
    return problems + [f"found where nothing is wrong: {text}" for text in right]


def main(arguments):
    program = Program(Path(arguments[0]).resolve())
    try:
        program.make_files()
        problems = self_test(program) if "--self-test" in arguments else list(examine(program, all_texts(program)))
    finally:
        program.close()
    print("\n".join(problems) or "every example works")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
