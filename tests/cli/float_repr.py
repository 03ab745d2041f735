"""repr() of every double of FILE, a line each."""

import struct
import sys

with open(sys.argv[1], "rb") as file:
    for (value,) in struct.iter_unpack("=d", file.read()):
        print(repr(value))
