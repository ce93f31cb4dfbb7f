#!/usr/bin/env python3
"""Measures on rendered pages whether symbols lie where the stock says.

    measure_places.py FILE.pdf STOCK --labels COUNT [--offset LEFT,TOP] [--dpi 600] [--within 0.2]

STOCK is a name in data/label-stock.toml. The pages are rendered by poppler (pdftoppm) and the symbols found by zxing-cpp; the dark
corner of each is then looked for pixel by pixel. All must lie as far from the upper left corner of their label as --offset says, in
millimetres; without it, as far as the first one does, which must lie on its label. Prints the farthest miss. Exit 1 if a symbol
is missing or farther off than --within, 2 if the file cannot be rendered.

Needs: poppler-utils (Debian), zxing-cpp and pillow (PyPI).
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import PIL.Image
import zxingcpp

from decode_sheet import render

PIL.Image.MAX_IMAGE_PIXELS = None
STOCKS = pathlib.Path(__file__).parents[2] / "data" / "label-stock.toml"


def labels(name: str) -> tuple[list[tuple[float, float]], tuple[float, float]]:
    """The upper left corner of each label of a page, and a label's size, from the stock file alone."""
    stocks = tomllib.loads(STOCKS.read_text())
    for roll in stocks["roll"]:
        if roll["name"] == name:
            return [(0.0, 0.0)], tuple(roll["label"])
    sheet = next(sheet for sheet in stocks["sheet"] if sheet["name"] == name)
    (columns, rows), (left, top), (pitch_x, pitch_y) = sheet["grid"], sheet["first"], sheet["pitch"]
    places = [(left + column * pitch_x, top + row * pitch_y) for row in range(rows) for column in range(columns)]
    return places, tuple(sheet["label"])


def corners(file: pathlib.Path, dpi: int) -> list[tuple[float, float]]:
    """The upper left dark corner of each symbol on a page, in millimetres."""
    page = PIL.Image.open(file).convert("L")
    found = []
    for code in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode):
        if "micro" in str(code.format).lower():
            continue
        near, reach = code.position.top_left, round(dpi / 25.4)  # the decoder is sure of less than a millimetre
        left, top = near.x - reach, near.y - reach
        around = page.crop((left, top, near.x + reach, near.y + reach))
        box = around.point(lambda grey: 255 if grey < 128 else 0).getbbox()
        found.append(((left + box[0]) * 25.4 / dpi, (top + box[1]) * 25.4 / dpi))
    return found


def miss(place: tuple[float, float], wanted: tuple[float, float]) -> float:
    return max(abs(place[0] - wanted[0]), abs(place[1] - wanted[1]))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pdf")
    arguments.add_argument("stock")
    arguments.add_argument("--labels", type=int, required=True)
    arguments.add_argument("--offset", type=lambda text: tuple(float(number) for number in text.split(",")))
    arguments.add_argument("--dpi", type=int, default=600)
    arguments.add_argument("--within", type=float, default=0.2)
    chosen = arguments.parse_args()
    places, size = labels(chosen.stock)
    offset, left, farthest = chosen.offset, chosen.labels, 0.0

    with tempfile.TemporaryDirectory() as folder:
        try:
            pages = render(chosen.pdf, chosen.dpi, folder)
        except (OSError, subprocess.CalledProcessError) as failed:
            print(f"cannot render {chosen.pdf}: {failed}", file=sys.stderr)
            return 2
        for file in pages:
            found = corners(file, chosen.dpi)
            if not offset:
                x, y = min(found, key=lambda place: miss(place, places[0]))
                offset = (x - places[0][0], y - places[0][1])
                if not (0 < offset[0] < size[0] and 0 < offset[1] < size[1]):
                    print(f"the first symbol is not on the first label: {x:.2f}, {y:.2f} mm", file=sys.stderr)
                    return 1
            wanted = [(x + offset[0], y + offset[1]) for x, y in places[:left]]
            farthest = max([farthest] + [min([miss(place, there) for place in found] or [999]) for there in wanted])
            if len(found) != len(wanted):
                print(f"{len(wanted)} symbols wanted, {len(found)} found", file=sys.stderr)
                return 1
            left -= len(wanted)
    print(f"{chosen.stock}: {chosen.labels} symbols, the farthest {farthest:.3f} mm off")
    return 0 if farthest <= chosen.within and left == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
