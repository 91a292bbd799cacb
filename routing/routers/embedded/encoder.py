"""The sentence encoder as an onnxruntime graph in which every token is quantized by itself.

The downloaded model scales its 8-bit activations over a whole batch, so that what a text becomes
depends on its companions. This graph has the same weights, but one scale per token (per row of
each matrix product). Sums of 8-bit products are exact in 32 bits: how many rows are multiplied at
once changes nothing. Texts of one call have one length, so nothing is padded either.

Only the first token's vector is wanted; the last layer computes no other.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from numpy.typing import NDArray

LAYERS: Final = 12
HEADS: Final = 12
WIDTH: Final = 384
EPSILON: Final = 1e-12
GELU_MIN: Final = 0.171
MAX_INT8: Final = 127
ZERO: Final = np.uint8(128)  # products of unsigned and signed numbers are far faster on most CPUs
_OPSET: Final = 21
_IR: Final = 10
_MICROSOFT: Final = "com.microsoft"
_OUTPUT: Final = "vectors"


def graph(path: Path) -> bytes:
    """The graph, made from the downloaded model, as onnxruntime loads it.

    Inputs: `input_ids` (texts by tokens, without padding) and `positions` (0, 1, …, one per
    token). Output: `vectors`, the first token's state, one row of 384 numbers per text.
    """
    made: bytes = _Encoder(onnx.load(path)).build().SerializeToString()
    return made


class _Encoder:
    """Builds the graph node by node; a method returns the name of what its last node computes."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model = model
        self._downloaded = {tensor.name: tensor for tensor in model.graph.initializer}
        # The weights have numbers for names; the product that uses them says which layer's.
        self._weights = {
            node.output[0].partition("/MatMul")[0].removeprefix("/"): node.input[1]
            for node in model.graph.node
            if node.op_type == "MatMulInteger"
        }
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._kept_names: set[str] = set()

    def build(self) -> onnx.ModelProto:
        """The whole model: embeddings, eleven full layers, and one for the first token.

        Made in place of the downloaded one, so that no weight is held twice.
        """
        rows = self._embeddings()
        for layer in range(LAYERS):
            rows = self._layer(f"encoder/layer.{layer}", rows, last=layer == LAYERS - 1)
        self._nodes[-1].output[0] = _OUTPUT
        graph = self._model.graph
        for old in (graph.node, graph.input, graph.output, graph.value_info):
            del old[:]
        for i in reversed(range(len(graph.initializer))):
            if graph.initializer[i].name not in self._kept_names:
                del graph.initializer[i]
        graph.initializer.extend(self._constants.values())
        graph.node.extend(self._nodes)
        ints, floats = TensorProto.INT64, TensorProto.FLOAT
        tokens = helper.make_tensor_value_info("input_ids", ints, ["texts", "tokens"])
        positions = helper.make_tensor_value_info("positions", ints, ["tokens"])
        graph.input.extend([tokens, positions])
        graph.output.append(helper.make_tensor_value_info(_OUTPUT, floats, ["texts", WIDTH]))
        del self._model.opset_import[:]
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        self._model.opset_import.extend(opsets)
        self._model.ir_version = _IR
        return self._model

    def _embeddings(self) -> str:
        """One row per token of all texts: word and place (all tokens are of type 0)."""
        place = self._dequantized("position_embeddings")
        kind = self._dequantized("token_type_embeddings")[0]
        word = "embeddings.word_embeddings.weight"
        names = [self._kept(f"{word}_{part}") for part in ("quantized", "scale", "zero_point")]
        words = self._add("Gather", names[0], "input_ids")
        summed = self._add(
            "Add",
            self._add("DequantizeLinear", words, *names[1:]),
            self._add("Gather", self._constant("places", place + kind), "positions"),
        )
        return self._normalized(self._flat(summed), "embeddings.LayerNorm")

    def _layer(self, name: str, rows: str, *, last: bool) -> str:
        """Attention and feed-forward network, each added to what comes in and normalised."""
        path = name.replace("/", ".")
        quantized = self._quantized(rows)
        keys, values = (
            self._heads(self._projected(f"{name}/attention/self/{part}", quantized))
            for part in ("key", "value")
        )
        if last:
            rows = self._first_tokens(rows)
            quantized = self._quantized(rows)
        asked = self._projected(f"{name}/attention/self/query", quantized)
        queries = self._heads(asked, first_only=last)
        found = self._attention(queries, keys, values)
        attended = self._projected(f"{name}/attention/output/dense", self._quantized(found))
        rows = self._normalized(
            self._add("Add", attended, rows), f"{path}.attention.output.LayerNorm"
        )
        wide = self._scaled_product(f"{name}/intermediate/dense", self._quantized(rows))
        bias = self._kept(f"{path}.intermediate.dense.bias")
        active = self._add("BiasGelu", wide, bias, domain=_MICROSOFT)
        out = self._projected(f"{name}/output/dense", self._quantized(active, after_gelu=True))
        return self._normalized(self._add("Add", out, rows), f"{path}.output.LayerNorm")

    def _attention(self, queries: str, keys: str, values: str) -> str:
        size = 1 / math.sqrt(WIDTH / HEADS)
        scores = self._add("FusedMatMul", queries, keys, domain=_MICROSOFT, transB=1, alpha=size)
        mixed = self._add("MatMul", self._add("Softmax", scores, axis=-1), values)
        return self._flat(self._add("Transpose", mixed, perm=[0, 2, 1, 3]))

    def _quantized(self, rows: str, *, after_gelu: bool = False) -> tuple[str, str]:
        """Rows as 8-bit numbers, and what each row is to be multiplied by to undo that."""
        axis = self._constant("columns", np.array([1]))
        top = self._add("ReduceMax", rows, axis)
        if after_gelu:  # it has a floor, so the other end need not be looked for
            end = self._add("Max", top, self._constant("gelu_min", np.float32(GELU_MIN)))
        else:
            bottom = self._add("Neg", self._add("ReduceMin", rows, axis))
            end = self._add("Max", top, bottom, self._constant("tiny", np.float32(1e-9)))
        scale = self._add("Mul", end, self._constant("step", np.float32(1 / MAX_INT8)))
        one, zero = self._constant("one", np.float32(1)), self._constant("zero", ZERO)
        return self._add("QuantizeLinear", self._add("Div", rows, scale), one, zero), scale

    def _scaled_product(self, name: str, quantized: tuple[str, str]) -> str:
        """The matrix product with a layer's weights, without its bias."""
        small, scale = quantized
        weights = self._weights[name]
        scales = weights.replace("_quantized", "_scale")
        one = self._constant("one", np.float32(1))
        whole = self._add(
            "MatMulIntegerToFloat", small, self._kept(weights), one, self._kept(scales),
            self._constant("zero", ZERO), domain=_MICROSOFT,
        )  # fmt: skip
        return self._add("Mul", whole, scale)

    def _projected(self, name: str, quantized: tuple[str, str]) -> str:
        bias = self._kept(f"{name.replace('/', '.')}.bias")
        return self._add("Add", self._scaled_product(name, quantized), bias)

    def _heads(self, rows: str, *, first_only: bool = False) -> str:
        """Rows as texts by heads by tokens by numbers."""
        parts = [HEADS, WIDTH // HEADS]
        if first_only:
            shape = self._constant("first_by_heads", np.array([-1, 1, *parts]))
        else:
            by_heads = self._constant("heads", np.array(parts))
            shape = self._add("Concat", self._add("Shape", "input_ids"), by_heads, axis=0)
        return self._add("Transpose", self._add("Reshape", rows, shape), perm=[0, 2, 1, 3])

    def _first_tokens(self, rows: str) -> str:
        width = self._constant("width", np.array([WIDTH]))
        shape = self._add("Concat", self._add("Shape", "input_ids"), width, axis=0)
        first = self._constant("first", np.array(0))
        return self._add("Gather", self._add("Reshape", rows, shape), first, axis=1)

    def _normalized(self, rows: str, name: str) -> str:
        gain, bias = self._kept(f"{name}.weight"), self._kept(f"{name}.bias")
        return self._add("LayerNormalization", rows, gain, bias, axis=-1, epsilon=EPSILON)

    def _flat(self, values: str) -> str:
        return self._add("Reshape", values, self._constant("rows", np.array([-1, WIDTH])))

    def _dequantized(self, table: str) -> NDArray[np.float32]:
        small, scale, zero = (
            numpy_helper.to_array(self._downloaded[f"embeddings.{table}.weight_{part}"]).astype(
                np.float32
            )
            for part in ("quantized", "scale", "zero_point")
        )
        return np.asarray((small - zero) * scale, dtype=np.float32)

    def _add(self, operator: str, *inputs: str, domain: str = "", **options: Any) -> str:
        """Append a node; the name of what it computes."""
        name = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **options))
        return name

    def _kept(self, name: str) -> str:
        """A value of the downloaded model."""
        self._kept_names.add(name)
        return name

    def _constant(self, name: str, value: Any) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name
