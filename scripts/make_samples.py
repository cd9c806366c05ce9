"""Make a sample roll: any number of made-up entries, for benchmarks and for trying the site out at size."""

import environment

environment.enter()

import argparse
import os
import sys
import time

import options
from honour_roll.problem import shown
from samples.plans import plans
from samples.roll import make

__all__ = ["make", "plans"]


def main(arguments: list[str]) -> int:
    """Make the samples; say how many and how long it took."""
    chosen = parser().parse_args(arguments)
    start = time.perf_counter()
    make(chosen.entries, chosen.out, chosen.seed, chosen.photos)
    photos = f", {chosen.photos} photos" if chosen.photos else ""
    print(f"{chosen.entries} entries{photos} in {time.perf_counter() - start:.1f} s: {shown(chosen.out)}{os.sep}")
    return 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Make a roll of made-up entries. The same number and seed give the same files.")
    parser.add_argument("--entries", type=_count, required=True, metavar="N", help="how many entries")
    parser.add_argument(
        "--photos",
        type=_count,
        default=0,
        metavar="M",
        help="how many made-up photos, each another (default: 0)",
    )
    parser.add_argument(
        "--out", type=options.resolved, required=True, metavar="DIR", help="where: new, empty or made here"
    )
    parser.add_argument("--seed", type=int, default=7, help="another number, other entries (default: 7)")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number: {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
