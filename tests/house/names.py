#!/usr/bin/env python3
"""Checks that what comments and READMEs name exists.

    names.py [TOP]        prints "FILE:LINE: what is named and is not there"; status 1 where there is one
    names.py --self-test  plants such names and checks that each is found

In the comments of every source file: name() has to be a function of the sources, or one of the outside that is
listed below; `name` has to be a word of some code. In every README.md and in CONTRIBUTING.md: each path between
backticks or in a link has to be a file or a folder.
"""
import re
import tempfile
from pathlib import Path

from house import main

# Functions that are not ours and not called by that spelling: Python's, C's and the system's, of which comments
# tell that ours behave like them.
OUTSIDE = set(
    """repr pprint memoryview tobytes tolist hex bytes struct calcsize unpack iter_unpack frombuffer view cast release
    mkstemp fsync rename stat readlink mmap munmap madvise env main printf strtod round exit frexp ldexp now items
    """.split()
)
COMMENT = re.compile(r"//+[/!]?<?(.*)$")
CALL = re.compile(r"(?<![\w.:>])(?:[A-Za-z_]\w*::)*([A-Za-z_]\w*)\(\)")
TICKED = re.compile(r"`([A-Za-z_]\w*)`")
WORD = re.compile(r"[A-Za-z_]\w*")
PATH = re.compile(r"`([\w.-]+(?:/[\w.{},*-]+)+/?)`|\]\(([^)#:\s]+)\)")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def split_comment(line):
    """(code, comment) of a line; `//` inside a string begins none."""
    plain = STRING.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', line)
    found = COMMENT.search(plain)
    return (line[: found.start()], line[found.start() :].lstrip("/!<")) if found else (line, "")


def sources(top):
    for folder in ("engine", "app", "shaders", "tests"):
        for path in sorted((top / folder).rglob("*")):
            if path.suffix in (".cpp", ".hpp", ".glsl"):
                yield path


def problems_of_comments(top):
    words = set()
    comments = []
    for path in sources(top):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            code, comment = split_comment(line)
            words.update(WORD.findall(code))
            if comment:
                comments.append((path.relative_to(top).as_posix(), number, comment))
    for path, number, comment in comments:
        for name in CALL.findall(comment):
            if name not in words and name not in OUTSIDE:
                yield f"{path}:{number}: {name}() is no function of the sources"
        for name in TICKED.findall(comment):
            if name not in words and name not in OUTSIDE:
                yield f"{path}:{number}: `{name}` is no word of the sources"


def expanded(path):
    """One path for each choice of a{b,c}."""
    found = re.search(r"\{([^}]*)\}", path)
    if not found:
        return [path]
    return [
        one for choice in found[1].split(",") for one in expanded(path[: found.start()] + choice + path[found.end() :])
    ]


def problems_of_readmes(top):
    for readme in sorted([*top.rglob("README.md"), *top.rglob("CONTRIBUTING.md")]):
        if any(part.startswith("build") for part in readme.relative_to(top).parts):
            continue
        for number, line in enumerate(readme.read_text(encoding="utf-8").splitlines(), 1):
            for ticked, linked in PATH.findall(line):
                for path in expanded(ticked or linked):
                    # From the top, from the README's folder, or as an include writes it.
                    starts = (top, readme.parent, top / "engine", top / "app", top / "engine/vertexview")
                    if not any(list(start.glob(path.rstrip("/"))) for start in starts):
                        yield f"{readme.relative_to(top)}:{number}: there is no {path}"


def run(top):
    return [*problems_of_comments(top), *problems_of_readmes(top)]


def self_test():
    files = {
        "engine/a.hpp": "/// Calls gone_function() once.\nint here();  // unlike here() and Some::here()\n",
        "engine/b.hpp": "/// Adds `gone_word` to `count`.\nvoid add(int count);\n",
        "engine/c.hpp": 'const char* const kUrl = "http://nowhere()";\n',
        "engine/README.md": "Look at `engine/a.hpp`, `engine/{a,b}.hpp`, `a/b` and [this](c.hpp), [that](https://x.y).\n"
        "`engine/gone.hpp`\n[gone](gone.md)\n",
    }
    wanted = [
        "engine/a.hpp:1: gone_function() is no function of the sources",
        "engine/b.hpp:1: `gone_word` is no word of the sources",
        "engine/README.md:1: there is no a/b",
        "engine/README.md:2: there is no engine/gone.hpp",
        "engine/README.md:3: there is no gone.md",
    ]
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        for name, text in files.items():
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            (top / name).write_text(text, encoding="utf-8")
        found = run(top)
    return [f"not found: {text}" for text in wanted if text not in found] + [
        f"found where nothing is wrong: {text}" for text in found if text not in wanted
    ]


if __name__ == "__main__":
    main(run, self_test, "every name exists")
