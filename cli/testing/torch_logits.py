"""Standard input: a JSON list of {source, path, shape, images}. Output: the logits of each, from PyTorch in float32."""
import json
import sys

import torch

results = []
for case in json.load(sys.stdin):
    module = {}
    exec(case["source"], module)
    network = module["Network"]().load(case["path"], case["prefix"]).eval()
    images = torch.tensor(case["images"]).reshape(case["shape"])
    with torch.no_grad():
        results.append(network(images).flatten().tolist())
json.dump(results, sys.stdout)
