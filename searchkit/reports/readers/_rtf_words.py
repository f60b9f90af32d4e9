"""What the control words of Rich Text Format mean for the text ("Rich Text Format 1.9.1", Microsoft 2008)."""

from __future__ import annotations

#: Words and symbols that stand for a character.
CHARACTERS = {
    b"tab": "\t",
    b"line": "\n",
    b"lbr": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
    b"~": "\u00a0",
    # Numbers of documents are typed with it (21-NQ/TW): a hyphen that is found like any other.
    b"_": "-",
    # U+00AD is the letter ư in TCVN3: whether it is a hyphen here is told by the font.
    b"-": "\u00ad",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
}

#: Words that end a paragraph.
PARAGRAPH_ENDS = frozenset((b"par", b"sect", b"page", b"column", b"\r", b"\n"))

#: Groups of these hold no text of the document.
NOT_SHOWN = frozenset(
    b"colortbl stylesheet pict objdata objclass objname fldinst datafield xe tc rxe txe listtext pntext pntxta "
    b"pntxtb annotation atnid atnauthor atntime atnref atndate atnparent atnicn atrfstart atrfend bkmkstart bkmkend "
    b"private nonshppict shprslt sp ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn revtbl filetbl template panose falt "
    b"nonesttables themedata colorschememapping latentstyles datastore listtable listoverridetable generator "
    b"userprops xmlnstbl mmathPr keycode comment doccomm operator company manager category keywords hlinkbase".split()
)

#: Groups that a reader may pass over if it doesn't know them, and this one knows.
STARRED = frozenset((b"shpinst", b"do", b"ud", b"nesttableprops", b"footnote"))

#: Notes, headers and footers: they stand beside the body.
ASIDES = frozenset(b"footnote header headerl headerr headerf footer footerl footerr footerf".split())

#: Groups of a text box's text.
BOXES = frozenset((b"shptxt", b"dptxbxtext"))

#: Groups in ``\info``, and the property each is.
PROPERTIES = {
    b"title": "title",
    b"author": "author",
    b"subject": "subject",
    b"creatim": "created",
    b"revtim": "modified",
}
