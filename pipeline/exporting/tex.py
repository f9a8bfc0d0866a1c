"""Text in LaTeX."""

from typing import Final

_MARKS: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def escaped(text: str) -> str:
    """Text that LaTeX prints as it is, on one line."""
    return " ".join(text.translate(_MARKS).split())
