"""What may be written as a proxy, in the settings and of a source."""

import re
from typing import Final

NO_PROXY: Final = (
    "must be such as http://proxy.provstad.se:3128 or socks5://proxy.provstad.se:1080, with a port "
    "and without user and password: those stand in a file of their own."
)

_PROXY: Final = re.compile(r"(?:http|socks5)://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})")


def is_proxy(address: str) -> bool:
    found = _PROXY.fullmatch(address)
    return found is not None and 0 < int(found[1]) < 65536
