"""repr() of every value of FILE, a line each; a line of FILE is a kind and the value's bytes in hexadecimal.

f: a double, most significant byte first; b: bytes; s, u: 64-bit integers; t: a truth value
"""

import struct
import sys

with open(sys.argv[1], encoding="ascii") as file:
    for line in file:
        kind, _, digits = line.rstrip("\n").partition(" ")
        value = bytes.fromhex(digits)
        print(repr({"f": lambda: struct.unpack(">d", value)[0], "b": lambda: value,
                    "s": lambda: int.from_bytes(value, "big", signed=True),
                    "u": lambda: int.from_bytes(value, "big"), "t": lambda: value != b"\0"}[kind]()))
