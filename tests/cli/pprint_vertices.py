"""What `dump` must print: the vertices of FILE unpacked by struct and printed by pprint.

pprint_vertices.py FILE FIRST COUNT DIAGNOSTICS   (COUNT -1: all that follow)
"""

import pprint
import struct
import sys


class Vector:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __repr__(self):
        return f"Vector({self.x!r}, {self.y!r}, {self.z!r})"


class Color:
    def __init__(self, red, green, blue):
        self.red, self.green, self.blue = red, green, blue

    def __repr__(self):
        return f"Color({self.red!r}, {self.green!r}, {self.blue!r})"


class Vertex:
    def __init__(self, position, color):
        self.position, self.color = position, color

    def __repr__(self):
        return f"Vertex({self.position!r}, {self.color!r})"


path, first, count, diagnostics = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
with open(path, "rb") as file:
    data = file.read()
data = data[: len(data) // 20 * 20]
start = 20 * first
data = data[start:] if count < 0 else data[start : start + 20 * count]
if diagnostics:
    print(f"buffer: {len(data)} bytes")
    print(" ".join(str(start + i).zfill(2) for i in range(len(data))))
    print(" ".join(f"{byte:02x}" for byte in data))
pprint.pprint([Vertex(Vector(*v[:3]), Color(*v[3:])) for v in struct.iter_unpack("@3f3Hxx", data)])
