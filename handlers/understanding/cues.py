"""The cues: which words say what. Read it as a page; `phrases.expand` unfolds "(a|b|) c" into "a c", "b c", "c".

Everything is folded; spaces are for the reader (phrases are compared without them). A longer phrase wins over the
shorter ones inside it. What each cue is worth for which topic stands in `topics.py`.
"""

from typing import Final

# Who went up or down; of one agency it is its history, of many the table of movements.
_RISE: Final = (
    "(tang|len|tien|thang|nhay|leo|cai thien|nang) (hang|bac|thu hang|vi tri|thu bac|diem)",
    "(tang|len|tien|thang|nhay|leo|cai thien|nang|but pha) (hang|bac|thu hang|vi tri|thu bac|diem|duoc|) "
    "(nhieu|manh|cao|nhanh|it) nhat",
    "tien bo",
    "tien bo (nhieu|manh|ro|ro ret|) nhat",
    "but pha",
    "(diem|diem so) tang (nhieu nhat|)",
    "nhay vot (nhat|)",
)
_FALL: Final = (
    "(giam|tut|rot|roi|sut|xuong|lui|rut) (hang|bac|thu hang|vi tri|thu bac|diem)",
    "(giam|tut|rot|roi|sut|xuong|lui|rut) (hang|bac|thu hang|vi tri|thu bac|diem|lui|mat|) (nhieu|manh|sau|nang|"
    "te|it) "
    "nhat",
    "(tut|sut|thut) lui",
    "(tut|sut|thut) lui (nhieu|manh|sau|) nhat",
    "di lui",
    "sut giam",
    "giam sut",
    "(sut giam|giam sut) (nhieu|manh|sau|) nhat",
    "(diem|diem so) (giam|tut|sut) (nhieu nhat|)",
)
_MOVED: Final = (
    "(bien dong|thay doi|xao tron|tang giam|len xuong|dich chuyen|chuyen dich) (ve|cua|) (thu hang|xep hang|hang|"
    "vi thu|thu bac|bang xep hang|vi tri)",
    "(thu hang|xep hang|vi thu|thu bac|bang xep hang|vi tri) (co|) (bien dong|thay doi|xao tron|tang giam|len xuong)",
    "(thu hang|xep hang|bang xep hang) (co|) (thay doi|bien dong) (the nao|ra sao|nhu the nao|gi|so voi)",
)

