"""Digests (SHA-256) of the weights this version was published with. Written by ``training.annotator.export``."""

DIGESTS = {
    "annotator.onnx": "0c4cbbe2963014dd14e97a623193f221f2827d963ebe7b086b8ab12482539858",
    "labels.json": "afaceaad32aed187b1bb348a2bb07934d1e546cc1e37e8a9703031b46c26a0bc",
    "lexicon.tsv": "aaedc5402fbb2be8ab04487b714fa3185cef8c62ec345ed1a6368a3a29ac051b",
    "pairs.onnx": "4f8cef89c2520ee80dda8d706432ceebaf1c60c968666fdc12bd7a3e3a675eb9",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
