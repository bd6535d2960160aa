"""How short and how long may a token's PIN be? PKCS#11 knows it; the wrapper we use does not pass it on."""

import ctypes
import sys

FALLBACK = (4, 32)  # a library that gives nonsense must not keep a right PIN out
_TOKEN_INFO_AT = 6  # C_GetTokenInfo's place in the function list (PKCS#11 v2.40, section 5.2)
_PACKED = (
    {"_pack_": 1} if sys.platform == "win32" else {}
)  # the standard packs its structures on Windows only


class _TokenInfo(ctypes.Structure):
    locals().update(_PACKED)
    _fields_ = [
        ("texts", ctypes.c_char * 96),  # label 32, maker 32, model 16, serial 16
        ("flags", ctypes.c_ulong),
        ("sessions", ctypes.c_ulong * 4),
        ("longest_pin", ctypes.c_ulong),
        ("shortest_pin", ctypes.c_ulong),
        ("memory", ctypes.c_ulong * 4),
        ("versions", ctypes.c_ubyte * 4),
        ("moment", ctypes.c_char * 16),
    ]


class _FunctionList(ctypes.Structure):
    locals().update(_PACKED)
    _fields_ = [("version", ctypes.c_ubyte * 2), ("functions", ctypes.c_void_p * (_TOKEN_INFO_AT + 1))]


def pin_bounds(module: str, slot: int) -> tuple[int, int]:
    """Return (shortest, longest) for the token in `slot` of a library that is loaded and initialised."""
    listed = ctypes.POINTER(_FunctionList)()
    if ctypes.CDLL(module).C_GetFunctionList(ctypes.byref(listed)):
        return FALLBACK
    ask = ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.c_ulong, ctypes.POINTER(_TokenInfo))(
        listed.contents.functions[_TOKEN_INFO_AT]
    )
    info = _TokenInfo()
    if ask(slot, ctypes.byref(info)) or not 0 < info.longest_pin < FALLBACK[1] * 8:
        return FALLBACK
    return int(info.shortest_pin), int(info.longest_pin)
