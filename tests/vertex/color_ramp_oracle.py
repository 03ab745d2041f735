"""Prints matplotlib's viridis and turbo: NAME T RED GREEN BLUE a line, all but the name in 0..1."""
from matplotlib import _cm_listed

for name, table in (("viridis", _cm_listed._viridis_data), ("turbo", _cm_listed._turbo_data)):
    for i, (red, green, blue) in enumerate(table):
        print(name, i / (len(table) - 1), red, green, blue)
