"""Digests (SHA-256) of the weights this version was published with. Written by ``training.annotator.export``."""

DIGESTS = {
    "annotator.onnx": "41d4f97f383581a3804034dcf00a88637c5eb4a386b103dc4ddcab92e4e8403c",
    "labels.json": "afaceaad32aed187b1bb348a2bb07934d1e546cc1e37e8a9703031b46c26a0bc",
    "pairs.npz": "1422c2a705f387f2e6cfdce72f432a7597c0f395fba5fcd53dad8d755f3f7935",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
