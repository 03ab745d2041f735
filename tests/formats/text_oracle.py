"""Numbers as text, and what numpy and strtod make of them.

    text_oracle.py FILE     writes lines of four random and hostile numbers to FILE, and the doubles that
                            numpy.loadtxt reads in it to FILE.f64
"""
import random
import struct
import sys

import numpy

rng = random.Random(20)
HOSTILE = ["0", "-0", "-0.0", "+1", "1.", ".5", "-.5e-3", "1e22", "1e23", "9007199254740993", "9007199254740992.9999999999",
           "18446744073709551615", "18446744073709551616", "99999999999999999999", "0.1", "0.30000000000000004",
           "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9406564584124654e-324", "2.4703282292062327e-324",
           "2.4703282292062328e-324", "1e-400", "-1e-999", "0e999", "1.7976931348623157e308", "1.7976931348623158e308",
           "179769313486231580793" + "0" * 288, "0." + "0" * 330 + "1", "1" + "0" * 400 + "e-400", "nan", "inf", "-inf", "Infinity",
           "1.00000005960464477539062", "1.0000000596046448", "16777217.0", "3.4028235677973366e38", "1e-45", "123456789012345678",
           "0.000000000000000000000000000001", "6.02214076e23", "1E+5", "1e-05", "000000000000000000000000001.5"]


def number():
    kind = rng.randrange(8)
    if kind == 0:
        return rng.choice(HOSTILE)
    if kind == 1:  # any double but those that are no numbers
        while True:
            value = struct.unpack("<d", rng.randbytes(8))[0]
            if abs(value) < 1.7e308:
                return repr(value)
    if kind == 2:
        return f"{rng.uniform(-1e4, 1e4):.{rng.randrange(12)}f}"
    if kind == 3:  # the middle of two doubles, and next to it
        value = rng.uniform(1, 2) * 2.0 ** rng.randrange(-60, 60)
        numerator, denominator = value.as_integer_ratio()
        digits = str((2 * numerator * 2 ** 60 + 2 ** 60 // 2 ** 52) * 10 ** 60 // (2 * denominator * 2 ** 60))
        return digits + "e-60"
    if kind == 4:
        return "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 40)))
    if kind == 5:
        return f"{rng.randrange(10 ** rng.randint(1, 20))}.{rng.randrange(10 ** rng.randint(1, 20))}e{rng.randint(-40, 40)}"
    if kind == 6:
        return str(numpy.float32(rng.uniform(-1e3, 1e3)))
    return f"{rng.uniform(-1, 1):.17e}"


with open(sys.argv[1], "w", encoding="ascii") as file:
    for _ in range(20000):
        file.write(" ".join(number() for _ in range(4)) + "\n")
numpy.loadtxt(sys.argv[1]).astype("<f8").tofile(sys.argv[1] + ".f64")
