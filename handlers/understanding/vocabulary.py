"""Words as people type them: short forms and words that carry no meaning of their own here.

Everything is folded (no marks, lower case). A short form becomes the letters of the full words without spaces,
because phrases are compared without spaces: "nhiemvu" is "nhiệm vụ".
"""

from typing import Final


def listed(words: str, between: str | None = None) -> tuple[str, ...]:
    """The words of a table row, in order; `between` parts them where a word may hold spaces."""
    return tuple(words.split(between))


SHORT_FORMS: Final[dict[str, str]] = {
    short: full.replace(" ", "")
    for short, full in (
        pair.split("=")
        for pair in listed(
            "nv=nhiem vu|nvu=nhiem vu|nhvu=nhiem vu|cviec=cong viec|task=nhiem vu|vc=viec|"
            "bn=bao nhieu|bnhieu=bao nhieu|bnhiu=bao nhieu|nhiu=nhieu|nhju=nhieu|bh=bao gio|"
            "dc=duoc|dk=duoc|k=khong|ko=khong|kg=khong|hok=khong|hong=khong|hem=khong|kkhg=khong|kh0=khong|hk=khong|"
            "r=roi|rui=roi|z=vay|v=vay|zay=vay|dv=don vi|dvi=don vi|cq=co quan|cquan=co quan|"
            "bc=bao cao|bcao=bao cao|cds=chuyen doi so|tthc=thu tuc hanh chinh|bxh=bang xep hang|xh=xep hang|"
            "ss=so sanh|ntn=nhu the nao|nt=nhu the|trc=truoc|ng=nguoi|sd=su dung|vs=voi|e=em|a=anh|c=chi|"
            "tx=thi xa|tp=thanh pho|lv=linh vuc|lvuc=linh vuc|h=huyen|q=quy|cntt=cong nghe thong tin|"
            "cqdt=chinh quyen dien tu|cqs=chinh quyen so|dvc=dich vu cong|dvctt=dich vu cong truc tuyen|"
            "cddh=chi dao dieu hanh|tcbm=to chuc bo may|tcc=tai chinh cong|vbqppl=van ban quy pham phap luat|"
            "cv=cong van|qd=quyet dinh|vb=van ban|kq=ket qua|ht=hoan thanh|hthanh=hoan thanh|tdo=tien do|"
            "td=tien do|cchc=cai cach hanh chinh|cs=chi so|gq=giai quyet|"
            "th=thuc hien|tk=trien khai|kk=kho khan|vm=vuong mac|sl=so lieu|lm=lam|j=gi|ji=gi|"
            "lun=luon|thui=thoi|hum=hom|hg=hang|ds=danh sach|hnay=hom nay|hqua=hom qua|wa=qua|bik=biet|bt=biet|mik=minh|mk=minh|"
            "cx=cung|trg=trong|dg=dang|dag=dang|ms=moi|chx=chua|ch=chua|kphuc=khac phuc|"
            "khkp=ke hoach khac phuc|bckp=bao cao khac phuc|ctac=cong tac|hdan=huong dan|hd=huong dan|"
            "ms=moi|nhg=nhung|nhug=nhung|pt=phan tram|ldao=lanh dao|bctd=bao cao tien do|"
            "thg=thang|hnay=hom nay|okie=ok|oki=ok|okey=ok|oke=ok|okay=ok|thks=cam on|tks=cam on|thanks=cam on|"
            "thank=cam on|cmon=cam on|camon=cam on|tc=tieu chi|lt=linh vuc|"
            "s=sao|b=ban|score=diem|odau=o dau|vd=van de|tgian=thoi gian|xg=xong|ctrinh=cong trinh|mn=moi nguoi|qhan=qua han|ddoc=don doc|"
            "tb=trung binh|tbinh=trung binh|bq=binh quan|mdhl=muc do hai long",
            "|",
        )
    )
}

# Marks that tell a word from its unmarked twin: "chờ" waits, "cho" does not.
# The others are no words at all: a letter was missed.
MARKED_WORDS: Final[dict[str, str]] = {
    "chờ": "chodoi", "đợi": "chodoi", "nghẽn": "tacnghen", "đểm": "diem", "nhấ": "nhat",
}  # fmt: skip

# What a mangled word most likely was when several known words are one slip away.
CORE_WORDS: Final = frozenset(
    listed(
        "diem xong huyen ngay hang tuan thang chua nhac viec nhiem hoan bao hoach khac phuc thap cao nhat trung binh "
        "vuong linh vuc tieu chi dang chu tri giao xep dung mat yeu"
    )
)

# What may follow the word that asks, or a report, without adding to it.
TAIL: Final = frozenset(
    listed(
        "a ah ak em anh chi co chu bac ong thay ban bot sep ad ca oi vay the day do ta nhe nha nhi ha luon di da voi "
        "giup gium u nghe nghen hen bay gio hien nay minh toi cac dong"
    )
)

# Words that fit any message and say nothing about its topic.
STOP_WORDS: Final = listed(
    "a ah ak a anh chi em co chu bac minh ban toi ta tui chung chung toi chung ta ho nguoi moi nguoi "
    "cho xin hoi voi giup gium ho dum xem thu cai cac nhung mot cua la o tai trong ngoai tren duoi va hay hoac ve "
    "theo den tu ra vao thi ma nay kia do day ay the vay the nao nhu nhe nha nhi nho oi da vang uh uhm thua kinh "
    "lam on hien hien nay hien tai bay gio luc nay gio duoc co khong chua roi nua con cung deu van da dang se vua moi "
    "rat qua lam hon nhat gi nao sao dau may bao nhieu nhieu it muon biet can noi nghe gui giai thich tra loi "
    "phai bi boi do vi nen neu thi luon ngay nhanh lien di len xuong lai them toan ca tinh province nhu sau truoc "
    "giua khi luc hoi muc phan mat mang khoan cho ben phia dang ky hom nay qua so dai loan so lieu thong tin noi dung "
    "don vi co quan dia phuong so ban nganh thi xa thanh pho huyen khoi cap ubnd uy ban nhan dan "
    "nam ngay thang quy tuan nhi nghen hen coi ngo thoi the u um ok hihi haha nhan ad admin bot tro ly sep thay bao "
    "thuc su cu the chi tiet ro rang day du tong cong tat mien ki ky lan dot cham vong doi chut xiu tam voi lai "
    "hieu qua dung het cuoi dau giai doan tinh hinh tinh toan phuong lau binh phuoc linh vuc tieu chi thanh phan diem "
    "index please pls xem xet kiem tra giup do duoc khong a de"
)

# Folded words and what they count; "nam" (năm: five, year) and "sau" (sáu: six, sau: after) need a unit behind them.
NUMBER_WORDS: Final[dict[str, int]] = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10,
}  # fmt: skip
