"""Names of people as reports sign them: by how they are written, and by a table of Vietnamese surnames."""

from __future__ import annotations

import re
import unicodedata

from searchkit.reports.plain import plain

#: Surnames of the Kinh and of the larger minorities, without accents.
SURNAMES = frozenset(
    """
    an au bach ban banh be bien bo bui cam can cao chau chu chung co cu cung cuong dam dan dang danh dao dau diep dieu
    dinh do doan dong du duong giang giap gio ha han hau hien ho hoa hoang hong hua huynh kha khau khong khuat khuc
    khuong kieu kim la lac lai lam lang lau le leng lo loc loi lu luc luong luu ly li ma mac mai man manh mau mua mui
    nghe nghiem ngo nguy nguyen nham nhan nhu ninh nong ong pham phan phi pho phung phuong quach quan quang sam sung
    ta tan tang tao thach thai than thang thao thi thieu thuong tien tieu to ton tong tra trang tran trieu trinh trung
    truong tu tuong ung vang vi vien vo vong vu vuong vuu y
    """.split()
)
#: Syllables with which pen names and names without a surname begin: "Văn Anh", "Phương Hằng", "Thế Long".
FIRST_NAMES = frozenset(
    """
    ai anh ba bao bich binh cam chi cong da dai dan dang dat dieu dinh dong duc dung duy duyen gia giang ha hai ham
    hang hanh hau hien hieu hoa hoai hoan hong hue hung huong huu huy khac khai khang khanh khoa khoi khue kien kieu
    kim lan le lien linh loan long luan ly manh mien minh mong my nam nga ngan nghi nghia ngoc nguyet nha nhan nhat
    nhi nhu nhung ninh oanh phat phi phong phu phuc phung phuoc phuong phuong quan quang que quoc quy quyen quyet
    quynh sang sao sinh son song sy tam tan tat thach thai thang thanh thao the thien thinh tho thoai thu thuan thuc
    thuy thuyet tien tinh toan tra tram trang tri trinh trong truc trung tu tuan tue tung tuong tuyet uyen van vi viet
    vinh vu vuong xuan yen
    """.split()
)

_MOST_SYLLABLES = 5
# A letter and its marks: decomposed text has them apart.
_SYLLABLE = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_INITIALS = re.compile(r"(?:[A-ZĐ]\. ?){1,3}(?:[^\W\d_]{1,7}\.?)?|[A-ZĐ]\.[A-ZĐ]")
#: What stands between the names of several authors.
_BETWEEN_NAMES = re.compile(r"\s*[-–—,;&/]\s*|\s+và\s+")


def is_name(text: str) -> bool:
    """Whether a text is written like a person's name: two to five capitalised syllables, the first one of the tables.

    >>> [is_name(one) for one in ("Văn Anh", "ÁI KIỀU", "Bùi Thị Quỳnh Vân", "Hội nghị", "Ban Thường Vụ")]
    [True, True, True, False, False]
    """
    syllables = unicodedata.normalize("NFC", text).split()
    if not 2 <= len(syllables) <= _MOST_SYLLABLES:
        return False
    if not all(_SYLLABLE.fullmatch(one) and one[0].isupper() and len(one) <= 7 for one in syllables):
        return False
    if not (text.isupper() or all(one == one.capitalize() for one in syllables)):
        return False
    first = plain(syllables[0])
    return first in SURNAMES or first in FIRST_NAMES


def is_initials(text: str) -> bool:
    """Whether a text is a name cut short: "N.H.", "P.HẰNG", "T. Huy".

    >>> [is_initials(one) for one in ("N.H.", "P.HẰNG", "T. Huy", "TT", "Tin")]
    [True, True, True, False, False]
    """
    text = unicodedata.normalize("NFC", text)
    return _INITIALS.fullmatch(text) is not None


def are_names(text: str) -> bool:
    """Whether a text is one name or several: "Hoài Thanh - Cát Lâm".

    >>> [are_names(one) for one in ("Minh Anh - Bá Khải", "Văn Anh", "Minh Anh - họp")]
    [True, True, False]
    """
    parts = [part for part in _BETWEEN_NAMES.split(text.strip()) if part]
    return 0 < len(parts) <= 4 and all(is_name(part) or is_initials(part) for part in parts)
