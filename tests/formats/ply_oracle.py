"""An independent PLY: writes files with known numbers, and reads those that the library writes.

    ply_oracle.py make FOLDER   writes NAME.ply and NAME.txt, which has a line for each single number of a vertex:
                                "name value value ..."
    ply_oracle.py read FILE     prints such lines for the vertices of FILE, with the type behind the name

Floats are written as float.hex() does, so that nothing is rounded.
"""
import random
import struct
import sys

CODES = {"char": "b", "int8": "b", "uchar": "B", "uint8": "B", "short": "h", "int16": "h", "ushort": "H", "uint16": "H",
         "int": "i", "int32": "i", "uint": "I", "uint32": "I", "float": "f", "float32": "f", "double": "d", "float64": "d",
         "int64": "q", "uint64": "Q"}
FLOATS = "fd"


def text(value):
    return value.hex() if isinstance(value, float) else str(value)


def some(rng, code):
    """A number that the type can hold, often one at the end of its range."""
    if code in FLOATS:
        value = rng.choice([0.0, -0.0, 1.0, rng.uniform(-1e3, 1e3), rng.uniform(-1, 1) * 10 ** rng.randint(-40, 38)])
        return struct.unpack("<" + code, struct.pack("<" + code, value))[0]
    bits = 8 * struct.calcsize("<" + code)
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if code.islower() else (0, (1 << bits) - 1)
    return rng.choice([low, high, rng.randint(low, high), min(7, high)])


def body(rng, elements, order, columns):
    """The bytes of all records; the single numbers of vertices go to `columns`. `order` is "" for a text."""
    out = b""
    for name, count, properties in elements:
        for _ in range(count):
            words = []
            for property_type, property_name in properties:
                if isinstance(property_type, tuple):
                    items = [some(rng, CODES[property_type[1]]) for _ in range(rng.randint(0, 5))]
                    numbers = [(CODES[property_type[0]], len(items))] + [(CODES[property_type[1]], i) for i in items]
                else:
                    numbers = [(CODES[property_type], some(rng, CODES[property_type]))]
                    if name == "vertex":
                        columns[property_name].append(numbers[0][1])
                if order:
                    out += b"".join(struct.pack(order + code, value) for code, value in numbers)
                else:
                    words += [repr(value) for _, value in numbers]
            if not order:
                out += " ".join(words).encode() + rng.choice([b"\n", b"\r\n", b" \n", b"\n\n"])
    return out


VERTEX = [("float", "x"), ("float32", "y"), ("double", "z"), ("uchar", "red"), ("uint8", "green"), ("uchar", "blue"),
          ("short", "s"), ("uint16", "t"), ("int", "i32"), ("uint32", "u32"), ("int8", "i8"), ("float64", "d")]
FACE = [(("uchar", "int"), "vertex_indices"), ("float", "quality"), (("uint", "short"), "more")]
CASES = {
    "plain": [("vertex", 50, VERTEX)],
    "wide": [("vertex", 20, [("int64", "a"), ("uint64", "b"), ("char", "c")])],
    "faces_after": [("vertex", 40, VERTEX), ("face", 30, FACE)],
    "faces_before": [("face", 30, FACE), ("vertex", 40, VERTEX), ("edge", 3, [("int", "vertex1")])],
    "fixed_before": [("camera", 2, [("double", "fov"), ("uchar", "on")]), ("vertex", 10, VERTEX)],
    "lists_within": [("vertex", 40, [(("uchar", "uint"), "first")] + VERTEX[:5] + [(("int", "double"), "mid")] + VERTEX[5:])],
    "no_vertices": [("vertex", 0, VERTEX), ("face", 2, FACE)],
}


def make(folder):
    for number, (case, elements) in enumerate(CASES.items()):
        for encoding, order in (("ascii", ""), ("binary_little_endian", "<"), ("binary_big_endian", ">")):
            for line_end in ("\n", "\r\n"):
                rng = random.Random(number)
                lines = ["ply", f"format {encoding} 1.0", "comment made by an oracle", "obj_info element vertex 7"]
                for name, count, properties in elements:
                    lines.append(f"element {name} {count}")
                    for kind, called in properties:
                        lines.append(f"property {'list ' + ' '.join(kind) if isinstance(kind, tuple) else kind} {called}")
                vertex = next(properties for name, _, properties in elements if name == "vertex")
                columns = {called: [] for kind, called in vertex if not isinstance(kind, tuple)}
                content = (line_end.join(lines + ["end_header"]) + line_end).encode() + body(rng, elements, order, columns)
                path = f"{folder}/{case}-{encoding}-{len(line_end)}"
                with open(path + ".ply", "wb") as file:
                    file.write(content)
                with open(path + ".txt", "w") as file:
                    for called, values in columns.items():
                        file.write(" ".join([called] + [text(value) for value in values]) + "\n")


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    head, _, rest = content.partition(b"end_header\n")
    lines = head.decode().splitlines()
    assert lines[:2] == ["ply", "format binary_little_endian 1.0"], lines[:2]
    element = lines[2].split()
    assert element[:2] == ["element", "vertex"], element
    properties = [line.split() for line in lines[3:]]
    assert all(len(words) == 3 and words[0] == "property" for words in properties), properties
    names = [words[2] for words in properties]
    assert len(set(names)) == len(names), names
    record = struct.Struct("<" + "".join(CODES[words[1]] for words in properties))
    assert len(rest) == record.size * int(element[2]), (len(rest), record.size, element[2])
    rows = list(record.iter_unpack(rest)) if record.size else []
    for index, (_, kind, name) in enumerate(properties):
        print(" ".join([name, kind] + [text(row[index]) for row in rows]))


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    read(sys.argv[2])