CUES: Final[dict[str, tuple[str, ...]]] = {
    # --- the Index -------------------------------------------------------------------------------------------
    "points": (
        "diem", "chi so", "chi so cai cach hanh chinh", "cai cach hanh chinh", "par index", "ket qua",
        "ket qua (cham|xep hang|cai cach hanh chinh|chi so|danh gia)", "cham diem", "tu cham", "diem cham",
        "tong diem", "diem tong", "diem (cai cach|chi so|tong the)", "score", "ket qua cham diem", "muc diem",
        "diem tong (cong|ket|hop)", "bang diem cua", "phieu diem", "tong so diem", "dat chuan", "thanh tich",
    ),
    "ask_points": (
        "(dat|duoc|duoc cham|dat duoc|co|tong|la|) (bao nhieu|may) (diem|d)", "diem (la|dat|duoc|) (bao nhieu|may)",
        "(dat|duoc) (may|bao nhieu)", "duoc (cham|) (may|bao nhieu)", "diem (ra sao|the nao|nhu the nao|nhu nao)",
        "cham (duoc|) (may|bao nhieu)", "diem cua", "duoc cham (sao|the nao|ra sao)", "duoc nhieu",
        "(duoc|dat|) (bao nhieu|may) (phan tram|%)", "(cao|thap) hay (cao|thap)",
        "an (duoc|) (bao nhieu|may) (diem|)",
        "co (duoc|dat|toi|den|tren|duoi|qua|vuot|hon) (muc|moc|nguong|) diem",
    ),
    "ask_rank": (
        "(xep|dung|o|la|nam o|dang xep|dang dung|dang o|duoc xep|) thu (may|bao nhieu|hang may|hang bao nhieu)",
        "(xep|dung|thu|o|giu|dat|) (hang|vi tri|vi thu|thu hang) (thu|so|) (may|bao nhieu|nao|gi|ra sao|the nao)",
        "(xep|dung) (may|bao nhieu|o dau|cho nao|dau)", "hang cua", "thu hang cua", "vi tri cua", "vi thu cua",
        "xep hang cua", "dung thu", "xep thu", "rank may", "top may", "trong top may", "hang toan tinh", "thu hang",
        "vi thu", "xep loai", "xep hang chung", "nam o vi tri nao", "vi tri xep hang", "hang trong", "xep trong",
        "(dat|duoc|thuoc) loai (gi|nao|may)", "dung dau hang", "dung hang", "xep hang toan tinh", "xep trong khoi",
        "hang trong khoi",
    ),
    "rank": (
        "xep hang", "hang", "rank", "vi tri", "bac", "xep", "dung",
    ),
    "table": (
        "bang xep hang", "bang (tong sap|thu hang|vang|phong than|chi so|tong hop|tong hop diem)", "bang diem",
        "(danh sach|bang|toan bo|tat ca|tong hop) (diem|xep hang|chi so|thu hang|ket qua xep hang) (cac|cua cac|tat "
        "ca|toan|khoi|)",
        "xep hang (cac|tat ca|toan|tat ca cac|chung cac|giua cac|cua cac|nhung|khoi|cap|theo|chi so|chung|toan bo|"
        "nhom)",
        "thu (tu|hang) (cac|cua cac|tat ca cac|theo|xep hang|xep hang cac|giua cac|cac don vi|khoi|toan tinh)",
        "sap xep", "xep theo",
        "diem (cac|cua cac|tat ca|khoi|nhung|tung) (so|huyen|don vi|co quan|dia phuong|thi xa|nganh|so nganh|huyen "
        "thi|)",
        "xep tu (cao|thap|tren|duoi)", "(tu|theo thu tu) (cao|thap) (xuong|den|toi|len) (cao|thap)", "thu tu",
        "(dat|duoc|thuoc) loai (xuat sac|tot|kha|trung binh|yeu|kem)", "leaderboard",
        "diem (so|don vi|co quan|huyen) nao", "top (dau|cao|thap|cuoi|tren|duoi)", "xep hang xem",
        "cong bo xep hang", "ranking", "diem (tat ca|toan bo|moi|het) (cac|) (so|huyen|don vi|co quan|dia phuong)",
        "xep hang (toan tinh|ca tinh|don vi|cac huyen|cac so|huyen|so nganh|cap huyen|cap so)",
        "(hang|thu hang|vi tri|vi thu) (cua|) (cac|tat ca|tat ca cac|toan bo|moi|tung) (so|huyen|don vi|co quan|dia "
        "phuong|thi xa|nganh|so nganh|huyen thi)",
    ),
    "top": (
        "(dung|dan|xep|thuoc|top|nhom) dau (bang|danh sach|tinh|ca tinh|toan tinh|khoi|xep hang|)",
        "(dung|nam|xep|) o dau (bang|danh sach)", "dang (dung|xep) dau (bang|danh sach|tinh|ca tinh|toan tinh|khoi|)",
        "dau (bang|danh sach|tinh|ca tinh|toan tinh|khoi|xep hang)", "dan dau",
        "dung (nhat|dau|tren cung|hang nhat|thu nhat)", "quan quan",
        "(cao|tot|gioi|manh|kha|an tuong|xuat sac|ngon|ngon lanh) (diem|) nhat (tinh|bang|toan tinh|ca tinh|khoi|)",
        "hang (nhat|1|mot|dau)",
        "(xep|vi tri) (nhat|thu nhat|so 1|so mot|hang nhat|hang 1)", "nhat (bang|tinh|toan tinh|khoi|ca tinh)",
        "diem cao nhat", "(nhom|top|top) dan dau", "vo dich", "thu nhat", "so 1", "number one", "nhieu diem nhat",
        "dau tien", "(vi tri|cho|hang) dau (tien|bang|)", "nhat nhi", "thuoc nhom dau", "nhom dau", "cao diem",
        "(ai|don vi nao|so nao|huyen nao) nhat",
        "xuat sac nhat", "ve nhat", "tren cung", "diem cao", "cao nhat", "top 1", "hang dau", "dau bang",
        "tieu bieu",
    ),
    "bottom": (
        "(dung|xep|o|thuoc|doi|) (cuoi|chot|bet|sau|ap) (bang|danh sach|tinh|ca tinh|toan tinh|khoi|xep hang|hang|"
        "chot|cung)",
        "(thap|kem|te|do|yeu|it|bet|toi) (diem|) nhat (tinh|bang|toan tinh|ca tinh|khoi|)", "doi so", "bottom",
        "last",
        "(dung|xep|hang|doi) (chot|bet|cuoi|cuoi cung|chot bang|bet bang)", "chot", "bet", "bet bang",
        "diem thap nhat", "cuoi cung", "(nhom|top|top) (cuoi|duoi|thap|chot|bet)", "it diem nhat", "duoi cung",
        "day bang", "o day", "diem thap", "thap diem", "ve chot", "chot bang", "(tu duoi len|duoi len|duoi dem len)",
        "sau cung", "hang bet", "let det", "cham chot", "(cam|om|nhan) den do", "cham nhat",
        "(o|nam|nam o|dang o) duoi day",
        "dang (dung|xep) (cuoi|chot|bet|ap) (bang|chot|cung|khoi|)", "dang doi so",
        "(don vi|so|huyen|co quan|dia phuong) (cuoi|chot|bet)",
    ),
    "which_agency": (
        "(don vi|co quan|noi|cho|dia phuong|co quan don vi|thang|dua|) nao",
        "(danh sach|liet ke|list|ke ten) (cac|nhung|may|) (don vi|co quan|dia phuong)",
        "(nhung|cac|nhieu|tat ca|tat ca cac) (don vi|co quan|noi|co quan don vi) (nao|)", "ai", "nhung ai",
        "(don vi|co quan) (gi|nao)", "cac (co quan don vi|co quan dia phuong|don vi dia phuong)",
    ),
    "count_agencies": (
        "(co|duoc|) (bao nhieu|may) (don vi|co quan|so|huyen|dia phuong|noi|so nganh|so ban nganh|thi xa|huyen thi|"
        "ban nganh|co quan don vi|don vi cap huyen|nganh|don vi dia phuong|huyen thi xa)",
        "so (luong|) (don vi|co quan|huyen|so nganh|dia phuong) (dat|tren|duoi|tang|giam|vuot|co)", "dem xem",
        "so luong (don vi|co quan|so|huyen|dia phuong)", "ti le don vi", "ty le don vi", "ty le (so|huyen)",
        "bao nhieu (phan tram|%) don vi",
    ),
    # --- questions on the Index ------------------------------------------------------------------------------
    "compare": (
        "so sanh", "so (kem|ke|do)", "doi chieu", "(dat|de|xep|xem|) canh nhau", "dat canh", "dat ben canh",
        "chenh (lech|nhau|)", "cach nhau", "khac nhau", "hon kem", "hon (nhau|thua)",
        "(ai|ben nao|don vi nao|dau|noi nao|so nao|huyen nao) (hon|cao hon|thap hon|diem cao hon|diem thap hon|tot "
        "hon|kem hon|dung tren|dung truoc|xep tren|xep truoc|hang cao hon|hang thap hon|nhinh hon|gioi hon|manh hon|"
        "yeu hon)",
        "(cao|thap|tot|kem|nhinh|gioi) hon", "thua", "xep tren", "dung tren", "dung truoc", "xep truoc", "compare",
        "hon", "so gang", "(so|dem) (diem|) (voi|cung)", "ben nao", "so giua", "doi dau", "ai dung tren",
        "song song (nhau|)", "khoang cach (diem|) (giua|)", "(thua|kem) (may|bao nhieu) (bac|diem|hang|)",
        "ngang nhau", "bang nhau khong", "khac biet", "versus", "hon may diem", "kem may diem", "hon bao nhieu",
        "kem bao nhieu",
    ),
    "versus": (
        "so voi", "so cung", "doi voi", "voi", "cung voi", "hay la",
    ),
    "weak": (
        "yeu", "(diem|mat|khau|phan|cho|noi dung|linh vuc|tieu chi) (yeu|kem|han che)",
        "mat (nhieu|it|bao nhieu|may|) diem", "(bi|) tru (nhieu|bao nhieu|may|) (diem|)", "bi tru", "mat diem",
        "rot diem", "hut diem", "hut (bao nhieu|o dau|cho nao)",
        "(chua|khong) (dat|dat diem|dat chuan|dat yeu cau|dat toi da|dat diem toi da|duoc diem|duoc diem toi da|tot|"
        "duoc tot)",
        "han che", "ton tai han che", "thieu sot", "kem", "(con|dang|) kem (mat|khau|khoan|phan|linh vuc|tieu chi) nao", "kem (o|cho|nhat|phan|cho nao|the|o dau)",
        "thua (o|) (dau|cho nao|khoan nao|phan nao|diem nao|muc nao|khau nao|mat nao|"
        "linh vuc nao|tieu chi nao|nhung gi)",
        "(diem|) mat cua", "so diem mat",
        "diem kem", "diem liet", "khuyet diem", "vi sao (diem|lai|) (thap|kem)", "tai sao (diem|lai|) (thap|kem)",
        "sao (diem|lai|) thap", "thap (o|cho|phan|khoan|the|vay|do dau|vi)",
        "(vi sao|tai sao|nguyen nhan|do dau|vi dau|ly do)", "nguyen nhan (thap|mat diem|tru diem)", "lo hong",
        "(can|nen|phai) (khac phuc|cai thien|tap trung) (gi|o dau|cho nao|phan nao|nhung gi|khau nao|tieu chi nao|"
        "linh vuc nao)", "con thap", "0 diem", "khong co diem",
        "tut o dau", "mat o dau", "(diem|muc) thap o dau", "mat (cho|khoan|phan|o) nao", "bi mat", "duoi muc",
        "thap hon mat bang", "diem nghen", "diem tru", "can cai thien", "thieu diem", "thieu diem o dau",
        "mat nhieu nhat", "(keo|loi|ghi) diem", "keo (xuong|tut)", "keo (diem|) xuong", "weak (point|points|)",
        "bi khong diem",
        "(lung|hut|thung|truot|tuot|rot|roi|hao) diem (o|cho|phan|khau|tieu chi|linh vuc|nhieu|) (dau|nao|)",
        "(bi|) 0 diem (cua|)", "(bi|) diem 0", "diem tacnghen", "diem yeu cua",
    ),
    "low": (
        "(dat|con|bi|) thap", "thap (diem|hon)",
    ),
    "which_field": (
        "(linh vuc|tieu chi|tieu chi thanh phan|khoan|phan|mat|cho|noi dung|muc|mang|khau|diem|nhom tieu chi) (nao|"
        "gi|may)",
        "(o|nhung|cac) (linh vuc|tieu chi|tieu chi thanh phan|khoan|phan|mat|noi dung|muc|mang|khau) (nao|gi|)",
        "o dau", "cho nao", "nhung (linh vuc|tieu chi|cho|phan|muc|khoan) nao", "nhung gi", "vao dau",
    ),
    "history": (
        "(diem|chi so|thu hang|) (qua|) (cac|nhung|tung) nam",
        "(qua|trong|theo|giua|cua|) (cac|tung|nhieu|may|nhung|vai|hai|2|3|ba) nam (qua|gan day|nay|truoc|lien tiep|"
        "lien|vua qua|tro lai day|roi|)",
        "lich su", "xu huong", "qua trinh", "dien bien", "bien dong", "bien thien",
        "(tang|len|tien) (hay|hoac|hay la|/) (giam|xuong|lui|tut)",
        "(giam|xuong|tut|lui) (hay|hoac) (tang|len|tien)", "tang giam", "len xuong", "tien bo",
        "cai thien (khong|chua|hon|the nao|ra sao|gi khong|duoc khong|nhieu khong|duoc bao nhieu|so voi)",
        "(co|duoc|) cai thien", "tut (hang|bac|lui|may|bao nhieu|)",
        "(tang|len|xuong|giam|tut|rot|nhay|lui|sut) (duoc|) (may|bao nhieu) (hang|bac|diem|bac xep hang|)",
        "(tang|thang|len|nhay|cai thien|leo|rot|sut|giam|xuong) (hang|bac|thu hang|vi tri|thu bac|diem)",
        "(so voi|hon|kem|voi) (nam|ky|lan|dot|lan cham|ky truoc) (truoc|ngoai|kia|roi|truoc do|lien truoc|cu|truoc "
        "do|vua roi|vua qua)",
        "(so voi|hon) (lan cham|ky cham|dot cham) truoc", "tung nam", "theo nam", "cac nam", "hang nam cua",
        "thay doi (the nao|ra sao|nhu the nao|gi|khong|)", "chuyen bien", "truoc day", "tu truoc den nay",
        "len hay xuong", "tang hay giam", "giu (duoc|vung|nguyen|) hang", "tien trien the nao qua", "phat trien qua", "giu nguyen",
        "co tien bo", "tang truong", "duong diem", "do thi qua", "lien tiep", "gan day", "may nam", "nhieu nam",
        "vai nam", "suot", "di len", "di xuong", "sut giam", "giam sut", "di lui", "thut lui", "tut lui", "dao dong",
        "nhung nam", "cac ky", "qua tung ky", "hai nam", "2 nam", "3 nam", "ba nam", "nam truoc so voi",
        "nam nao cao nhat", "nam nao thap nhat", "nam nao", "xu the", "trend", "history", "sa sut", "phong do",
        "(tut|xuong|tuot) doc", "nhich (len|xuong|)", "(len|tang) hang hay (xuong|giam|tut|rot) hang",
        "(kha|tot|cao|te|kem|do) (len|hon|di) so voi nam (truoc|ngoai|kia|roi)", "(kha|do) len",
        "nam sau (so|so voi|co|) (hon|kem|) nam truoc", "(xep hang|thu hang|hang|vi thu|diem) cac nam",
        *_RISE, *_FALL, *_MOVED,
    ),
    "rise": _RISE,
    "fall": _FALL,
    "moved": _MOVED,
    "whatif": (
        "(can|phai|can phai|thieu|con thieu|thieu khoang|con phai|can phai|muon|con can) (them|tang|tang them|bo "
        "sung|co them|kiem|kiem them|dat|cong|cong them|cai thien|co|nang|nang them|lay|lay them|) (bao nhieu|may|"
        "khoang bao nhieu) (diem|diem nua|nua|)",
        "(can|phai) (them|tang|tang them|nang|kiem them|dat them|cong them|co them)",
        "(can|phai|nen) (lam|) (gi|nhung gi|the nao|sao) (de|moi|thi moi|nham|neu muon)",
        "(lam|phai lam|can lam) (sao|the nao|cach nao|gi|nhu the nao|nhu nao) (de|ma|cho|moi|thi|thi moi|de co the)",
        "lam (sao|the nao|cach nao|gi|nhu the nao)", "can (lam gi|nhung gi|gi|dieu kien gi|cai thien gi)",
        "(muon|de|moi|neu muon) (duoc|) (vao|len|lot|lot vao|vuot|vuot qua|dat|duoi kip|bang|thang|lot top|nam "
        "trong|lot vao nhom|vuon len|leo len|tang hang|len hang|duoc len hang|bat kip|cai thien|nang hang|dung dau|"
        "thang hang|thoat|tang bac|len bac|ra khoi|tro lai)",
        "neu", "neu (tang|them|duoc|duoc them|co them|cai thien|nang|cong|cong them|giai quyet|khac phuc|dat)",
        "gia su", "gia dinh", "(tang|them|cong|cong them|duoc them|tang them) diem (thi|se) (len|hang|xep|thu|duoc)",
        "vuon len", "lot (vao|top)", "chen chan", "thieu (may|bao nhieu)", "con (thieu|cach|kem) (bao nhieu|may|)",
        "cach (bao nhieu|may|) (diem|bac)", "cach top", "cach nhom",
        "thi (len|xep|dung|se len|se xep|se dung|duoc|duoc xep|se o|o|vao|lot vao|nhay len|tang) (hang|thu|duoc|"
        "duoc hang|bac|thu hang|vi tri|top|may)",
        "de (vao|len|lot|lot vao|vuot|vuot qua|dat|dat duoc|duoi kip|bang|duoc|thoat|thoat khoi|dung|tang|cai thien|"
        "nang|lot top|vao top|bat kip|vuon len|co|leo|leo len|tro thanh|xep|ra khoi|giu|len duoc)",
        "moi (vao|len|dat|du|bang|duoc|vuot|lot) (duoc|)", "(thi|se) (hang|thu|xep|dung|len|duoc) may",
        "kha nang len", "(cach|bang cach) nao (de|ma|)", "thoat (khoi|)", "chi tieu de", "len duoc", "vao duoc",
        "len may", "muon len", "muon vao",
        "muon dat", "muon duoc", "can tang", "phai tang",
        "nua (thi|moi|de|la) (bang|dat|duoc|len|vao|du|qua|vuot|lot)", "what if", "kich ban", "mo phong",
        "them (bao nhieu|may) (diem|) (nua|) (la|thi|moi|de)", "con (bao nhieu|may) (diem|) (nua|) (thi|moi|de|la)",
        "gia thiet",
        "uoc tinh neu", "tang duoc", "dat muc tieu", "nham muc tieu", "gia du",
        "(moi|de|sap) cham (moc|muc|nguong|)", "cham (moc|nguong|muc)",
        "moi (qua|qua mat|hon|thoat|duoi kip|bat kip|thoat khoi|bang|het)", "(rang|gang|no luc) (them|)",
        "(can|phai|nen|) cai thien (cho nao|gi|o dau|nhung gi|khau nao|linh vuc nao|tieu chi nao) (de|thi|moi)",
        "cach gi (de|)",
        "(bat|nhay|leo|vuot) len", "(bat|nhay|leo|vuot|len) (len|) (hang|bac|nhom|top) tren",
        "(khoi|khong) (nam|dung|o) duoi", "khoi (bi|) (tut|rot|xuong|giam|tuot)",
        "(mat|giam|tru|rot|tut|hut|bot) (bao nhieu|may) (diem|) (nua|) (thi|la)",
        "lay lai (het|duoc|toan bo|) (so|) (diem|) (da|bi|) (mat|tru|)",
    ),
    "chart": (
        "(ve|cho xem|xem|lap|) (bieu do|do thi|chart|graph|so do hoa) (diem|cot|duong|tron|radar|mang nhen|)",
        "ve (hinh|so do|do hoa)", "(bang|ve|) hinh (anh|ve)", "truc quan", "infographic",
    ),
    "surpass": (
        "vuot (qua|mat|len|)", "duoi (qua|len|kip)", "duoi kip", "bat kip", "(qua|bang) mat",
    ),
    "overview": (
        "(tinh hinh|buc tranh|ket qua|danh gia|nhan xet|tong ket|cai nhin|hien trang|thuc trang) (chung|tong the|"
        "tong quan|toan tinh|toan canh|ca tinh|cua tinh|tinh|tinh nha|tinh minh|cai cach hanh chinh|cai cach|chi so|"
        "cua ca tinh|cua toan tinh|xep hang)",
        "tong quan", "tong quat", "tom tat", "tom luoc", "toan canh", "(nhin|noi) chung", "(trung binh|binh quan)",
        "(diem|chi so|muc) (trung binh|binh quan|trung vi)", "mat bang (chung|diem|diem so|)", "trung vi",
        "mat bang diem (cac|toan|ca|khoi|cua cac) (so|huyen|tinh|don vi|huyen thi|)",
        "khai quat", "tom lai", "(nhin|noi) chung (diem|chi so|)",
        "(tot|kha|on) (hay|hoac) (khong|khong tot|xau|te|do|yeu|kem|chua|chua tot)",
        "tong hop (chung|tinh hinh|ket qua|nhanh|so lieu|)",
        "bao cao (nhanh|chung|tong hop|tong quan|tinh hinh chung|tom tat|tong ket)", "chi so cua tinh", "overview",
        "tinh hinh", "thong ke", "pho diem", "phan bo", "phan nhom", "muc giua", "mac chung", "may nhom",
        "bao nhieu nhom", "tong the", "bao cao cho toi tinh hinh", "diem nhan", "bieu do chung",
        "(khoang cach|chenh lech|cach biet) giua (don vi|) cao nhat va (don vi|) thap nhat", "cao nhat va thap nhat",
        "cao nhat thap nhat",
        "cao nhat la bao nhieu", "thap nhat la bao nhieu",
    ),
    "whole_province": (
        "ca tinh", "toan tinh", "(tat ca|) (cac|) co quan (don vi|) dia phuong", "cua tinh", "tinh (minh|ta|nha|nay)", "(toan|) tinh binh phuoc",
    ),
    "province": (
        "ubnd tinh", "uy ban nhan dan tinh", "binh phuoc", "tinh uy", "chu tich tinh",
        "chu tich ubnd tinh", "lanh dao tinh", "lanh dao ubnd tinh", "hdnd tinh", "hoi dong nhan dan tinh", "hdnd",
    ),
    # --- tasks -----------------------------------------------------------------------------------------------
    "task_word": (
        "nhiem vu", "viec", "cong viec", "dau viec", "nhiem vu cong viec", "nhiem vu duoc giao",
        "cong viec duoc giao", "viec duoc giao", "viec can lam", "nhiem vu cai cach hanh chinh", "muc viec",
        "noi dung cong viec",
    ),
    "task_list": (
        "(nhung|cac|may|bao nhieu|tat ca|toan bo|danh sach|danh muc|liet ke|list|tong so|so luong|con) (cac|nhung|) "
        "(nhiem vu|viec|cong viec|dau viec|viec can lam)",
        "(nhiem vu|viec|cong viec|dau viec) (nao|gi|chi|cua|nhung gi|ra sao|do|nay la gi)",
        "(phai|can|nen|se) (lam|hoan thanh|thuc hien|xu ly|nop|bao cao|trien khai|xong) (gi|nhung gi|viec gi|nhung "
        "viec|viec nao|nhung viec gi|nhung noi dung gi|xong|)",
        "duoc giao", "duoc phan cong",
        "giao (viec|nhiem vu|) (gi|nao|cho|nhung gi|nhung nhiem vu|nhung viec|nhung viec gi|may viec|nhiem vu nao|"
        "viec nao)",
        "(chu tri|phoi hop) (nhung|gi|cac|nhiem vu|viec|nao)", "(co|con) (viec|nhiem vu) (gi|nao|can|phai|)",
        "(co|con) gi (can lam|phai lam|can nop|phai nop|chua xong)", "con (viec|nhiem vu) (gi|nao)",
        "lam nhung (gi|viec nao|viec gi|nhiem vu nao|nhiem vu gi)",
        "co gi (moi|can|phai)", "phai (nop|lam|bao cao) gi", "lich (cong viec|lam viec|viec)", "to do", "todo",
        "(co|) deadline (nao|gi|)", "ke hoach tuan",
        "dang (lam|thuc hien|phu trach|chu tri) (nhung|) (gi|nhiem vu|viec|viec gi|nhiem vu gi|nhiem vu nao|nhung "
        "nhiem vu nao|nhung viec gi)",
        "phu trach (gi|nhung gi|viec gi|nhung viec gi|nhiem vu|nhung nhiem vu|may)", "ai chua bao cao",
        "ai chua nop", "chua bao cao tien do", "phai lam", "can lam", "can xu ly", "can hoan thanh",
        "phai hoan thanh", "nhiem vu trong tam",
    ),
    "all_tasks": (
        "(tat ca|toan bo) (cac|) (nhiem vu|viec|cong viec|dau viec)", "xem tat ca", "tat ca",
    ),
    "due_soon": (
        "sap (den|toi|het) han", "(den|toi|gan den|gan toi) han", "can han", "gan han", "gap nhat",
        "(viec|nhiem vu) (nao|gi|) (can|) gap", "(gi|viec nao) can gap",
        "sap den ngay", "han gan nhat", "gan den han",
    ),
    "overdue": (
        "(co|bi|co bi|dang bi|con|) (qua han|tre han|tre|cham) (han|) (khong|chua)",
        "(qua|tre|cham|lo|vuot|tre qua|het|da het) (thoi|) han",
        "(cham|tre) (tien do|tre|deadline|ke hoach|nop|bao cao|nhiem vu|viec|)", "(bi|dang|con|) (tre|cham) (han|)",
        "qua deadline", "tre hen", "no viec", "ton dong", "no dong", "chua (dung|kip) han", "da qua han",
        "overdue", "cham muon", "khong dung han", "khong dung tien do", "chua dung tien do", "roi han",
    ),
    "today": (
        "hom nay", "trong ngay", "trong ngay hom nay", "ngay hom nay", "ngay nay", "hom ni", "bua nay", "today",
        "ngay bay gio",
    ),
    "week": (
        "(trong|cua|) tuan (nay|hien tai)", "trong tuan", "tuan nay", "cuoi tuan nay", "cuoi tuan", "het tuan nay",
        "(tu|trong) (nay|gio) (den|toi) (cuoi tuan|het tuan)", "this week", "7 ngay toi",
    ),
    "month": (
        "(trong|cua|) thang (nay|hien tai)", "trong thang", "thang nay", "cuoi thang nay",
        "(den|) (cuoi|het) thang (nay|)", "thang ni",
    ),
    "quarter": (
        "(trong|cua|) quy (nay|hien tai)", "trong quy", "quy nay", "cuoi quy nay", "(den|) (cuoi|het) quy (nay|)",
    ),
    "other_period": (
        "(tuan|thang|quy) (sau|toi|truoc|qua|roi|vua roi|vua qua|ke tiep|tiep theo)", "ngay mai",
        "hom (qua|kia|truoc|mai)", "sang tuan", "sang thang", "tuan toi", "mai", "ngay mot", "ngay kia",
    ),
    "task_question": (
        "(noi dung|yeu cau|ve|noi ve|lam|la|la viec|noi|quy dinh|san pham) (gi|cai gi|nhung gi|viec gi|the nao|cua)",
        "(la|lam|ve) (gi|viec gi|nhung gi|noi dung gi)", "noi dung", "yeu cau gi", "yeu cau",
        "(yeu cau|muc tieu|chi tieu|) (toi thieu|it nhat|toi da)", "(den|toi) dau (roi|)",
        "den dau", "tien do", "(the nao|ra sao|nhu the nao|sao roi|den buoc nao|toi buoc nao|o buoc nao)",
        "(han|thoi han|deadline|han chot|ngay het han|han nop|han cuoi|het han|den han|toi han|ket thuc) (la|vao|"
        "cua|nao|den|) (khi nao|ngay nao|bao gio|luc nao|nao|chung nao|ngay may|may|hom nao|thang may|thang nao|den "
        "khi nao|den bao gio|ngay bao nhieu|)",
        "(khi nao|bao gio|luc nao|ngay nao|chung nao|hom nao) (xong|het han|den han|toi han|phai xong|hoan thanh|"
        "phai nop|nop|ket thuc|la han|thi het han|thi den han|phai hoan thanh|can xong|han|)",
        "(con|duoc) (may|bao nhieu) (ngay|hom|thoi gian|bua) (nua|)",
        "(ai|don vi nao|co quan nao|so nao|ben nao|dau) (lam|chu tri|thuc hien|phu trach|phoi hop|chiu trach nhiem|"
        "lo|dam nhiem|duoc giao|dang lam|tham muu|nhan|giu|xu ly)",
        "(giao|thuoc) (cho|) (ai|don vi nao|co quan nao|so nao|ben nao)",
        "(cua|do) (ai|don vi nao|co quan nao|so nao|ben nao)", "chi tiet", "mo ta", "xem", "thong tin", "cho xem",
        "lich su", "ls", "ai bao", "ai cap nhat", "cac lan bao cao", "tinh trang", "trang thai", "tinh hinh", "san pham",
        "ket qua", "chu tri", "ai lam", "phan tram roi", "bao nhieu phan tram", "duoc may phan tram",
        "may phan tram", "bao nhieu %", "may %", "duoc bao nhieu", "so lieu bao cao", "hoi", "cho hoi",
    ),
    "state_question": (
        "(da|) (xong|hoan thanh|hoan tat|lam|lam xong|thuc hien|thuc hien xong|nop|gui|trien khai|bao cao|ban hanh|"
        "duyet|phe duyet|trinh|trinh ky|ky|hoan thien|bat dau|co|co ket qua|ket thuc|duoc duyet|lam duoc|co gi moi|"
        "cap nhat|nghiem thu|xong het|on|gui bao cao|nop bao cao) (duoc|) (chua|hay chua)",
        "(co|da) (xong|hoan thanh|nop|gui|dung han|kip|lam|tre|bi tre|tre han|qua han|bi qua han|dung tien do|cham) "
        "(khong|chua|duoc khong|han khong)",
        "xong chua", "roi chua", "lam toi dau", "lam den dau", "(dung|kip|tre|qua) (han|tien do) khong",
        "(khi nao|bao gio|chung nao) (xong|moi xong|hoan thanh)", "xong khong",
    ),
    "content_question": (
        "la gi", "noi dung", "ve gi", "noi ve gi", "yeu cau gi", "lam gi", "viec gi", "chi tiet",
    ),
    "waiting": (
        "(cac|nhung|danh sach|) (bao cao|viec|nhiem vu|) (dang|) (cho|chodoi) (xac nhan|nghiem thu)",
    ),
    "hand_on": (
        "(giao|chuyen|giao viec|ban giao) (lai|) (cho|) (dau moi|can bo dau moi|chuyen vien|can bo)",
    ),
    "coordinating": (
        "phoi hop",
    ),
    # --- reports ---------------------------------------------------------------------------------------------
    "done": (
        "xong",
        "(da|vua|moi|) (lam|thuc hien|trien khai|to chuc|giai quyet|xu ly|nop|gui|bao cao|hop|ra soat|kiem tra|ban "
        "hanh|cap nhat) xong",
        "(hoan thanh|hoan tat|xong) som (truoc han|hon han|hon du kien|hon ke hoach|)",
        "(hoan thanh|hoan tat|xong) truoc (han|thoi han|tien do|ke hoach)",
        "da xong", "xong (roi|het|xuoi|ca|toan bo|nhe|luon|ca roi|het roi|dung han|som|truoc han)",
        "(da|vua|) (hoan thanh|hoan tat|ket thuc|hoan thanh xong|hoan thanh toan bo|hoan thanh day du|hoan thanh "
        "dung han)",
        "hoan thanh", "hoan tat", "ket thuc", "da nghiem thu", "ve dich",
        "da duoc (phe duyet|ban hanh|nghiem thu|thong qua|ky ban hanh)", "da (ban hanh|ky ban hanh|phat hanh)",
        "da ban hanh van ban", "done", "finished", "completed", "complete", "finish", "xong xuoi", "da dut diem",
        "da on", "tron ven", "xong viec", "lam xong", "da len song",
    ),
    "done_soft": (
        "ok roi", "on roi", "ok xong",
        "da (nop|gui|gui bao cao|nop bao cao|bao cao|to chuc|thuc hien|trien khai|lam|cong bo|cong khai|cap nhat|"
        "giai quyet|xu ly|tong hop|phat song|dang tai|ra mat|khai giang|tap huan|day du|du|chuyen|phat hanh|nop san "
        "pham|gui san pham|nop day du|thong qua|ky|co quyet dinh|co ket qua|chot|hop|doi thoai)",
        "da dang (tin|bai|tai|bao|cong|len|cong thong tin|)",
        "vua (nop|gui|bao cao|to chuc|ban hanh)", "gui (bao cao|van ban|ket qua|san pham) roi",
        "nop (bao cao|van ban|ket qua|san pham|) roi", "gui roi", "nop roi", "lam roi", "bao cao roi",
        "co quyet dinh",
    ),
    "doing": (
        "dang",
        "dang (lam|thuc hien|trien khai|tien hanh|xu ly|hoan thien|to chuc|chuan bi|tong hop|ra soat|xay dung|soan|"
        "soan thao|du thao|viet|chay|thao|tham dinh|hop|xin y kien|lay y kien|trinh|trinh ky|gui|lien he|phoi hop|"
        "kiem tra|cap nhat|khao sat|dien ra)",
        "(chua|chua the|van chua|con chua|chua duoc|chua co) (xong|hoan thanh|hoan tat|ket thuc|dut diem|nop|gui|"
        "bao cao|ban hanh|trinh|lam|lam xong|thuc hien|trien khai|bat dau|thuc hien xong|het|gui bao cao|nop bao "
        "cao|hoan thien|ky|duoc ky|nghiem thu|to chuc)",
        "(sap|gan|chuan bi|co ban|co gang|du kien|se|gan nhu|sap sua|sap toi|hau nhu|toi se|chung toi se|cho|phan "
        "dau|hen|tuan sau|mai|ngay mai|thang sau|tuan toi|hom sau) (xong|hoan thanh|hoan tat|lam xong|ket thuc|da "
        "xong|nop|gui|ban hanh|trinh|to chuc|ky)",
        "du kien",
        "(moi|vua|bat dau|moi bat dau|moi chi) (lam|thuc hien|trien khai|khoi dong|bat dau|duoc|dat|xong phan|xong "
        "buoc|co|o muc|hoan thanh duoc|chay|trien khai duoc|lam duoc)",
        "(khoi dong|bat tay|bat dau|khoi cong)",
        "(lam|thuc hien|trien khai|hoan thanh|dat|xong|len|duoc|tang len|da dat|da lam|da len|uoc dat|uoc) duoc",
        "lam duoc", "thuc hien duoc", "con (lai|mot it|chut|mot chut|vai|phan|buoc)",
        "tiep tuc (lam|thuc hien|trien khai|hoan thien)", "dang do", "van lam", "van dang", "dang o", "len duoc",
        "tang len", "uoc dat", "uoc", "khoang", "tam duoc", "in progress", "doing", "moi duoc", "moi dat", "moi",
        "tien hanh", "trien khai", "thuc hien", "chuan bi", "con",
        "xong ve co ban",
        "xong (1 phan|mot phan|mot nua|nua|phan|buoc|khau|giai doan|ban|duoc|khoang|co ban|du thao|phan dau|mot "
        "so|may|"
        "cac buoc|mot vai)",
        "chua dut diem", "(thi|van|con|van con) chua",
    ),
    "stage_draft": (
        "(dang|moi|da|) (soan|soan thao|du thao|viet|xay dung) (du thao|de cuong|van ban|bao cao|ke hoach|)",
        "soan (thao|du thao)", "(xong|co|hoan thanh|lam xong) (ban|) du thao", "du thao", "dang soan",
        "thao van ban",
    ),
    "stage_opinion": (
        "(dang|da|vua|moi|) (gui|) (lay|xin|cho|tong hop|tiep thu|tiep nhan) (y kien|gop y|y kien gop y)",
        "(lay|xin|gui lay|gui xin) y kien", "hop gop y", "gop y", "(gui|dang gui) (tham dinh|gop y)", "tham dinh",
        "lay y kien",
    ),
    "stage_signing": (
        "(dang|da|vua|moi|cho|chodoi|sap|chuan bi|) (trinh|xin) (ky|phe duyet|duyet|ban hanh|chu ky|lanh dao|lanh "
        "dao ky|ubnd tinh|ubnd tinh ky|chu tich|chu tich ky|giam doc|giam doc ky|ubnd|uy ban|lanh dao phe duyet|"
        "ubnd tinh phe duyet|ubnd tinh ban hanh|cap tham quyen)",
        "(cho|chodoi|dang cho|dang chodoi|con chodoi) (ky|duyet|phe duyet|ban hanh|chu ky|lanh dao ky|ubnd tinh ky|"
        "ky duyet|xac nhan|nghiem thu|chu tich ky|giam doc ky)",
        "(cho|chodoi|dang cho|dang chodoi|con chodoi) (phat hanh|dong dau|cap so|lay so)",
        "trinh ky", "dang trinh", "da trinh", "dang ky duyet", "trinh lanh dao",
    ),
    "stage_issued": (
        "da (ban hanh|ky ban hanh|phat hanh|duoc ban hanh|duoc phe duyet)", "da ban hanh van ban", "ban hanh roi",
    ),
    "blocked": (
        "(bi|dang|con|gap|van|) (vuong|vuong mac|tac|ket|tacnghen|be tac|tro ngai|kho khan)",
        "(bi|dang|gap|van) nghen",
        "(bi|dang|con|gap|van) (mac|dinh|ach|dung|ngung tre|kho|treo|hoan|cham tre)",
        "(gap|co|con|dang gap|nhieu|) (kho khan|tro ngai|vuong mac|truc trac|kho|van de|su co|rac roi)",
        "(bi|dang) (tra lai|loi|dinh tre|gian doan|tri hoan|hoan)",
        "(phai|tam|dang tam|tam thoi) (dung|hoan|ngung|gac lai|de lai|treo)",
        "(chua|khong|ko) (co|bo tri|bo tri duoc|duoc bo tri|duoc cap|cap|du|duoc phan bo|phan bo|xac dinh duoc|xac "
        "dinh|thong nhat|thong nhat duoc|nhan duoc|nhan|thay|duoc huong dan|duoc phe duyet|duoc giao|duoc thong "
        "nhat|ro|tuyen duoc|mua duoc|ket noi duoc|lien he duoc|cung cap|phoi hop|tra loi|cho y kien|gui so lieu|co "
        "y kien|chiu|dong y|thong qua|dam bao|dau thau duoc|chon duoc|co huong dan|co kinh phi|co so lieu)",
        "(chua|khong|ko|khong the|chua the) (lam duoc|thuc hien duoc|trien khai duoc|lam|thuc hien|trien khai|hoan "
        "thanh|lam noi|xong) (duoc|noi|vi|do|boi)",
        "(chua|khong) (lam|thuc hien|trien khai|hoan thanh) duoc", "khong the",
        "(thieu|het|can) (nguoi|kinh phi|tien|nhan luc|can bo|nhan su|huong dan|so lieu|thong tin|thiet bi|von|"
        "nguon|nguon luc|may moc|co so|van ban huong dan|ho so|chuyen vien|phan mem|du lieu|ngan sach|tai lieu|y "
        "kien)",
        "thieu", "(dang|con|phai|van) (cho|doi)", "chodoi",
        "(cho|doi|chodoi|con cho|dang cho|phai cho|con doi|dang doi|van cho|dang chodoi|con chodoi|phai chodoi|van "
        "chodoi) (y kien|so lieu|kinh phi|huong dan|von|phan bo|cap|tra loi|phan hoi|phoi hop|van ban|ket qua|thong "
        "tin|du lieu|cung cap|bo|trung uong|ho so|nguoi)",
        "be tac", "ach tac", "ket", "tac", "kho khan", "tro ngai", "truc trac", "khong (trien khai|thuc hien) duoc",
        "khong kip", "khong lam duoc", "chua duoc", "chua lam duoc", "bi cham", "cham (do|vi|boi)",
        "tre (do|vi|boi)", "bi tre (do|vi)", "dung lai", "tam dung", "tam ngung",
        "loi (phan mem|he thong|mang|ky thuat)", "blocked", "stuck", "roi loan", "chua thong nhat",
        "khong thong nhat", "khong co", "khong ai lam", "khong co nguoi", "khong co kinh phi",
    ),
    "unblocked": (
        "(khong|ko|het|khong con|khong gap|da het|khong bi|da thao go|da go|thao go xong|khong co|da giai quyet|"
        "giai quyet xong|go xong|thao go duoc|chua gap) (vuong|vuong mac|kho khan|tro ngai|tac|ket|gi vuong|van de|"
        "truc trac|vuong gi)",
        "da thao go", "da go vuong", "go xong", "het vuong",
    ),
    "undo": (
        "ghi nham", "bao nham", "hoan tac", "thu hoi bao cao", "huy bao cao", "rut bao cao", "rut lai bao cao",
        "undo", "ghi nham huy", "nham roi", "bam nham", "nhap nham", "go nham", "huy lan bao",
    ),
    "evidence": (
        "(gui|nop|dinh kem|bo sung|kem|up|tai len) (tai lieu|minh chung|ban chup|ban scan|van ban kiem chung|file|"
        "tep|anh)",
    ),
    "report_word": (
        "(bao cao|cap nhat|bao|nhap|gui|nop) tien do", "bao cao (ket qua|tien do|viec)",
    ),
    # --- reminders -------------------------------------------------------------------------------------------
    "remind": (
        "nhac",
        "nhac (viec|nho|nhiem vu|lai|toi|minh|em|anh|chi|nhau|han|giup|cho|dum|gium|truoc|vao|luc|som|hang ngay|moi "
        "ngay|hang tuan)",
        "(tin|lich|gio|che do|cac tin|lenh|lan|viec|loi|chuong|thoi gian|thong bao|khung gio) (nhac|nhac viec|nhac "
        "nho|nhac han)",
        "nhac nho", "remind", "reminder", "hen nhac", "thong bao nhac", "bao thuc",
    ),
    "remind_off": (
        "(dung|thoi|ngung|tat|bo|khoa|huy|xoa|chan|khong|ngung gui|khong muon|khong can|khong muon nhan|tam dung|"
        "tam ngung|tam tat|dung gui|thoi khong|thoi dung|ngat|tam thoi tat|tam thoi dung|im|khoi|thoi khoi|bot) "
        "(cac|nhan|) (nhac|tin nhac|nhac viec|nhac nho|nhan nhac|nhan tin nhac|nhac nua|nhac lai|thong bao|nhan "
        "thong bao|thong bao nhac|viec nhac|lich nhac|gui nhac|che do nhac|gui tin nhac|gui thong bao|tin|gui tin)",
        "(dung|thoi|bot|khoi|ngung) (co|) reo (viec|nhiem vu|nua|hoai|)", "khoi nhac", "thoi nhac", "khong nhac",
        "mute", "dung lam phien", "im lang", "dung nhac",
    ),
    "remind_on": (
        "(bat|bat lai|mo|mo lai|tiep tuc|khoi phuc|kich hoat|kich hoat lai|nhan lai|cho nhan|khoi dong lai|noi lai|"
        "tiep) (che do|cac|) (nhac|nhac nho|nhac viec|tin nhac|thong bao|thong bao nhac|nhan nhac|lich nhac|nhac "
        "lai|nhan tin nhac|gui nhac|nhan thong bao)",
        "unmute", "nhac lai nhu cu", "nhac tiep",
    ),
    "remind_later": (
        "(hoan|lui|doi|de|gia|gian|chuyen|tam hoan|di doi|keo|day|dich|de lai) (cac|lich|viec|thoi gian|thoi diem|"
        "lan|tin|gio|) (nhac|nhac lai|nhac viec|nhac nho|nhac nhiem vu|thong bao|nhac viec)",
        "(chieu|mai|sang mai|toi|lat|lat nua|sang tuan|tuan sau|hom sau|chieu nay|sang thu hai|sau|chieu mai|ngay "
        "mai|dau tuan|dau tuan sau|chut nua|ti nua|mot lat|thu hai|thu ba|thu tu|thu nam|thu sau) (hay|roi|thi|moi|"
        ") (nhac|nhac lai|bao lai|nhac sau)",
        "snooze", "nhac sau", "nhac lai sau", "nhac lai vao", "de sau",
    ),
    "remind_set": (
        "(dat|cai|hen|tao|them|lap|chinh|doi|cai dat|set|thiet lap|sua|dieu chinh|len|xep) (lai|) (lich|gio|moc|"
        "thoi gian|che do|thoi diem|) (nhac|nhac viec|nhac nho|nhac lai|tin nhac|nhac nhiem vu|nhac han|bao thuc|"
        "thong bao)",
        "(bao|nhac|thong bao|canh bao|nho|hu) (toi|minh|em|anh|chi|a|e|c|cho toi|cho minh|cho anh|cho em|cho chi|"
        "tao|to|chung toi|viec|) truoc",
        "bao truoc", "truoc han",
    ),
    "remind_hour": (
        "(gio|doi gio|lich) nhac", "nhac (luc|vao)",
    ),
    "postpone": (
        "hoan", "lui", "tam hoan", "hoan lai", "doi lai", "doi",
    ),
    "nudge": (
        "don doc", "thuc giuc", "giuc", "hoi thuc",
    ),
    "more_time": (
        "xin them (1|2|3|4|5|6|7|8|9|10|15|20|30|may|vai|it|mot|hai|ba|nam) (ngay|tuan|hom|bua)",
        "(xin|de nghi|cho|duoc|) (gia han|lui han|keo dai|doi han|them thoi gian|hoan han|lui thoi han|cham han)",
    ),
    # --- remediation -----------------------------------------------------------------------------------------
    "remedy": (
        "khac phuc",
        "(ke hoach|bao cao|giai phap|bien phap|phuong an|ban|noi dung|viec|ban ke hoach|bao cao giai phap|tien do|"
        "ket qua|bang) (giai phap|) khac phuc",
        "ke hoach khac phuc", "khac phuc (han che|diem yeu|ton tai|thieu sot|chi so)", "remediation",
        "ke hoach cai thien", "giai phap cai thien", "ke hoach nang cao chi so", "giai phap nang cao",
        "ke hoach sua chua",
    ),
    # --- about the assistant, and manners --------------------------------------------------------------------
    "help": (
        "(bot|tro ly|em|ban|no|may) (nay|) (biet|lam|giup|co the lam|co the giup|tra loi|ho tro) (duoc|lam|) (gi|"
        "nhung gi|viec gi|duoc gi|duoc nhung gi|lam gi|lam nhung gi|lam duoc gi|nhung viec gi)",
        "biet lam (nhung|) gi", "huong dan",
        "huong dan (su dung|dung|cach|toi|cach dung|cach su dung|giup|minh|em|anh|chi)",
        "(tro giup|giup do|giup voi|can giup|can giup do|can tro giup|ho tro|help|help me)",
        "cach (dung|su dung|hoi|bao tien do|bao cao|nhan tin|go|tra cuu|xem diem|dat nhac|nhap|su dung tro ly|dung "
        "bot|bao viec|xem|thao tac|viet|noi|nop|gui)",
        "(su dung|dung|hoi|nhan|thao tac|go|noi) (nhu the nao|the nao|sao|ra sao|lam sao|nhu nao|cach nao|kieu gi)",
        "(lam|giup|tra loi|ho tro|hoi|biet|co the) (duoc|) (gi|nhung gi|viec gi|nhung viec gi|cai gi|nhung noi dung "
        "gi)",
        "(hoi|lam|giup|tra loi) duoc",
        "(hoi|lam|giup|tra loi|biet) (duoc|) (nhung|cac) (gi|noi dung|viec|cau|cau gi|noi dung gi|viec gi|loai cau "
        "hoi|dieu gi)",
        "co the (hoi|lam|giup|giup duoc|lam duoc|tra loi) (gi|nhung gi|duoc gi|duoc nhung gi)", "menu", "chuc nang",
        "tinh nang", "(/|)(start|help)", "start", "bat dau", "hdsd",
        "khong biet (dung|hoi|bam|lam the nao|su dung|cach)", "vi du", "cau lenh", "lenh", "cac lenh",
        "danh sach lenh", "chi cach", "chi (toi|em|anh|chi|minh) cach", "hoi gi",
        "lam sao (de|) (bao cao|bao tien do|nhan|hoi|dung|su dung|xem)", "(cau hoi|cau) co the hoi",
        "hoi (em|bot|tro ly) (gi|cai gi|nhung gi)", "su dung", "bot nay", "tro ly nay",
        "day (toi|anh|chi|em|minh|) (cach|dung)", "manual", "faq", "ho tro", "dung the nao", "dung sao",
        "(nhan|hoi|go|noi|dung) (duoc|) (nhung|cac|) cau (gi|nao|the nao)", "cau hoi mau", "(cau|tin) mau",
        "(cho|) (vi du|vd|vai|may) (vai|may|mot so|) cau (hoi|) (mau|)", "lam (duoc|) (nhung|may|) tro (gi|nao)",
        "(biet|) xai (gi|)", "biet tro gi", "(khong|chua) biet (xai|dung|su dung|hoi)",
        "(chi|day) (toi|minh|em|anh|chi|) xai",
        "(moi|) (dung|xai|su dung) lan dau", "lan dau (dung|xai|su dung)",
        "(dung|xai|su dung|huong dan) (cai|con|phan mem|ung dung|app|bot|tro ly) (nay|)",
        "huong dan (toi|em|anh|chi|minh) (dung|xai|su dung) (cai nay|)",
        "hoi (em|e|bot|tro ly|) (duoc|) (nhung|cac) gi", "hoi duoc (nhung|cac|) gi (o day|)",
        "cu phap (nhan tin|nhan|go|tin nhan|)", "noi gi voi", "hoi cai gi", "hoi nhung gi", "co chuc nang", "nhan gi", "go gi", "hoi duoc gi",
    ),
    "help_faint": (
        "giup", "ho tro", "vi du", "su dung", "bat dau", "chi cach",
    ),
    "greeting": (
        "(xin|kinh|) chao",
        "chao (em|anh|chi|ban|bot|tro ly|buoi sang|buoi chieu|buoi toi|moi nguoi|ca nha|ad|sep|cac anh chi|anh chi)",
        "chao (em|anh|chi|ban|moi nguoi|ca nha) (buoi|) (sang|trua|chieu|toi)",
        "(hello|hi|hey|helo|hallo|lo|alo|a lo|alo alo|hi em|good morning)",
        "buoi (sang|chieu|toi) (tot lanh|vui ve|an lanh)",
        "chuc (mot|anh|chi|em|ban|ca nha|moi nguoi|) (ngay|buoi|tuan|) (tot lanh|vui|vui ve|moi|lam viec|cuoi tuan|"
        "suc khoe|ngon|)",
        "co do khong", "co ai khong", "em oi", "bot oi", "tro ly oi", "ban oi", "ban ten gi", "em ten gi", "ten gi",
        "ban la ai", "em la ai", "la ai vay", "may la ai", "ban la nguoi hay may", "khoe khong", "co khoe khong",
        "an com chua", "xin chao",
    ),
    "thanks": (
        "cam on", "(cam on|cam ta|xin cam on|cam on nhieu|cam on em|cam on anh|cam on ban)", "thank you",
        "(tot|hay|tuyet|gioi|on|chuan|ngon|dinh|tuyet voi|xuat sac|dep) (lam|qua|roi|the|ghe|vay|day|thiet)",
        "tuyet voi", "tuyet", "hay qua", "gioi qua", "chuan", "chuan roi", "dung roi", "hay do", "thong minh",
        "huu ich", "tot", "khen", "xin loi", "phien em", "lam phien", "hai long voi tro ly", "vui qua", "hihi",
        "haha", "hehe", "kkk", "nice", "good", "great", "tot qua", "quy hoa qua", "tran trong",
        "(good|nice|great) job", "well done", "good work",
        "(vui|de thuong|cute|thong minh|nhanh|hay|gioi) (qua|ghe|the|that|nhi|vay|lam|qua troi)", "de thuong",
        "cam on (dong chi|cac dong chi|quy vi)",
        "cam on (em|anh|chi|ban|dong chi|tro ly|bot|) (da|nhieu|nhieu vi da|vi da|) (ho tro|giup do|giup|tra loi|"
        "nhac "
        "nho|huong dan)",
    ),
    "acknowledge": (
        "ro", "da ro", "toi ro", "ro roi", "ok", "ok (em|anh|chi|ban|nhe|roi|la|luon|nha|a)", "nhat tri", "da nhan",
        "nhan roi", "da nhan (duoc|tin|thong tin|nhac|thong bao|nhac viec|duoc tin)", "da nhan tin nhac", "dong y",
        "vang", "da", "da vang", "vang a", "da a", "hieu roi", "da hieu", "hieu", "biet roi", "da biet",
        "da biet roi", "toi biet roi", "tiep thu", "duoc roi", "duoc", "u", "uh", "um", "uhm", "okie", "roger",
        "nhan duoc roi", "da xem", "toi da xem", "da doc", "nghe ro", "duoc do", "the nhe", "de toi xem",
        "da tiep nhan", "nam duoc roi", "da nam", "da nam thong tin", "thong nhat", "okela", "okla", "ukm", "uk",
    ),
    "farewell": (
        "tam biet", "bye", "bai bai", "bye bye", "goodbye", "hen gap lai", "chao tam biet", "gap lai sau",
        "ngu ngon", "nghi day", "good night",
        "(de|) (khi|luc|hom|bua|dip|lan) khac (toi|minh|em|) (hoi|nhan) (tiep|sau|)",
        "thoi (nhe|nha)", "(di hop|di viec|di lam|ban viec) (day|nha|nhe|da|roi)",
        "khi nao can (toi|minh|em|anh|chi|) (hoi|nhan) (sau|tiep|lai)",
    ),
    # Words of offices that hold a word of the next table; they say nothing here.
    "plain": (
        "nang (cao|cap|luc)", "nang cao chat luong", "(chat|so|khoi|nang) luong", "tuyen truyen", "truyen thong",
        "truyen (dat|tai|hinh|thanh)", "thuoc (ve|tham quyen|trach nhiem)", "mua sam (cong|tai san|trang thiet bi)",
    ),
    # --- outside its work ------------------------------------------------------------------------------------
    "outside": (
        "binh phuoc co (bao nhieu|may) (huyen|thi xa|don vi hanh chinh)",
        "bao nhieu (xa|phuong|thi tran|dan|nguoi|nguoi dan|can bo|cong chuc|bien che|truong|benh vien|ap|khu pho|km|"
        "cay so|met|tien|dong|trieu|ty|tuoi|hoc sinh|doanh nghiep)",
        "co gi (choi|vui|hay|dep|ngon|an)", "gi (choi|vui|ngon)", "thoi tiet", "nhiet do", "mua", "nang", "bao so",
        "nong qua", "troi mua", "co mua", "du bao", "bong da", "tran dau", "thi dau", "doi bong", "ty so", "ti so",
        "world cup", "ngoai hang anh", "v league", "tuyen viet nam",
        "gia (vang|xang|dat|tieu|dieu|cao su|ca phe|heo|lua|do la|usd|nha|xe|ve|dau|bat dong san|mu cao su|hat dieu|"
        "sat|thep|phong|sau rieng|dien|nuoc|gas|rau|thit)",
        "(ho tieu|hat dieu|cao su|ca phe|sau rieng|mu cao su)", "chung khoan", "bitcoin", "ty gia", "lai suat",
        "vay (tien|von)", "xo so", "so xo", "ve so",
        "(bang xep hang|xep hang|bxh) (v league|fifa|bong da|bong chuyen|ngoai hang anh|"
        "world cup|the thao|dai hoc|am nhac)",
        "viec lam (o|tai|them|moi|luong cao|)", "tuyen (dung|sinh|cong chuc|giao vien|nhan vien|vien chuc)",
        "viec lam them", "tim viec", "xin viec",
        "thi (lop|tot nghiep|dai hoc|cong chuc|vao|thpt|tuyen|bang lai|hoc sinh gioi|vien chuc)",
        "(ky|lich|xem diem|tra diem|tra cuu diem|diem|ket qua|de) thi (tot nghiep|dai hoc|lop|vao lop|thpt|tuyen "
        "sinh|vao 10|hoc ky|cong chuc|vien chuc|hoc sinh gioi|tuyen)",
        "diem (chuan|san|du lich|tiem|ban|den|hen|bua|dung chan|trung|tuyen sinh|dau vao|check in|lop 10)",
        "hoc phi", "hoc sinh", "sinh vien", "truong hoc", "dai hoc", "benh vien", "kham benh", "bac si", "thuoc",
        "vac xin", "tiem chung", "tiem (ngua|phong|vac xin)", "benh", "dich (benh|sot|cum|covid|ta)", "covid",
        "bao hiem (y te|xa hoi|that nghiep)", "bao hiem", "the can cuoc", "can cuoc", "cccd", "cmnd", "ho chieu",
        "passport", "giay phep lai xe", "bang lai", "gplx",
        "dang ky (xe|ket hon|kinh doanh|ho tich|khai sinh|tam tru|thuong tru|doanh nghiep|xe may|o to|ho khau)",
        "khai sinh", "ket hon", "ly hon", "ho khau", "tam tru", "so do", "so hong", "dat dai",
        "mua (dat|nha|xe|ban|ve)", "ban (dat|nha|xe)", "quy hoach", "thue (nha|dat|xe|tncn|thu nhap|phong)",
        "nop thue", "luong", "tien luong", "luong (toi thieu|co so|huu|thang)", "nghi (le|tet|phep|bu|huu)", "tet",
        "le 30", "(gio|ngay) lam viec", "lam viec thu (bay|7)", "may gio", "ngay may", "thu may hom nay",
        "hom nay (la|) (thu may|ngay may|ngay bao nhieu|ngay gi|thu gi)", "hom nay thu may", "am lich", "tu vi",
        "boi bai", "xem boi", "ca nhac", "bai hat", "am nhac", "nghe nhac", "mo nhac", "phim", "xem phim",
        "ke chuyen", "chuyen cuoi", "bai tho", "lam tho", "viet (tho|bai tho|van|bai van|code|ho|cho toi|giup|don)",
        "dich (tieng|sang|giup|cau|bai)", "tieng anh", "giai (toan|bai|phuong trinh)", "nau (an|mon|pho)",
        "an (gi|com|trua|sang|toi|o dau|uong|nhau)", "quan (an|nhau|ca phe|com|pho)", "nha hang", "khach san",
        "nha nghi", "du lich o", "choi (o dau|gi|dau)", "dia diem", "ve (xe|may bay|tau|phim)",
        "xe (khach|buyt|bus|om|o to|may)", "duong (di|vao|den|tu|ra|nao|toi|sa|bo|ve)", "chi duong",
        "di (duong nao|the nao|den|bang|choi|dau|may)", "ban do", "tru so", "dia chi", "nam o dau", "o dau",
        "so dien thoai", "sdt", "dien thoai", "hotline", "email", "website", "facebook", "zalo", "mang xa hoi",
        "wifi", "mat khau", "(ai|ten) la (giam doc|chu tich|bi thu|pho giam doc|pho chu tich|chanh van phong)",
        "(giam doc|chu tich|bi thu|pho giam doc|pho chu tich|truong phong) (la ai|ten gi|so|hien nay la ai|bao "
        "nhieu tuoi|moi la ai|la nguoi nao|hien tai la ai)",
        "bao nhieu tuoi", "dan so", "dien tich", "lich su hinh thanh", "thanh lap (nam nao|khi nao|bao gio)",
        "ai (la tong thong|la thu tuong|la chu tich nuoc)", "thu tuong", "tong thong", "quoc hoi", "bau cu",
        "tai nan", "chay rung", "cup dien", "mat dien", "cat dien", "mat nuoc", "ket xe", "giao thong hom nay",
        "tin tuc", "thoi su", "doc bao", "tin (bong da|nong|moi|tuc)", "ban be", "nguoi yeu", "yeu em", "yeu anh",
        "bong chuyen", "the thao", "game", "choi game", "may tinh", "laptop", "iphone", "shopee",
        "giao hang", "don hang", "tai khoan ngan hang", "ngan hang", "chuyen khoan",
        "dat (ve|ban|phong|hang|com|xe|lich kham)", "le hoi", "su kien", "trung thuong", "khuyen mai",
        "xin (viec|nghi|phep)", "nghi hoc", "tuyen ngon", "cong an", "luat su", "khieu nai", "to cao",
        "tu van (luat|phap luat|suc khoe|mua)",
        "lich (thi|tiem|hoc|cup dien|thi dau|chieu|nghi|am|mat dien|cat nuoc|tau|phat song|xe|kham|thi lop|kham "
        "benh)",
        "phuong an thi", "hop dong", "dau gia", "muc phat", "phat nguoi", "phat bao nhieu", "nong do con",
        "vi pham giao thong", "bien so", "dang kiem", "sap nhap tinh", "thue suat", "cong thuc",
        "cach (nau|lam banh|chua|tri|giam can|trong|nuoi|tinh thue|lam|ket hon|lam ho chieu)", "suc khoe",
        "giam can", "the duc",
        "(lam|cap|doi|gia han|xin) (ho chieu|can cuoc|giay phep|cccd|bang lai|the|ly lich|so do|hoc ba|giay to)",
        "ly lich tu phap", "may bay", "san bay", "cao toc", "du an cao toc", "truyen", "nghe sach", "nhac tre",
        "nhac vang", "con gai", "con trai", "mua o to", "toi buon", "chan qua", "met qua", "thuoc la", "ruou", "bia",
        "bida", "lo de", "ca do", "danh bai",
    ),
}  # fmt: skip

