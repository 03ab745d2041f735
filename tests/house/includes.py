#!/usr/bin/env python3
"""Checks the direction of every #include between the rooms of engine/ and app/.

    includes.py [TOP]        prints "FILE:LINE: what is wrong, and what is allowed" for each include that the table
                             below does not allow; status 1 where there is one
    includes.py --self-test  plants violations in a copy of the rooms and checks that each is found

A room is a folder, or one class (its .hpp and .cpp) where that lies lower or higher than the rest of its folder. What a room may include
is said room by room; a room that is not named here may not exist.
"""
import re
import tempfile
from pathlib import Path

from house import main

# Violations that stand in the house now and are about to be mended: (room, what it includes). An entry that is
# needed no longer is an error too, so this set only shrinks.
KNOWN: set[tuple[str, str]] = set()
KNOWN_SYSTEM: set[tuple[str, str]] = set()

# Each room with the rooms that it may include besides itself. It may only name rooms that stand before it, so that
# the arrows form no circle.
ENGINE = {
    "memory/detail": "",
    "memory": "memory/detail",
    "io": "memory",
    "io/posix": "memory io",  # what io declares and only the operating system can do
    "task/detail": "memory",
    "task": "memory task/detail",
    "record": "memory memory/detail io task",
    "formats/container": "memory io task record",
    "formats/writer": "memory io task record",
    "formats/detail": "memory io task record formats/container formats/writer",
    "formats": "memory io task record formats/container formats/writer formats/detail",
    "vertex": "memory memory/detail io task record formats formats/container",
    "camera": "memory record vertex",
    "gpu/options": "memory vertex camera",
    "gpu/gl": "memory camera gpu/options",
    "gpu/order": "memory task vertex camera gpu/options gpu/gl",
    "gpu/residency": "memory io task record vertex camera gpu/options gpu/gl gpu/order",
    "gpu/finish": "memory memory/detail vertex camera gpu/options gpu/gl gpu/order",
    "gpu/points": "memory memory/detail task vertex camera gpu/options gpu/gl gpu/order gpu/residency gpu/finish",
    "gpu": "memory io task record vertex camera gpu/options gpu/gl gpu/order gpu/residency"
    " gpu/finish gpu/points",
}
BELOW_GPU = "memory io task record formats formats/container formats/writer vertex camera"
APP = {
    "session": BELOW_GPU + " gpu/options",
    "actions": BELOW_GPU + " gpu/options session",
    "render": BELOW_GPU + " gpu/options gpu session actions",
    "gui": BELOW_GPU + " gpu/options session actions",
    "panels/element_color": BELOW_GPU + " gpu/options session actions gui",
    "panels/coordinates": BELOW_GPU + " gpu/options session actions gui panels/element_color",
    "panels/layout": BELOW_GPU + " gpu/options session actions gui panels/element_color panels/coordinates",
    "panels": BELOW_GPU + " gpu/options session actions gui panels/element_color panels/coordinates panels/layout",
    "viewer": BELOW_GPU + " gpu/options gpu session actions render gui panels",
    "cli/terminal": "memory io task",
    "cli/samples": "memory vertex",
    "cli": BELOW_GPU + " gpu/options gpu session actions render cli/terminal cli/samples",
    "cli/bench": BELOW_GPU + " gpu/options gpu session render cli cli/terminal",
    # The one command that opens a window, and the only file that a build without windows leaves out.
    "cli/view": BELOW_GPU + " gpu/options gpu session actions render viewer cli cli/terminal",
    "main": "cli cli/bench cli/view",
}
# What the build generates, and who may include it.
GENERATED = {"shaders.hpp": {"gpu", "gpu/points", "gpu/finish"}}

