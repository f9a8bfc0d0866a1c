"""The formats that articles come in, a short module each, and one registry (`formats`).

Law of the stage: bytes in, `Article` out. Nothing is repaired here, no day is invented, and whatever
is wrong with the bytes becomes an article that says so.
"""
