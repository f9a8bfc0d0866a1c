"""The mark of texts that catalogues translate, for modules that speak to no reader themselves."""


def N_(message: str) -> str:  # noqa: N802 - the usual name of the mark
    """Mark a message that is put into the reader's language where it is used."""
    return message
