"""An encoder of the shop's own."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from bot.nlu.embeddings.component import encoder_of
from bot.nlu.embeddings.local_model import LocalModel

WORDS = {"[UNK]": 0, "query:": 1, "parcel": 2, "refund": 3}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A network of one step, which looks a token's vector up."""
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", 4])
    vectors = numpy_helper.from_array(np.eye(4, dtype=np.float32), "vectors")
    look_up = helper.make_node("Gather", ["vectors", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph([look_up], "words", inputs, [output], [vectors])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), str(tmp_path / "model.onnx"))
    return tmp_path


def test_a_model_from_a_folder_encodes(folder: Path) -> None:
    parcel, both = LocalModel(folder).encode(["parcel", "parcel refund"])

    assert parcel.tolist() == [0, 0, 1, 0]
    assert both == pytest.approx([0, 0, 0.5**0.5, 0.5**0.5])


def test_the_prefix_stands_before_every_text(folder: Path) -> None:
    encoder = LocalModel(folder, "query: ")

    assert encoder.encode(["parcel"])[0, 1] > 0


def test_the_configuration_names_the_folder(folder: Path) -> None:
    assert encoder_of({"model": str(folder), "prefix": ""}).name.startswith(str(folder.resolve()))


def test_another_model_has_another_name(folder: Path) -> None:
    before = LocalModel(folder).name

    (folder / "model.onnx").touch()

    assert LocalModel(folder).name != before
