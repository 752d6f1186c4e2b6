"""Writes the trained network as an ONNX graph, by hand, in full precision or with 8-bit weights.

One chunk of text is one run: L pieces, W words, no batch axis and no padding. So a text's annotation cannot depend on
what is read beside it, although the activations' 8-bit scales are taken from the run's own numbers.
"""

from __future__ import annotations

import math

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from .network import WIDTH, Annotator
from .peaks import Peaks

#: Operator sets: LayerNormalization needs 17, Gelu 20.
OPSET = 20
#: Weights of fewer rows x columns than this stay in full precision: they cost little and decide much.
SMALL = 120_000
#: Before 8-bit maps, how far the scale of an input's channel moves over to the weights, as SmoothQuant has it (Xiao et al. 2023). Swept .4 to .9 on
#: dev: at .8 trees are as good as in full precision, at .5 and below worse than without.
MOVED = 0.8
_MOST = 20.0  # times that a channel is scaled up or down at most


class Graph:
    """Nodes and weights, collected."""

    def __init__(self, mode: str, peaks: Peaks | None = None) -> None:
        self.mode, self.peaks = mode, peaks or {}
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}

    def put(self, name: str, value: NDArray) -> str:
        """Store a weight."""
        if name not in self.weights:
            self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, *inputs: str, outputs: int = 1, name: str = "", domain: str = "", **attributes: object) -> str:
        """Add a node; gives the name of its (first) output."""
        at = name or f"{kind.lower()}_{len(self.nodes)}"
        outs = [at] if outputs == 1 else [f"{at}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), outs, domain=domain, **attributes))
        return outs[0] if outputs == 1 else at

    def linear(self, x: str, name: str, weight: NDArray, bias: NDArray | None) -> str:
        """``x @ weight.T + bias`` with ``weight`` (out, in)."""
        big = weight.size >= SMALL
        if self.mode == "fp32" or not big:
            y = self.op("MatMul", x, self.put(name + ".weight", weight.T.astype(np.float32)))
            return y if bias is None else self.op("Add", y, self.put(name + ".bias", bias))
        if self.mode == "blocks":
            return self._blocks(x, name, weight, bias)
        x, weight = self._smoothed(x, name, weight)
        scale = np.abs(weight).max(1) / 127 + 1e-12
        ints = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8).T
        return self.op(
            "DynamicQuantizeMatMul",
            x,
            self.put(name + ".int8", ints),
            self.put(name + ".scale", scale.astype(np.float32)),
            self.put(name + ".zero", np.zeros(len(scale), np.int8)),
            *([] if bias is None else [self.put(name + ".bias", bias)]),
            domain="com.microsoft",
        )

    def _smoothed(self, x: str, name: str, weight: NDArray) -> tuple[str, NDArray]:
        """The same map with its input's large channels scaled down and their weights up: one 8-bit scale then fits all channels."""
        if name not in self.peaks:
            return x, weight
        by = (self.peaks[name] + 1e-6) ** MOVED / (np.abs(weight).max(0) + 1e-6) ** (1 - MOVED)
        by = np.clip(by / np.exp(np.log(by).mean()), 1 / _MOST, _MOST).astype(np.float32)
        return self.op("Mul", x, self.put(name + ".smooth", 1 / by)), weight * by

    def _blocks(self, x: str, name: str, weight: NDArray, bias: NDArray | None, size: int = 128) -> str:
        """8-bit weights with a scale per block of a row; activations are scaled per word and block too."""
        n, k = weight.shape
        blocks = weight.reshape(n, k // size, size)
        scale = np.abs(blocks).max(2) / 127 + 1e-12
        ints = np.clip(np.round(blocks / scale[..., None]) + 128, 0, 255).astype(np.uint8)
        inputs = [x, self.put(name + ".blocks", ints), self.put(name + ".scale", scale.astype(np.float32).reshape(-1))]
        if bias is not None:
            inputs += ["", "", self.put(name + ".bias", bias)]
        return self.op("MatMulNBits", *inputs, domain="com.microsoft", K=k, N=n, bits=8, block_size=size, accuracy_level=4)

    def norm(self, x: str, name: str, weight: NDArray, bias: NDArray) -> str:
        """Layer norm over the last axis."""
        scale, shift = self.put(name + ".weight", weight), self.put(name + ".bias", bias)
        return self.op("LayerNormalization", x, scale, shift, epsilon=1e-12, axis=-1)

    def gather(self, name: str, table: NDArray, rows: str) -> str:
        """Rows of an embedding table; 8-bit with a scale a row where quantised."""
        if self.mode == "fp32" or table.size < SMALL * 4:
            return self.op("Gather", self.put(name, table), rows)
        scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
        ints = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
        picked = self.op("Cast", self.op("Gather", self.put(name + ".int8", ints), rows), to=TensorProto.FLOAT)
        return self.op("Mul", picked, self.op("Gather", self.put(name + ".scale", scale.astype(np.float32)), rows))


OUTPUTS = ("upos", "lemma", "start", "names", "roles", "arcs", "links", "pair_dep", "pair_head", "meaning")


def build(net: Annotator, mode: str, peaks: Peaks | None = None) -> onnx.ModelProto:
    """The graph of a trained network; ``mode`` is fp32, int8 or blocks. ``peaks`` smooth the inputs of 8-bit maps (int8)."""
    g = Graph(mode, peaks)
    w = {name: value.detach().float().numpy() for name, value in net.state_dict().items()}
    x, shared = _body(g, w, net)
    _heads(g, w, net, g.op("Gather", x, "first"))
    _meaning(g, w, net, shared)
    ints = [helper.make_tensor_value_info(n, TensorProto.INT64, [d]) for n, d in (("pieces", "L"), ("shapes", "L"), ("first", "W"))]
    outs = [helper.make_tensor_value_info(n, TensorProto.INT64 if n in {"upos", "lemma"} else TensorProto.FLOAT, None) for n in OUTPUTS]
    graph = helper.make_graph(g.nodes, "annotator", ints, outs, list(g.weights.values()))
    sets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=sets, ir_version=10)