# Words whose marks decide what they are; typed with others they are no cue: "đúng", "nâng", "chất lượng".
MARKED_CUES: Final[dict[str, tuple[str, ...]]] = {
    "dung": ("đứng",), "nang": ("nắng",), "luong": ("lương",), "thuoc": ("thuốc",), "truyen": ("truyện",),
    "mua": ("mưa", "mua"), "tet": ("tết",), "benh": ("bệnh",), "ruou": ("rượu",), "phim": ("phim",),
}  # fmt: skip

# Entities said by words alone.
FIELDS: Final[dict[int, tuple[str, ...]]] = {
    1: (
        "(cong tac|) chi dao dieu hanh (cai cach hanh chinh|)", "chi dao", "dieu hanh", "chi dao va dieu hanh",
        "tuyen truyen cai cach hanh chinh",
    ),
    2: (
        "(cai cach|xay dung|) the che", "van ban quy pham phap luat", "quy pham phap luat", "thi hanh phap luat",
        "(theo doi|) thi hanh phap luat",
    ),
    3: (
        "(cai cach|kiem soat|) (thu tuc|tthc|thu tuc hanh chinh)", "(co che|bo phan|) mot cua (lien thong|)",
        "1 cua", "bo phan mot cua", "giai quyet (thu tuc hanh chinh|ho so)", "1c", "cai cach thu tuc",
    ),
    4: (
        "(cai cach|) (to chuc|) bo may (hanh chinh|)", "to chuc bo may", "bien che", "tinh gian (bien che|)",
        "sap xep bo may", "phan cap quan ly", "to chuc bo may hanh chinh nha nuoc",
    ),
    5: (
        "(cai cach|) (che do|) cong vu", "che do cong vu", "(can bo|) cong chuc", "can bo cong chuc vien chuc",
        "doi ngu can bo", "ky luat ky cuong", "vi tri viec lam", "cong vu cong chuc",
    ),
    6: (
        "(cai cach|) (tai chinh|tc) cong", "tchinh cong", "giai ngan", "giai ngan von dau tu cong", "tai san cong",
        "tu chu tai chinh",
    ),
    7: (
        "chuyen doi so", "(xay dung|phat trien|) chinh (quyen|phu) (dien tu|so)",
        "chinh quyen dien tu chinh quyen so", "chinh quyen dien tu va chinh quyen so",
        "ung dung cong nghe thong tin", "cong nghe thong tin", "dich vu cong (truc tuyen|)", "so hoa",
        "hien dai hoa (hanh chinh|nen hanh chinh|)", "ha tang so", "hanh chinh dien tu", "cq (dien tu|so)", "cqdt", "iso",
    ),
    8: (
        "(muc do|su|chi so|do|ty le|) hai long",
        "(muc do|su|) hai long (cua|) (nguoi dan|to chuc|doanh nghiep|nguoi dan doanh nghiep|nguoi dan va doanh "
        "nghiep|nguoi dan to chuc|dan)",
        "tac dong", "tac dong (cua|) (cai cach|cai cach hanh chinh)", "tac dong cua cai cach hanh chinh", "sipas",
        "tac dong den nguoi dan",
    ),
}  # fmt: skip

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "so": (
        "(khoi|cac|nhung|cap|nhom|may|toan bo|tat ca|tat ca cac|trong|trong cac) (so|cac so|so nganh|so ban nganh|"
        "nganh|ban nganh|so ban|so va ban nganh)",
        "so (nao|ban nganh|nganh|nganh nao|ban|ban nganh nao|gi)",
        "khoi (so|so nganh|so ban nganh|nganh|co quan chuyen mon|tinh)", "ban nganh", "co quan chuyen mon",
        "khoi cac so",
    ),
    "huyen": (
        "(khoi|cac|nhung|cap|nhom|may|toan bo|tat ca|tat ca cac|trong|trong cac|ubnd|ubnd cac|ubnd cap|uy ban) "
        "(huyen|cac huyen|huyen thi|huyen thi xa|thi xa|huyen thi xa thanh pho|thi xa thanh pho|huyen thi thanh pho|"
        "huyen thi thanh|dia phuong|cac dia phuong|quan huyen|huyen thi xa va thanh pho)",
        "(huyen|thi xa|dia phuong|huyen thi|huyen thi xa) (nao|gi|thi|)", "huyen thi (nao|xa|)",
        "khoi (huyen|huyen thi|dia phuong|huyen thi xa|quan huyen)", "dia phuong", "cap huyen",
        "huyen (thi xa|thi) (thanh pho|)", "quan huyen", "cac huyen thi",
    ),
}  # fmt: skip

