#!/usr/bin/env python3
"""Reads the symbols of a PDF back with two decoders that share no code with us, nor with each other.

    decode_sheet.py FILE.pdf [--expect COUNT] [--dpi 600 203]

The pages are rendered by poppler (pdftoppm) and decoded by zxing-cpp and ZBar, once at each resolution. The addresses are printed one
per line, in the order of the paper. Exit 1 if a resolution gives another count than --expect, or other addresses than the first
resolution, or if the decoders disagree; 2 if the file cannot be rendered.

Needs: poppler-utils and libzbar0 (Debian), zxing-cpp, pillow and pyzbar (PyPI).
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import PIL.Image
import pyzbar.pyzbar as zbar
import zxingcpp

PIL.Image.MAX_IMAGE_PIXELS = None


def render(pdf: str, dpi: int, folder: str) -> list[pathlib.Path]:
    """One grey picture per page."""
    prefix = pathlib.Path(folder) / f"page-{dpi}"
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", pdf, str(prefix)], check=True)
    return sorted(pathlib.Path(folder).glob(f"page-{dpi}-*"))


def decode(file: pathlib.Path, dpi: int) -> list[str]:
    """The addresses on a page, from left to right in rows from above, as both decoders read them."""
    page = PIL.Image.open(file)
    read = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    # The format includes Micro QR, which the decoder now and then believes to see inside a large symbol.
    found = [code for code in read if "micro" not in str(code.format).lower()]
    inch = dpi / 3  # symbols in one row of labels stand at the same height within a third of an inch
    place = lambda code: (round(code.position.top_left.y / inch), code.position.top_left.x)
    texts = [code.text for code in sorted(found, key=place)]
    also = [code.data.decode() for code in zbar.decode(page, symbols=[zbar.ZBarSymbol.QRCODE])]
    if sorted(also) != sorted(texts):
        sys.exit(f"{file.name}: zxing-cpp reads {len(texts)} symbols, ZBar {len(also)}, or they read them differently")
    return texts


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pdf")
    arguments.add_argument("--expect", type=int, help="how many symbols there must be")
    arguments.add_argument("--dpi", type=int, nargs="+", default=[600, 203])
    chosen = arguments.parse_args()

    addresses: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for dpi in chosen.dpi:
            try:
                pages = render(chosen.pdf, dpi, folder)
            except (OSError, subprocess.CalledProcessError) as failed:
                print(f"cannot render {chosen.pdf}: {failed}", file=sys.stderr)
                return 2
            addresses.append([address for page in pages for address in decode(page, dpi)])
            print(f"{dpi} dpi: {len(addresses[-1])} symbols on {len(pages)} pages", file=sys.stderr)

    print("\n".join(addresses[0]))
    right_count = chosen.expect is None or all(len(found) == chosen.expect for found in addresses)
    agree = all(sorted(found) == sorted(addresses[0]) for found in addresses)
    if not right_count:
        print(f"expected {chosen.expect} symbols", file=sys.stderr)
    if not agree:
        print("the resolutions disagree", file=sys.stderr)
    return 0 if right_count and agree else 1


if __name__ == "__main__":
    sys.exit(main())
