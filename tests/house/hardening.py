#!/usr/bin/env python3
"""Checks that a built program has what vertexview_harden() of engine/cmake asks for, as readelf tells it.

    hardening.py PROGRAM [--cet]  prints what is missing in the program and in our libraries beside it; status 1 where
                                  anything is. --cet asks for control-flow protection as well: of the libraries alone,
                                  since the linker drops its mark from a program when the C library's start code has none
    hardening.py --self-test      takes each mark away from what readelf tells, and checks that this is found
"""
import re
import subprocess
import sys

from house import main

# What is missing where readelf's text of a program or shared library has no line of this form.
LINKED = [
    ("it is no position-independent code", re.compile(r"^ *Type: +DYN ", re.M)),
    ("its tables stay writable: no GNU_RELRO", re.compile(r"^ *GNU_RELRO ", re.M)),
    ("its functions are bound late: no BIND_NOW", re.compile(r"\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*\bNOW\b")),
    ("its stack may be executed", re.compile(r"^ *GNU_STACK .* RW +0x", re.M)),
]
# The same of the symbols of a library of ours; a program has these from libraries of others, too.
PROTECTED = re.compile(r" __stack_chk_fail\b")
FORTIFIED = re.compile(r" __\w+_chk\b")
CONTROL_FLOW = re.compile(r"x86 feature: IBT, SHSTK")


def readelf(*arguments):
    return subprocess.run(["readelf", "--wide", *arguments], check=True, capture_output=True, text=True).stdout


def problems_of_linked(name, text):
    return [f"{name}: {problem}" for problem, pattern in LINKED if not pattern.search(text)]


def problems_of_symbols(symbols):
    """Of the symbols of each library, by its name. Not each calls a function that can be checked."""
    problems = [f"{name}: no stack protector" for name, text in symbols.items() if not PROTECTED.search(text)]
    if not any(FORTIFIED.search(text) for text in symbols.values()):
        problems.append("no library calls a checked function of the C library: _FORTIFY_SOURCE")
    return problems


def problems_of_notes(text):
    """Of the notes of an archive's object files."""
    _, *rest = re.split(r"^File: (.*)$", text, flags=re.M)
    pairs = zip(rest[::2], rest[1::2])
    return [f"{name}: no control-flow protection" for name, notes in pairs if not CONTROL_FLOW.search(notes)]


def run(program):
    built = program.parents[1]
    archives = sorted(built.rglob("libvertexview_*.a"))
    shared = sorted(built.rglob("libvertexview_*.so"))
    problems = []
    for linked in [program, *shared]:
        text = readelf("--file-header", "--segments", "--dynamic", str(linked))
        problems += problems_of_linked(linked.name, text)
    problems += problems_of_symbols({library.name: readelf("--syms", str(library)) for library in archives + shared})
    if "--cet" in sys.argv:
        for archive in archives:
            problems += problems_of_notes(readelf("--notes", str(archive)))
    return problems


def expect(problems, found, expected):
    if found != expected:
        problems.append(f"expected {expected}, found {found}")


def self_test():
    lines = """  Type:                              DYN (Position-Independent Executable file)
  GNU_RELRO      0x3c2fc8 0x00000000003c3fc8 0x00000000003c3fc8 0x008038 0x008038 R   0x1
 0x000000000000001e (FLAGS)              BIND_NOW
  GNU_STACK      0x000000 0x0000000000000000 0x0000000000000000 0x000000 0x000000 RW  0x10""".splitlines()
    problems = []
    expect(problems, problems_of_linked("p", "\n".join(lines)), [])
    for lost, (problem, _) in enumerate(LINKED):
        expect(problems, problems_of_linked("p", "\n".join(lines[:lost] + lines[lost + 1:])), [f"p: {problem}"])
    executable = "\n".join(lines).replace(" RW  0x10", " RWE 0x10")
    expect(problems, problems_of_linked("p", executable), ["p: its stack may be executed"])

    guard = "12: 0000000000000000     0 NOTYPE  GLOBAL DEFAULT  UND __stack_chk_fail\n"
    checked = "13: 0000000000000000     0 NOTYPE  GLOBAL DEFAULT  UND __fprintf_chk\n"
    expect(problems, problems_of_symbols({"a": guard, "b": guard + checked}), [])
    expect(problems, problems_of_symbols({"a": guard, "b": checked}), ["b: no stack protector"])
    unchecked = ["no library calls a checked function of the C library: _FORTIFY_SOURCE"]
    expect(problems, problems_of_symbols({"a": guard}), unchecked)
    expect(problems, problems_of_symbols({}), unchecked)

    notes = "\nFile: a(one.o)\n  x86 feature: IBT, SHSTK\n\nFile: a(two.o)\n  x86 feature: SHSTK\n"
    expect(problems, problems_of_notes(notes), ["a(two.o): no control-flow protection"])
    return problems


if __name__ == "__main__":
    main(run, self_test, "hardening: everything is there")
