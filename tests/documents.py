"""Documents of word processors, made by hand: what a test needs of them and no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of some parts; "mimetype" is stored as it is, so that programs see it in the first bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, namespace: str = W) -> bytes:
    """A Word file with a body (paragraphs and tables in XML) and other parts by their names, "styles.xml"."""
    parts = parts or {}
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_KIND}/{_kind(name)}" Target="{name}"/>'
        for number, name in enumerate(parts)
    )
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _listing(
                f'<Relationship Id="r1" Type="{_KIND}/officeDocument" Target="word/document.xml"/>'
                f'<Relationship Id="r2" Type="{_KIND}/metadata/core-properties" Target="docProps/core.xml"/>'
            ),
            "word/document.xml": word_xml("document", f"<w:body>{body}</w:body>", namespace),
            "word/_rels/document.xml.rels": _listing(listed),
            **{f"word/{name}": part for name, part in parts.items() if name != "core.xml"},
            **{f"docProps/{name}": part for name, part in parts.items() if name == "core.xml"},
        }
    )


def word_xml(root: str, inside: str, namespace: str = W) -> str:
    """A part of a Word file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{namespace}" {_SPACES}>{inside}</w:{root}>'


def paragraph(*texts: str, font: str = "", style: str = "") -> str:
    """A paragraph of a Word file, a run for each text."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(run(text, font) for text in texts)}</w:p>"


def run(text: str, font: str = "", style: str = "") -> str:
    """A run of a Word file."""
    said = f'<w:rStyle w:val="{style}"/>' if style else ""
    said += f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{said}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str, automatic: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text with a body, automatic styles and other parts by their names, "meta.xml"."""
    content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": odf_xml("document-content", content),
            **(parts or {}),
        }
    )


def odf_xml(root: str, inside: str) -> str:
    """A part of an OpenDocument file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{inside}</office:{root}>"
    )


def _listing(relationships: str) -> str:
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{relationships}</Relationships>'


def _kind(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
