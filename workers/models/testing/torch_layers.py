"""
Trains conv3x4-tanh-LAYER and a classifier with PyTorch in float64, for each layer of TRAINED and FUNCTIONS: JSON in (stdin),
each step's loss and the weights after the last out. Kernels are HWIO and [in, out], images NHWC, as in the lab.
"""

import json
import sys

import torch
import torch.nn.functional as F

given = json.load(sys.stdin)


def tensor(value):
    return torch.tensor(value["values"], dtype=torch.float64).reshape(value["shape"])


def conv(x, w, name, stride=1):
    kernel = w[f"{name}/kernel"].permute(3, 2, 0, 1)
    return F.conv2d(x, kernel, w.get(f"{name}/bias"), stride=stride, padding=kernel.shape[-1] // 2)


def padded(x, channels):
    return F.pad(x, (0, 0, 0, 0, 0, channels - x.shape[1]))


LAYERS = {
    "relu": lambda x, w, _: F.relu(x),
    "gelu": lambda x, w, _: F.gelu(x),
    "tanh": lambda x, w, _: torch.tanh(x),
    "lrn": lambda x, w, _: F.local_response_norm(x, 9, alpha=0.001, beta=0.75, k=1.0),
    "pool3s2": lambda x, w, _: F.max_pool2d(x, 3, 2, padding=1),
    "avgpool3s2": lambda x, w, _: F.avg_pool2d(x, 3, 2, padding=1, count_include_pad=False),
    "avgpool": lambda x, w, _: x.mean(dim=(2, 3)),
    "bn": lambda x, w, _: F.batch_norm(x, None, None, w["bn1/scale"], w["bn1/offset"], training=True, eps=1e-3),
    "dropout.4": lambda x, w, mask: x * mask.permute(0, 3, 1, 2),
    "cat(conv1x2,conv3x3)": lambda x, w, _: torch.cat([conv(x, w, "conv2"), conv(x, w, "conv3")], 1),
    "res(conv3x4)": lambda x, w, _: x + conv(x, w, "conv2"),
    "res(conv3x5s2)": lambda x, w, _: conv(x, w, "res1_projection", 2) + conv(x, w, "conv2", 2),
    "respad(conv3x6s2)": lambda x, w, _: padded(x[:, :, ::2, ::2], 6) + conv(x, w, "conv2", 2),
    "dense6-gelu": lambda x, w, _: F.gelu(flat(x) @ w["dense1/kernel"] + w["dense1/bias"]),
}


def flat(x):
    return x if x.dim() == 2 else x.permute(0, 2, 3, 1).flatten(1)


images = tensor(given["images"]).permute(0, 3, 1, 2)
labels = torch.tensor(given["labels"])
found = {}
for layer, weights in given["weights"].items():
    w = {name: tensor(value).requires_grad_() for name, value in weights.items()}
    classifier = "dense2" if layer.startswith("dense") else "dense1"
    optimizer = torch.optim.SGD(w.values(), lr=given["lr"], momentum=given["momentum"])
    losses = []
    for mask in given["masks"]:
        optimizer.zero_grad()
        x = LAYERS[layer](torch.tanh(conv(images, w, "conv1")), w, tensor(mask))
        logits = flat(x) @ w[f"{classifier}/kernel"] + w[f"{classifier}/bias"]
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    found[layer] = {"losses": losses, "weights": {name: value.detach().flatten().tolist() for name, value in w.items()}}
json.dump(found, sys.stdout)
