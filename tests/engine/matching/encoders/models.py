"""A tiny model in ONNX, and a server that speaks the protocol of embeddings: both real."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import onnx
import tokenizers
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

WIDTH = 6
VOCABULARY = {"[PAD]": 0, "[UNK]": 1, "query": 2, "a": 3, "pump": 4, "насос": 5, "water": 6}


def table() -> NDArray[np.float32]:
    """A vector for each token of the vocabulary."""
    drawn = np.random.default_rng(1).normal(size=(len(VOCABULARY), WIDTH))
    return np.asarray(drawn, dtype=np.float32)


def write_onnx_folder(folder: Path, *, prompts: bool = False) -> Path:
    """A model that looks each token's vector up: embeddings by token, [texts, tokens, WIDTH]."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["texts", "tokens"])
    found = helper.make_tensor_value_info(
        "last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", WIDTH]
    )
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "tiny",
        [ids, mask],
        [found],
        [numpy_helper.from_array(table(), "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    word_tokenizer().save(str(folder / "tokenizer.json"))
    if prompts:
        (folder / "config_sentence_transformers.json").write_text(
            json.dumps({"prompts": {"query": "query ", "passage": ""}}), "utf-8"
        )
    return folder


def word_tokenizer() -> tokenizers.Tokenizer:
    """Splits texts into the few words of the vocabulary."""
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordLevel(vocab=VOCABULARY, unk_token="[UNK]")
    )
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return tokenizer


def write_static_folder(folder: Path) -> Path:
    """A table of vectors by token, as sentence-transformers 6.2 writes its StaticEmbedding."""
    folder.mkdir(parents=True, exist_ok=True)
    kind = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
    steps = [{"idx": 0, "name": "0", "path": "", "type": kind}]
    (folder / "modules.json").write_text(json.dumps(steps), "utf-8")
    save_file({"embedding.weight": table()}, str(folder / "model.safetensors"))
    word_tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def write_pooling(folder: Path, mode: str) -> None:
    """Say which tokens make a text's vector, as sentence-transformers does."""
    (folder / "1_Pooling").mkdir(exist_ok=True)
    key = "pooling_mode_cls_token" if mode == "cls" else f"pooling_mode_{mode}_tokens"
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({key: True}), "utf-8")


@dataclass
class Endpoint:
    """What the server was asked, and how it answers: `statuses` come first, one a request."""

    address: str = ""
    statuses: list[int] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    change: Callable[[dict[str, object]], object] = lambda answer: answer


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """A server on this machine that answers `POST /v1/embeddings` in the OpenAI protocol."""
    told = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append(asked)
            told.keys.append(self.headers.get("Authorization"))
            status = told.statuses.pop(0) if told.statuses else 200
            if self.path != "/v1/embeddings":
                status = 404
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("Location", "http://127.0.0.1:1/v1/embeddings")
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            answer = {
                "object": "list",
                "model": asked["model"],
                # In another order than asked: the index says which text is meant.
                "data": [
                    {"object": "embedding", "index": index, "embedding": _vector(text)}
                    for index, text in reversed(list(enumerate(asked["input"])))
                ],
            }
            body = told.change(answer) if status == 200 else {"error": {"message": "no"}}
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _vector(text: str) -> list[float]:
    """A vector that depends on the text alone."""
    seed = int.from_bytes(text.encode()[:8].ljust(8, b"\0"), "little") + len(text)
    return [float(value) for value in np.random.default_rng(seed).normal(size=WIDTH)]
