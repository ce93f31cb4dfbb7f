#!/usr/bin/env python3
"""Prints labels on a poor printer, looks at them with a poor camera, and reads every symbol with two decoders we did not write.

    simulate_print.py FILE.pdf STOCK ADDRESSES [--least 0.999]

STOCK is a name in data/label-stock.toml, ADDRESSES a file with one address per line: the labels, in the order of the paper.

The printer. Each page is rendered at 600 dpi (pdftoppm) and made into the dots of a printer of 203 dpi (8 dots a millimetre): a
box filter of one dot, then a threshold at half. A dot is black or it is not.

The camera. It sees each label on its paper at three pixels a dot; a dot stays a square until the lens blurs it, by a Gaussian
whose sigma is one dot of the printer. The paper is 3 % smaller, as large as it should be, or 3 % larger than that: label by
label in turn. Contrast is lowered by 20 %: black is 10 % white, white is 10 % black.

zxing-cpp tries a picture in several ways and gets one. ZBar tries it in one way, along fixed lines, and was made for a camera that
moves: it gets up to five, at 3 to 7 pixels a dot, as a phone that comes nearer. Each must read at least the share --least of all
labels. Whatever is read, by either, must be the address of that very label: so the addresses are the exact multiset that was
printed, but for what could not be read.

Printed beside it, without failing: what ZBar reads at its first look; and what zxing-cpp reads of the same dots at one pixel a
dot, with the same blur, scale and contrast. No phone sees so little; it says how much is left before the model's camera fails.

Exit 1 if too little is read, or if anything is read wrong; 2 if the file cannot be rendered.

Needs: poppler-utils and libzbar0 (Debian); zxing-cpp, pillow, numpy, opencv-python-headless and pyzbar (PyPI).
"""

import argparse
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy
import PIL.Image
import pyzbar.pyzbar as zbar
import zxingcpp

from measure_places import labels

PIL.Image.MAX_IMAGE_PIXELS = None
FINE, DOTS_PER_MM = 600, 8
LOOKS = (3, 4, 5, 6, 7)  # pixels a dot, as a camera comes nearer
SCALES = (0.97, 1.0, 1.03)
CONTRAST = 0.8
MARGIN = 16  # dots of white paper around a label that fills its page


def dots(page: pathlib.Path) -> numpy.ndarray:
    """A page as the printer prints it: 0 is black, 255 is white."""
    fine = numpy.asarray(PIL.Image.open(page).convert("L"))
    shrunk = [round(side * 25.4 / FINE * DOTS_PER_MM) for side in (fine.shape[1], fine.shape[0])]
    boxed = cv2.resize(fine, shrunk, interpolation=cv2.INTER_AREA)
    return numpy.where(boxed < 128, 0, 255).astype(numpy.uint8)


def seen(label: numpy.ndarray, pixels: int, scale: float) -> numpy.ndarray:
    """A label as the camera sees it, at so many pixels a dot."""
    square = cv2.resize(label, None, fx=pixels, fy=pixels, interpolation=cv2.INTER_NEAREST)
    scaled = cv2.resize(square, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    blurred = cv2.GaussianBlur(scaled, (0, 0), pixels * scale)
    return numpy.round(127.5 + (blurred.astype(numpy.float32) - 127.5) * CONTRAST).astype(numpy.uint8)


def by_zxing(picture: numpy.ndarray) -> list[str]:
    read = zxingcpp.read_barcodes(PIL.Image.fromarray(picture), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in read if "micro" not in str(code.format).lower()]


def by_zbar(picture: numpy.ndarray) -> list[str]:
    return [code.data.decode() for code in zbar.decode(picture, symbols=[zbar.ZBarSymbol.QRCODE])]


def read_page(page: pathlib.Path, places: list, size: tuple, first: int) -> list[dict[str, list[str]]]:
    """What each decoder reads on each label of a page."""
    cv2.setNumThreads(1)
    paper = numpy.pad(dots(page), MARGIN, constant_values=255)
    read = []
    for number, (left, top) in enumerate(places):
        left, top = round(left * DOTS_PER_MM), round(top * DOTS_PER_MM)
        width, height = (round(side * DOTS_PER_MM) + 2 * MARGIN for side in size)
        label, scale = paper[top : top + height, left : left + width], SCALES[(first + number) % len(SCALES)]
        looks = (by_zbar(seen(label, pixels, scale)) for pixels in LOOKS)
        at_once = next(looks)
        read.append({
            "zxing-cpp": by_zxing(seen(label, LOOKS[0], scale)),
            "ZBar": at_once or next(filter(None, looks), []),
            "ZBar at its first look": at_once,
            "zxing-cpp at 1 pixel a dot": by_zxing(seen(label, 1, scale)),
        })
    return read


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pdf")
    arguments.add_argument("stock")
    arguments.add_argument("addresses", type=pathlib.Path)
    arguments.add_argument("--least", type=float, default=0.999)
    chosen = arguments.parse_args()
    wanted = chosen.addresses.read_text().split()
    places, size = labels(chosen.stock)

    with tempfile.TemporaryDirectory() as folder:
        try:
            command = ["pdftoppm", "-r", str(FINE), "-gray", chosen.pdf, folder + "/page"]
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as failed:
            print(f"cannot render {chosen.pdf}: {failed}", file=sys.stderr)
            return 2
        pages = sorted(pathlib.Path(folder).glob("page-*"))
        starts = range(0, len(wanted), len(places))
        if len(pages) != len(starts):
            print(f"{chosen.stock}: {len(pages)} pages instead of {len(starts)}", file=sys.stderr)
            return 1
        jobs = [(page, places[: len(wanted) - start], size, start) for page, start in zip(pages, starts)]
        with multiprocessing.Pool(min(os.cpu_count() or 1, len(jobs))) as pool:
            read = [label for page in pool.starmap(read_page, jobs) for label in page]

    good, shares = True, []
    must = {"zxing-cpp": chosen.least, "ZBar": chosen.least, "ZBar at its first look": 0.0, "zxing-cpp at 1 pixel a dot": 0.0}
    for decoder, least in must.items():
        got = [(label[decoder], address) for label, address in zip(read, wanted, strict=True)]
        right = sum(found == [address] for found, address in got)
        wrong = sum(text != address for found, address in got for text in found)
        shares.append(f"{decoder} {right} of {len(got)} ({right / len(got):.2%})" + (f", {wrong} WRONG" if wrong else ""))
        good &= not wrong and right >= least * len(got)
    print(f"{chosen.stock}: " + "; ".join(shares))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