YEARS_AGO: Final[dict[int, tuple[str, ...]]] = {
    0: (
        "nam (nay|hien tai)", "nam ni",
    ),
    1: (
        "nam (ngoai|truoc|roi|vua roi|vua qua|vua xong|qua)", "ki truoc", "ky truoc",
    ),
    2: (
        "nam (kia|truoc nua|kia kia)", "hai nam truoc", "2 nam truoc", "cach day hai nam", "cach day 2 nam",
    ),
}  # fmt: skip

OWN: Final = (
    "(cua|) (co quan|don vi|so|huyen|thi xa|thanh pho|ben|dia phuong) (toi|minh|chung toi|em|anh|chi|ta|chung ta|"
    "chung minh|chung em|cua toi|cua minh|cua chung toi|cua em|cua anh|cua chi|cua ta|nha minh|nha|tui|cua tui|"
    "chung tui|bon minh|bon em)",
    "cua (toi|minh|chung toi|em|anh|chi|ta|chung ta|chung minh|tui|don vi|co quan)", "(don vi|co quan) nha",
    "chung toi", "chung minh", "chung em", "bon minh",
    "(co quan|don vi|so|huyen|thi xa|thanh pho|ben|dia phuong|) (toi|minh) (dang|con|phai|can|muon|duoc|co|bi|se|"
    "chu tri|yeu|thua|mat|xep|dung|hang|o|thieu|phu trach)",
    "ben (toi|minh|em|anh|chi|nay)",
)  # fmt: skip
