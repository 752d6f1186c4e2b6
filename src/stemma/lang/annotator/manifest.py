"""Digests (SHA-256) of the weights this version was published with. Written by ``training.annotator.export``."""


def name() -> str:
    """The name of the annotator with these weights."""
    return f"annotator-{DIGESTS['annotator.onnx'][:12]}"


DIGESTS = {
    "annotator.onnx": "59863cf7d73f43252876b717797f1b27f9eb757dc63a3a7043c564df3f73ec6c",
    "labels.json": "afaceaad32aed187b1bb348a2bb07934d1e546cc1e37e8a9703031b46c26a0bc",
    "lexicon.tsv": "aaedc5402fbb2be8ab04487b714fa3185cef8c62ec345ed1a6368a3a29ac051b",
    "pairs.onnx": "b8f4209c9a30ac37b897fd7ed1ec445aaad7d6bd41b2fa866e4ebbd72f73a4ee",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
