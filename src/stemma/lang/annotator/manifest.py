"""Digests (SHA-256) of the weights this version was published with. Written by ``training.annotator.export``."""


def name() -> str:
    """The name of the annotator with these weights."""
    return f"annotator-{DIGESTS['annotator.onnx'][:12]}"


DIGESTS = {
    "annotator.onnx": "69f6ccf368f7905a2282d4b10dc73dcfb106f9f81c0dcc0a7391b973ba1e6f6b",
    "labels.json": "afaceaad32aed187b1bb348a2bb07934d1e546cc1e37e8a9703031b46c26a0bc",
    "lexicon.tsv": "aaedc5402fbb2be8ab04487b714fa3185cef8c62ec345ed1a6368a3a29ac051b",
    "pairs.onnx": "1efffb13509de95e2c4a4dc9fb3a0e563aa5b86b9f8f3f8f2c38e6c5f4130109",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