PLATFORM = re.compile(r"(sys|linux|arpa|netinet)/.*|(unistd|poll|fcntl|signal|spawn|dirent|pthread|termios|dlfcn|sched)\.h")
# Headers of libraries and of the operating system: a pattern and the rooms that may include what matches. Platform
# headers belong to io/posix; each exception says why.
SYSTEM = [
    (re.compile(r"sys/mman\.h"), {"io/posix", "gpu/gl"}),  # gpu/gl asks for pages that a driver pins
    (re.compile(r"sys/resource\.h"), {"io/posix", "cli/bench"}),  # bench reports its own peak memory
    (re.compile(r"(fcntl|unistd)\.h"), {"io/posix", "cli/terminal", "cli/bench"}),  # bench evicts a file's pages
    (PLATFORM, {"io/posix", "cli/terminal"}),  # a terminal, its signals and child processes are the system's
    (re.compile(r"GLFW/.*"), {"viewer"}),
    (re.compile(r"(imgui|imstb).*"), {room for room in APP if room.startswith(("gui", "panels", "viewer"))}),
    (re.compile(r"(glad|GL)/.*"), {"gpu", "gpu/gl", "gpu/residency", "gpu/order", "gpu/points", "gpu/finish", "viewer"}),
    (re.compile(r"EGL/.*"), {"gpu"}),
    (re.compile(r"CLI/.*"), {"cli", "cli/bench", "cli/view"}),
    (re.compile(r"fmt/.*"), set(APP)),
    (re.compile(r"nlohmann/.*"), {"formats/detail", "session", "cli", "cli/bench"}),
    (re.compile(r"stb_.*"), {"render"}),
    (re.compile(r"glm/.*"), {"camera"} | {room for room in ENGINE if room.startswith("gpu")} | set(APP)),
    (re.compile(r"zlib\.h"), {"formats/detail"}),
    (re.compile(r"immintrin\.h"), {"memory/detail"}),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def room_of(table, path):
    """The room that a path lies in: the longest entry of the table that begins it; None where there is none."""
    parts = path.removesuffix(".cpp").removesuffix(".hpp").split("/")
    for length in range(len(parts), 0, -1):
        if "/".join(parts[:length]) in table:
            return "/".join(parts[:length])
    return None


def wrong_rows():
    """Yields a text for each row of a table that names a room which does not stand before it."""
    before = set(BELOW_GPU.split()) | {"gpu/options", "gpu"}
    for table, seen in ((ENGINE, set()), (APP, before)):
        for room, allowed in table.items():
            for name in allowed.split():
                if name not in seen:
                    yield f"tests/house/includes.py: the row of {room} names {name}, which does not stand before it"
            seen.add(room)


def violations(top):
    """Yields (text, known) for each violation under `top`; known is the entry of a list above that excuses it."""
    for source in sorted([*(top / "engine/vertexview").rglob("*"), *(top / "app").rglob("*")]):
        if source.suffix not in (".cpp", ".hpp"):
            continue
        in_engine = (top / "engine") in source.parents
        own = source.relative_to(top / ("engine/vertexview" if in_engine else "app")).as_posix()
        table = ENGINE if in_engine else APP
        room = room_of(table, own)
        where = source.relative_to(top).as_posix()
        if room is None:
            yield f"{where}:1: lies in no room that tests/house/includes.py knows", None
            continue
        allowed = set(table[room].split()) | {room}
        text = source.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            quoted, system = found.groups()
            at = f"{where}:{number}"
            if system is not None:
                for pattern, rooms in SYSTEM:
                    if pattern.fullmatch(system):
                        if room not in rooms:
                            known = next((e for e in KNOWN_SYSTEM if e[0] == room and system.startswith(e[1])), None)
                            yield f"{at}: {room} includes <{system}>; only {', '.join(sorted(rooms))} may", known
                        break
                continue
            if quoted in GENERATED:
                if room not in GENERATED[quoted]:
                    yield f"{at}: {room} includes {quoted}; only {', '.join(sorted(GENERATED[quoted]))} may", None
                continue
            if quoted.startswith("vertexview/"):
                target = room_of(ENGINE, quoted.removeprefix("vertexview/"))
                exists = (top / "engine" / quoted).exists()
            else:
                target = None if in_engine else room_of(APP, quoted)
                exists = not in_engine and (top / "app" / quoted).exists()
            if target is None or not exists:
                yield f"{at}: {quoted} is no file of a room below; write the path from engine/ or app/", None
            elif target not in allowed:
                names = ", ".join(sorted(allowed - {room})) or "nothing"
                yield f"{at}: {room} includes {quoted} of {target}; it may include {names}", (room, target)


def run(top):
    problems = list(wrong_rows())
    needed = set()
    for text, known in violations(top):
        if known in KNOWN or known in KNOWN_SYSTEM:
            needed.add(known)
        else:
            problems.append(text)
    for entry in sorted((KNOWN | KNOWN_SYSTEM) - needed):
        problems.append(f"tests/house/includes.py: nothing needs the exception {entry} any more; remove it")
    return problems


def self_test():
    """A small house with one violation of each kind; each must be found, and nothing else."""
    sound = {
        "engine/vertexview/memory/error.hpp": "#include <string>\n",
        "engine/vertexview/io/mapped_file.hpp": '#include "vertexview/memory/error.hpp"\n',
        "engine/vertexview/io/posix/map.cpp": "#include <sys/mman.h>\n#include <unistd.h>\n",
        "engine/vertexview/gpu/options.hpp": '#include "vertexview/memory/error.hpp"\n',
        "engine/vertexview/gpu/frame.hpp": '#include "vertexview/gpu/options.hpp"\n',
        "app/session/session.hpp": '#include "vertexview/gpu/options.hpp"\n',
        "app/gui/ui.hpp": '#include <imgui.h>\n#include "session/session.hpp"\n',
        "app/cli/help.cpp": '#include <CLI/CLI.hpp>\n',
        "app/viewer/window.hpp": '#include <GLFW/glfw3.h>\n',
    }
    planted = {
        "engine/vertexview/memory/up.cpp": '#include "vertexview/io/mapped_file.hpp"\n',
        "engine/vertexview/io/platform.cpp": "#include <sys/socket.h>\n",
        "engine/vertexview/task/sideways.cpp": '#include "vertexview/io/mapped_file.hpp"\n',
        "engine/vertexview/gpu/gl/up.cpp": '#include "vertexview/gpu/frame.hpp"\n',
        "engine/vertexview/camera/app.cpp": '#include "session/session.hpp"\n',
        "engine/vertexview/record/text.cpp": "  #  include <fmt/format.h>\n",
        "engine/vertexview/nowhere/a.cpp": "#include <string>\n",
        "app/session/frame.cpp": '#include "vertexview/gpu/frame.hpp"\n',
        "app/session/gl.cpp": "#include <glad/gl.h>\n",
        "app/gui/window.cpp": '#include "viewer/window.hpp"\n',
        "app/panels/window.cpp": "#include <GLFW/glfw3.h>\n",
        "app/cli/help2.cpp": '#include "viewer/window.hpp"\n',
        "app/actions/short.cpp": '#include "session.hpp"\n',
        "app/render/ui.cpp": "#include <imgui.h>\n",
    }
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        for name, text in {**sound, **planted}.items():
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            (top / name).write_text(text, encoding="utf-8")
        found = [text for text, _ in violations(top)]
        missed = [name for name in planted if not any(text.startswith(name + ":1: ") for text in found)]
        wrong = [f"found where nothing is wrong: {text}" for text in found if not text.startswith(tuple(planted))]
        for path in planted:
            (top / path).unlink()
        for entry in KNOWN | KNOWN_SYSTEM:
            wrong += [] if any(str(entry) in text for text in run(top)) else [f"nobody told that {entry} is not needed"]
    return (
        [f"not found: the planted violation in {name}" for name in missed]
        + wrong
    )


if __name__ == "__main__":
    main(run, self_test, "every include points down")
