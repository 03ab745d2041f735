"""Reads the texts that rows are copied as, with the program that each is for.

    rows_text_oracle.py FOLDER

Reads FOLDER/rows.FORMAT for each format but JSON and prints, a line each, the numbers of all rows as Python's repr(),
NaN as "nan": "FORMAT value value ...". The text for C is compiled by the C compiler of the system.
"""
import csv
import subprocess
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1])
PROGRAM = """
#include <math.h>
#include <stdio.h>
%s
int main(void) {
  for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; ++i)
    printf("%%llu %%d %%lld %%llu %%u %%.17g %%.17g ", rows[i].index, rows[i].small, rows[i].time, rows[i].stamp,
           rows[i].valid, (double)rows[i].real, rows[i].wide);
  return 0;
}
"""


def tell(name, values):
    print(name, *(repr(value) for value in values))


def number(text):
    return float(text) if any(c in text for c in ".einf") else int(text)


def main():
    text = {name: (FOLDER / f"rows.{name}").read_text() for name in ("tsv", "csv", "python", "numpy", "c")}
    for name, delimiter in (("tsv", "\t"), ("csv", ",")):
        rows = list(csv.reader(text[name].splitlines(), delimiter=delimiter))
        tell(name, [number(cell) for row in rows[1:] for cell in row])
    # pylint: disable=eval-used
    tell("python", [int(cell) if cell is True or cell is False else cell for row in eval(text["python"])
                    for cell in row.values()])
    rows = eval(text["numpy"], {"np": np})
    tell("numpy", [int(cell) if isinstance(cell, bool) else cell for row in rows.tolist() for cell in row])
    (FOLDER / "rows_main.c").write_text(PROGRAM % text["c"])
    subprocess.run(["cc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", FOLDER / "rows_main",
                    FOLDER / "rows_main.c"], check=True)
    printed = subprocess.run([FOLDER / "rows_main"], check=True, capture_output=True, text=True).stdout
    tell("c", [number(word) for word in printed.split()])


main()
