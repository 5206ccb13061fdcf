"""The native reference: the same networks, weights and batches in eager PyTorch, float32, on the CPU.

Started by the bench with a folder that holds work.json and values.bin; then one request a line on stdin, one answer a
line on stdout, both JSON, in the words of protocol.ts.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F


def read_work(folder):
    """The description, the weights and the batches, channels first."""
    work = json.loads((folder / "work.json").read_text())
    values = np.fromfile(folder / "values.bin", dtype=np.float32)
    at = 0

    def take(shape):
        nonlocal at
        size = int(np.prod(shape))
        part = values[at : at + size].reshape(shape)
        at += size
        return torch.from_numpy(part.copy())

    weights = []
    for shape, pixels in zip(work["shapes"], work["pixels"]):
        weight = take(shape)
        if len(shape) == 4:
            weight = weight.permute(3, 2, 0, 1).contiguous()
        elif pixels > 1:
            # Rows by pixel, then channel -> by channel, then pixel.
            weight = weight.reshape(pixels, -1, shape[1]).transpose(0, 1).reshape(shape).contiguous()
        weights.append(weight.requires_grad_())
    batches = []
    for _ in range(work["batches"]):
        images = take([work["batch"], *work["input"]]).permute(0, 3, 1, 2).contiguous()
        batches.append((images, take([work["batch"]]).long()))
    return work, weights, batches


def same_padding(x, edge, stride, value):
    """Pads height and width so that the output has ceil(size / stride) pixels."""
    padding = []
    for size in (x.shape[3], x.shape[2]):
        missing = max((-(-size // stride) - 1) * stride + edge - size, 0)
        padding += [missing // 2, missing - missing // 2]
    return F.pad(x, padding, value=value) if any(padding) else x


class Network:
    def __init__(self, work, weights):
        self.layers = work["layers"]
        self.epsilon = work["normEpsilon"]
        self.weights = weights
        self.running = {}

    def forward(self, x):
        self.at = 0
        for layer in self.layers:
            x = self.apply(layer, x)
        return x

    def next(self):
        self.at += 1
        return self.weights[self.at - 1]

    def apply(self, layer, x):
        kind = layer["kind"]
        if kind == "dense":
            kernel, bias = self.next(), self.next()
            y = torch.addmm(bias, x.reshape(-1, layer["inputs"]), kernel)
            return F.relu(y) if layer["relu"] else y
        if kind == "convolution":
            kernel = self.next()
            if layer["norm"]:
                y = self.convolution(layer, x, kernel, None)
                y = self.batch_norm(y, self.next(), self.next())
            else:
                y = self.convolution(layer, x, kernel, self.next())
            return F.relu(y) if layer["relu"] else y
        if kind == "maxPool":
            padded = same_padding(x, layer["size"], layer["stride"], float("-inf"))
            return F.max_pool2d(padded, layer["size"], layer["stride"])
        if kind == "globalAveragePool":
            return x.mean((2, 3))
        if kind == "localResponse":
            # PyTorch divides alpha by the size.
            size = 2 * layer["radius"] + 1
            return F.local_response_norm(x, size, alpha=size * layer["alpha"], beta=layer["beta"], k=layer["bias"])
        if kind == "residual":
            y = x
            for inner in layer["body"]:
                y = self.apply(inner, y)
            taken = x[:, :, :: layer["stride"], :: layer["stride"]]
            return F.relu(y + F.pad(taken, (0, 0, 0, 0, 0, layer["added"])))
        return torch.cat([self.apply(branch, x) for branch in layer["branches"]], 1)

    def convolution(self, layer, x, kernel, bias):
        edge, stride = layer["edge"], layer["stride"]
        if stride == 1:
            return F.conv2d(x, kernel, bias, padding=edge // 2)
        return F.conv2d(same_padding(x, edge, stride, 0.0), kernel, bias, stride=stride)

    def batch_norm(self, x, scale, offset):
        size = scale.shape[0]
        mean, variance = self.running.setdefault(self.at, (torch.zeros(size), torch.ones(size)))
        return F.batch_norm(x, mean, variance, scale, offset, training=True, momentum=0.1, eps=self.epsilon)


class Trainer:
    def __init__(self, folder):
        work, weights, self.batches = read_work(folder)
        self.network = Network(work, weights)
        self.optimizer = torch.optim.SGD(weights, lr=work["learningRate"], momentum=work["momentum"])
        self.made = 0

    def step(self):
        images, labels = self.batches[self.made % len(self.batches)]
        loss = F.cross_entropy(self.network.forward(images), labels)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        self.made += 1
        return loss.detach()


def timed(action):
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1e3


def answer(trainer, request):
    kind = request["kind"]
    torch.set_num_threads(request["threads"])
    if kind == "losses":
        losses, times = [], []
        start = time.perf_counter()
        while len(losses) < request["count"] and (time.perf_counter() - start) * 1e3 < request["budgetMs"]:
            times.append(timed(lambda: losses.append(float(trainer.step()))))
        return {"losses": losses, "firstStepMs": times[0], "stepMs": min(times)}
    if kind == "queue":
        # Eager PyTorch on a CPU computes as it is called.
        return [timed(trainer.step) for _ in range(request["count"])]
    if kind == "memory":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if kind == "round":
        begun = time.perf_counter()
        for _ in range(request["steps"]):
            loss = trainer.step()
        float(loss)
        return (time.perf_counter() - begun) * 1e3 / request["steps"]
    raise ValueError(kind)


def main():
    trainer = Trainer(Path(sys.argv[1]))
    print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(trainer, json.loads(line))), flush=True)


main()
