"""Writes the trained eye as ONNX, regrouped, and checks it against PyTorch: python export.py WEIGHTS.pt OUT.onnx.

Needs the onnx package.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from network import NUMBERS, SIZE_PX, Network, in_blocks, with_difference
from regroup import regrouped

LARGEST_DIFFERENCE = 1e-4  # in units of 5 degrees


def main() -> None:
    """Export, read the file back with OpenCV and compare both on random input."""
    parser = argparse.ArgumentParser(description="Export a network.")
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(args.weights))
    network.eval()
    torch.manual_seed(0)
    pair, numbers = torch.randn(1, 2, SIZE_PX, SIZE_PX), torch.randn(1, NUMBERS)
    inputs = with_difference(pair), numbers
    names = {"input_names": ["pictures", "landmarks"], "output_names": ["change"]}
    torch.onnx.export(network, inputs, str(args.out), opset_version=13, dynamo=False, **names)
    onnx.save(regrouped(onnx.load(args.out)), args.out)
    net = cv2.dnn.readNetFromONNX(str(args.out))
    net.setInput(in_blocks(pair).numpy(), "pictures")
    net.setInput(numbers.numpy(), "landmarks")
    difference = float(np.abs(net.forward() - network(*inputs).detach().numpy()).max())
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB, largest difference to PyTorch {difference:.1e}")
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit("OpenCV and PyTorch disagree.")


if __name__ == "__main__":
    main()