def _body(g: Graph, w: dict[str, NDArray], net: Annotator) -> tuple[str, str]:
    """The output of the last layer, and of the last one that meanings share."""
    one = g.put("one", np.array([1], np.int64))
    zero = g.put("zero", np.array([0], np.int64))
    length = g.op("Shape", "pieces")
    positions = g.op("Slice", g.put("positions", w["body.positions.weight"]), zero, length, zero, one)
    x = g.op("Add", g.gather("words", w["body.words.weight"], "pieces"), positions)
    x = g.op("Add", x, g.op("Gather", g.put("shape_table", w["body.shapes.weight"]), "shapes"))
    x = g.norm(x, "norm", w["body.norm.weight"], w["body.norm.bias"])
    outputs = []
    for i, layer in enumerate(net.body.layers):
        x = _layer(g, _under(w, f"body.layers.{i}."), f"layer{i}", x, layer.heads)
        outputs.append(x)
    return x, outputs[net.sizes.shared - 1]


def _meaning(g: Graph, w: dict[str, NDArray], net: Annotator, x: str) -> None:
    for i, layer in enumerate(net.meaning_layers):
        x = _layer(g, _under(w, f"meaning_layers.{i}."), f"meaning{i}", x, layer.heads)
    g.op(
        "Add",
        g.linear(g.op("Gather", x, "first"), "meaning_out", w["meaning.weight"], None),
        g.put("meaning.bias", w["meaning.bias"]),
        name="meaning",
    )


def _under(w: dict[str, NDArray], prefix: str) -> dict[str, NDArray]:
    """The weights of one part."""
    return {name.removeprefix(prefix): value for name, value in w.items() if name.startswith(prefix)}


