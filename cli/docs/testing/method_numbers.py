"""Standard input: the Python code of docs/method.md. Output: numbers that it gives, for the test beside this folder."""
import itertools
import json
import sys

page = {}
exec(sys.stdin.read(), page)
true = [i * 7 % 10 for i in range(50)]
labels = page["observed_labels"]
json.dump(
    {
        "drawn": page["drawn_examples"](3, 1000, 20),
        "batches": list(itertools.islice(page["batches"](3, 7, 3), 9)),
        "wide": list(itertools.islice(page["batches"](3, 4, 10), 3)),
        "permute": labels(3, true, 10, 0.53),
        "resample": labels(3, true, 10, 0.4, "resample"),
        "pairflip": labels(3, true, 10, 0.4, "permute", True),
        "kernels": list(page["initial_kernels"](3, [([4, 3], 2), ([3, 5], 1)])),
    },
    sys.stdout,
)
