"""Trains one tensor with PyTorch in float64: JSON in (stdin), the weights after each optimizer's updates out."""

import json
import sys

import torch

OPTIMIZERS = {
    "sgd": lambda p, r: torch.optim.SGD(p, lr=r["lr"], momentum=r["momentum"], weight_decay=r["decay"]),
    "nesterov": lambda p, r: torch.optim.SGD(
        p, lr=r["lr"], momentum=r["momentum"], weight_decay=r["decay"], nesterov=True
    ),
    "adam": lambda p, r: torch.optim.Adam(
        p, lr=r["lr"], betas=(r["momentum"], r["beta2"]), eps=r["eps"], weight_decay=r["decay"]
    ),
    "adamw": lambda p, r: torch.optim.AdamW(
        p, lr=r["lr"], betas=(r["momentum"], r["beta2"]), eps=r["eps"], weight_decay=r["decay"]
    ),
}

given = json.load(sys.stdin)
weights = {}
for name, make in OPTIMIZERS.items():
    w = torch.tensor(given["weights"], dtype=torch.float64, requires_grad=True)
    optimizer = make([w], given["rates"])
    for gradient in given["gradients"]:
        w.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
    weights[name] = w.tolist()
json.dump(weights, sys.stdout)
