"""Writes NumPy's files into a folder, for the tests of the program: points with x = 0 .. 9 and red, green, blue."""

import sys

import numpy as np

folder = sys.argv[1]
rows = np.arange(10)
points = np.stack([rows, rows * 2, rows + 0.5], axis=1).astype("<f4")
colors = np.stack([rows * 25, rows * 0, 255 - rows], axis=1)
np.save(f"{folder}/n3", points)
np.save(f"{folder}/n6", np.hstack([points, colors.astype("<f4")]))
np.save(f"{folder}/fortran", np.asfortranarray(np.hstack([points, colors]).astype(">f8")))
structured = np.zeros(10, [("position", "<f4", (3,)), ("color", "u1", (3,)), ("t", "<f8")])
structured["position"] = points
structured["color"] = colors
np.save(f"{folder}/structured", structured)
np.savez(f"{folder}/stored", labels=rows, cloud=points, other=points[:4] + 100)
np.savez_compressed(f"{folder}/deflated", labels=rows, cloud=points, other=points[:4] + 100)
