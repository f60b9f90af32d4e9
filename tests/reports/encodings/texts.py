"""Texts to write in all encodings."""

from __future__ import annotations

REPORT = (
    "Đảng ủy Khối các cơ quan tỉnh Nam Định\r\n"
    "Sáng 6/1, Đảng ủy Khối tổ chức hội nghị tổng kết công tác xây dựng Đảng năm 2022; "
    "97,9% đảng viên hoàn thành tốt nhiệm vụ, tỷ lệ cao hơn những năm trước.\r\n"
)
SHORT = "Bí thư Tỉnh ủy kiểm tra tiến độ thi công"
FRENCH = (
    "Le comité a tenu sa réunion annuelle à Paris, où les délégués ont élu le bureau. Le rapport a été approuvé après "
    "une brève discussion ; la majorité des députés était présente. Cela présente évidemment des difficultés, même là "
    "où le thé est né : « L'année dernière, nous avons créé près de trente écoles », a déclaré l'hôte."
)
ENGLISH = (
    "The committee’s annual meeting was held in Hanoi – the delegates “approved” the report after a café discussion, "
    "and the naïve résumé was sent to the office for £20."
)
GERMAN = "Der Ausschuß hat für das nächste Jahr größere Mittel bewilligt; die Bürger können darüber später abstimmen."
SPANISH = (
    "La reunión se celebró en la mañana; el señor alcalde explicó qué pasará después con la educación de los niños, y "
    "los vecinos preguntaron cuándo empezarían las obras."
)
PORTUGUESE = "A reunião não foi adiada: há duas décadas que as comissões são eleitas, e já não é a mesma questão."
ITALIAN = (
    "Il comitato si è già riunito; così non può né approvare né respingere ciò che è più urgente, perché è lunedì."
)
WESTERN = (FRENCH, ENGLISH, GERMAN, SPANISH, PORTUGUESE, ITALIAN)