def _layer(g: Graph, w: dict[str, NDArray], name: str, x: str, heads: int) -> str:
    width = WIDTH // heads
    weight, bias = w["qkv.weight"].copy(), w["qkv.bias"].copy()
    weight[:WIDTH] /= math.sqrt(width)
    bias[:WIDTH] /= math.sqrt(width)
    qkv = g.op("Split", g.linear(x, name + ".qkv", weight, bias), outputs=3, axis=-1, num_outputs=3)
    shape = g.put(f"heads{heads}", np.array([-1, heads, width], np.int64))
    q, k, v = (g.op("Reshape", f"{qkv}.{part}", shape) for part in range(3))
    scores = g.op("MatMul", g.op("Transpose", q, perm=[1, 0, 2]), g.op("Transpose", k, perm=[1, 2, 0]))
    mixed = g.op("MatMul", g.op("Softmax", scores, axis=-1), g.op("Transpose", v, perm=[1, 0, 2]))
    mixed = g.op("Reshape", g.op("Transpose", mixed, perm=[1, 0, 2]), g.put("flat", np.array([-1, WIDTH], np.int64)))
    x = g.op("Add", x, g.linear(mixed, name + ".out", w["out.weight"], w["out.bias"]))
    x = g.norm(x, name + ".norm1", w["norm1.weight"], w["norm1.bias"])
    inner = g.op("Gelu", g.linear(x, name + ".up", w["up.weight"], w["up.bias"]))
    x = g.op("Add", x, g.linear(inner, name + ".down", w["down.weight"], w["down.bias"]))
    return g.norm(x, name + ".norm2", w["norm2.weight"], w["norm2.bias"])


def _heads(g: Graph, w: dict[str, NDArray], net: Annotator, x: str) -> None:
    s = net.sizes
    joint = g.op("Gelu", g.linear(x, "joint", w["joint.weight"], w["joint.bias"]))
    parts = s.split()
    names = ["dep", "head", "pair_dep", "pair_head", "link_dep", "link_head", "names_in", "roles_in"]
    split = g.put("parts", np.array(parts, np.int64))
    g.nodes.append(helper.make_node("Split", [joint, split], names, axis=-1))
    tags = g.linear(x, "tags", w["tags.weight"], w["tags.bias"])
    g.nodes.append(helper.make_node("Split", [tags, g.put("tag_parts", np.array([s.upos, s.lemma, 1], np.int64))], ["u", "l", "s"], axis=-1))
    g.op("ArgMax", "u", axis=-1, keepdims=0, name="upos")
    g.op("ArgMax", "l", axis=-1, keepdims=0, name="lemma")
    g.op("Squeeze", "s", g.put("last", np.array([-1], np.int64)), name="start")
    for layer in ("names", "roles"):
        scores = g.linear(layer + "_in", layer + "_out", w[layer + ".weight"], w[layer + ".bias"])
        g.op("LogSoftmax", scores, axis=-1, name=layer)
    root = g.put("root", w["root"][None])
    for name, dep, head, width in (("arcs", "dep", g.op("Concat", root, "head", axis=0), s.arc), ("links", "link_dep", "link_head", s.link)):
        scale = 1 / math.sqrt(width)
        left = g.linear(dep, name + ".form", w[name + ".form.weight"] * scale, w[name + ".form.bias"] * scale)
        g.op("MatMul", left, g.op("Transpose", head, perm=[1, 0]), name=name)


def build_pairs(net: Annotator) -> onnx.ModelProto:
    """The dependency label layer by itself: it runs when the heads are chosen, for those pairs only.

    ``dep`` and ``head`` are the (W, k) outputs of the main graph, ``heads`` (W,) the chosen heads, -1 for a root.
    """
    g = Graph("fp32")
    w = {name: value.detach().float().numpy() for name, value in net.state_dict().items()}
    every = g.op("Concat", g.put("root", w["root_pair"][None]), "head", axis=0)
    chosen = g.op("Gather", every, g.op("Add", "heads", g.put("one", np.array([1], np.int64))))
    added = g.linear(g.op("Relu", g.op("Add", "dep", chosen)), "sum", w["pair_sum.weight"], w["pair_sum.bias"])
    times = g.linear(g.op("Mul", "dep", chosen), "product", w["pair_product.weight"], None)
    g.op("Add", added, times, name="labels")
    k = net.sizes.pair
    ins = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["W", k]) for n in ("dep", "head")]
    ins.append(helper.make_tensor_value_info("heads", TensorProto.INT64, ["W"]))
    outs = [helper.make_tensor_value_info("labels", TensorProto.FLOAT, None)]
    graph = helper.make_graph(g.nodes, "pairs", ins, outs, list(g.weights.values()))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
