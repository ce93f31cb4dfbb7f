#!/usr/bin/env python3
"""Measures on rendered pages whether symbols lie where the stock says.

    measure_places.py FILE.pdf LEFT,TOP PITCH_X,PITCH_Y COLUMNS,ROWS [--dpi 600] [--within 0.2] [--pages 1]

LEFT,TOP is the upper left corner of the first symbol on the page, PITCH from one to the next, in millimetres. The pages are rendered
by poppler (pdftoppm), the symbols found by zxing-cpp; the dark corner of each is then looked for pixel by pixel. Prints the
farthest miss. Exit 1 if a symbol is missing or lies farther off than --within, 2 if the file cannot be rendered.

Needs: poppler-utils (Debian), zxing-cpp and pillow (PyPI).
"""

import argparse
import subprocess
import sys
import tempfile

import PIL.Image
import zxingcpp

from decode_sheet import render

PIL.Image.MAX_IMAGE_PIXELS = None


def corner(page: PIL.Image.Image, near: tuple[int, int], module: float) -> tuple[int, int]:
    """The first dark column and row about a place at which the decoder saw the corner of a symbol."""
    reach = round(3 * module)
    left, top = near[0] - reach, near[1] - reach
    around = page.crop((left, top, near[0] + reach, near[1] + reach)).point(lambda grey: 255 if grey < 128 else 0)
    box = around.getbbox()
    return (left + box[0], top + box[1])


def main() -> int:
    pair = lambda text: tuple(float(number) for number in text.split(","))
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pdf")
    arguments.add_argument("first", type=pair)
    arguments.add_argument("pitch", type=pair)
    arguments.add_argument("grid", type=pair)
    arguments.add_argument("--dpi", type=int, default=600)
    arguments.add_argument("--within", type=float, default=0.2)
    arguments.add_argument("--pages", type=int, default=1)
    chosen = arguments.parse_args()
    columns, rows = (int(number) for number in chosen.grid)
    wanted = [
        (chosen.first[0] + column * chosen.pitch[0], chosen.first[1] + row * chosen.pitch[1])
        for row in range(rows)
        for column in range(columns)
    ]

    farthest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        try:
            pages = render(chosen.pdf, chosen.dpi, folder)[: chosen.pages]
        except (OSError, subprocess.CalledProcessError) as failed:
            print(f"cannot render {chosen.pdf}: {failed}", file=sys.stderr)
            return 2
        for file in pages:
            page = PIL.Image.open(file).convert("L")
            seen = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
            found = []
            for code in seen:
                spot = code.position
                module = (spot.top_right.x - spot.top_left.x) / 29  # at most: symbols have 29 modules and more
                x, y = corner(page, (spot.top_left.x, spot.top_left.y), module)
                found.append((x * 25.4 / chosen.dpi, y * 25.4 / chosen.dpi))
            for left, top in wanted:
                misses = [max(abs(left - x), abs(top - y)) for x, y in found]
                if not misses or min(misses) > 5:
                    print(f"no symbol near {left:.2f}, {top:.2f} mm", file=sys.stderr)
                    return 1
                farthest = max(farthest, min(misses))
    print(f"{len(wanted) * len(pages)} symbols, the farthest {farthest:.3f} mm off")
    return 0 if farthest <= chosen.within else 1


if __name__ == "__main__":
    sys.exit(main())
