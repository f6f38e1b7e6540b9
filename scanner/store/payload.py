"""Values as bytes to be sealed, and back: JSON, in which personal texts are plain."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from cattrs.preconf.json import make_converter

from scanner.model.finding import Sketch
from scanner.model.personal import Personal

T = TypeVar("T")

_HASH_BYTES: Final = 8


def pack(value: object) -> bytes:
    """A value of `model`, or a tuple or dataclass of such. Seal the result."""
    return _converter.dumps(value, ensure_ascii=False).encode()


def unpack(kind: type[T], packed: bytes) -> T:
    """The reverse of `pack`. Fields that are not known any more are passed over."""
    return _converter.loads(packed.decode(), kind)


def _packed_hashes(sketch: Sketch) -> dict[str, Any]:
    # Thousands of numbers: a third of the size as bytes that it is as JSON.
    joined = b"".join(h.to_bytes(_HASH_BYTES) for h in sorted(sketch.hashes))
    return {"scale": sketch.scale, "hashes": b64encode(joined).decode()}


def _unpacked_hashes(packed: dict[str, Any], _: type[Sketch]) -> Sketch:
    return Sketch(scale=packed["scale"], hashes=frozenset(_numbers(b64decode(packed["hashes"]))))


def _numbers(joined: bytes) -> Iterable[int]:
    for at in range(0, len(joined), _HASH_BYTES):
        yield int.from_bytes(joined[at : at + _HASH_BYTES])


_converter: Final = make_converter()
_converter.register_unstructure_hook(Personal, Personal.reveal)
_converter.register_structure_hook(Personal, lambda text, _: Personal(text))
_converter.register_unstructure_hook(Sketch, _packed_hashes)
_converter.register_structure_hook(Sketch, _unpacked_hashes)
