//! 4: legal documents.

super::codes! {
    NUMBER_GAP "W401" Warning {
        "Dãy số bị cách quãng",
        "Điều, khoản hoặc điểm này không nối tiếp số đứng trước nó: có thể một phần văn bản đã bị bỏ sót khi chép, hoặc số bị gõ sai. Địa chỉ của mỗi đơn vị lấy theo số của nó, nên số sai làm liên kết dẫn sai chỗ.\n\nĐối chiếu với bản gốc và bổ sung phần thiếu. Nếu bản gốc đúng là như vậy thì giữ nguyên; cảnh báo này có thể đặt lại mức trong `portal.yaml`.";
        "Numbers are missing",
        "This unit does not follow the number before it: a part may have been left out, or the number is mistyped. Compare with the original. If the original is so, leave it; the severity of the code can be set in `portal.yaml`."
    }
    NUMBER_REPEATED "W402" Warning {
        "Số bị lặp lại",
        "Hai đơn vị cạnh nhau mang cùng một số. Địa chỉ (`#dieu-5-khoan-2`) thuộc về đơn vị đứng trước; đơn vị sau có thêm `-lan-2` trong địa chỉ.\n\nĐối chiếu với bản gốc và sửa số gõ sai.";
        "A number occurs twice",
        "Two neighbouring units have one number. The address belongs to the first; the second gets `-lan-2`. Compare with the original."
    }
    NUMBER_ORDER "W403" Warning {
        "Số sai thứ tự",
        "Số này nhỏ hơn số đứng trước nó trong cùng một đơn vị. Có thể các đoạn bị đảo chỗ, hoặc đây là một danh sách nằm trong lời văn: danh sách ấy nên viết bằng gạch đầu dòng.\n\nĐối chiếu với bản gốc.";
        "Numbers are in the wrong order",
        "This number is smaller than the one before it in the same unit. Parts may have changed places, or this is a list inside a sentence, better written with bullets. Compare with the original."
    }
    UNKNOWN_DOCUMENT "N404" Note {
        "Văn bản được dẫn chiếu chưa có trên cổng",
        "Bài viết nhắc tới một văn bản mà cổng chưa có trang. Chữ vẫn hiện bình thường, chỉ không thành liên kết.\n\nMuốn có liên kết: thêm trang cho văn bản ấy trong `content/van-ban/` với `so` (số, ký hiệu) hoặc `ten_goi_tat` đúng như cách nó được nhắc.";
        "A cited document that the portal does not hold",
        "The words stay plain text. To link them, add a page for the document with its `number` or `short_names`."
    }
    MISSING_PROVISION "E405" Error {
        "Dẫn chiếu tới điều, khoản không có",
        "Văn bản được dẫn chiếu có toàn văn trên cổng nhưng không có điều, khoản hoặc điểm này: số bị gõ sai, hoặc điều khoản đã bị bỏ khỏi văn bản mà nơi khác vẫn dẫn chiếu.\n\nĐối chiếu và sửa số trong bài, hoặc khôi phục điều khoản. Lời trích nguyên văn trong ngoặc kép thì không bị báo lỗi.";
        "A cited provision that its document does not have",
        "The portal holds the document's text, and it has no such provision: the number is mistyped, or the provision was removed while something still cites it. Quoted passages are never reported."
    }
    PROVISION_NOT_HELD "N406" Note {
        "Điều, khoản được dẫn chiếu chưa có toàn văn",
        "Cổng mới có trang mô tả văn bản, chưa có toàn văn, nên liên kết dẫn tới trang ấy. Khi thêm toàn văn, liên kết tự dẫn tới đúng điều khoản.";
        "A cited provision whose text is not at hand",
        "The portal holds only a description of the document, so the link leads to its page. It will lead to the provision once the text is added."
    }
    LOOSE_NUMBER "W407" Warning {
        "Số, ký hiệu viết khác với số của văn bản",
        "Số trong bài gần giống số của một văn bản trên cổng nhưng không đúng hẳn (thiếu gạch nối, thừa chữ do máy quét). Liên kết vẫn được đặt; hãy xem lại cho chắc.\n\nSửa số trong bài, hoặc nếu cách viết ấy được chấp nhận thì thêm vào `cach_viet_khac` ở đầu trang của văn bản.";
        "A number that matches only loosely",
        "The number is nearly that of a document of the portal. It is linked; correct it, or list the spelling in `also_written` of the document."
    }
    AMBIGUOUS_DOCUMENT "N408" Note {
        "Nhiều văn bản cùng tên gọi",
        "Tên gọi tắt trong bài có thể là nhiều văn bản, nên không thành liên kết. Hãy viết đủ số, ký hiệu.";
        "Several documents go by one name",
        "The name in the text may mean several documents, so it is no link. Write the full number."
    }
    RELATION_UNKNOWN "E409" Error {
        "Quan hệ dẫn tới văn bản hoặc điều khoản không có",
        "Giá trị của `can_cu`, `sua_doi`, `thay_the`, ... là đường dẫn tới tệp `.md` (có thể kèm `#dieu-5`), hoặc số, ký hiệu của một văn bản. Đường dẫn này không có.";
        "A relation leads to nothing",
        "The values of `based_on`, `amends`, `replaces`, ... are paths to `.md` files, perhaps with an `#anchor`, or numbers of documents. This path does not exist."
    }
    RELATION_SELF "E410" Error {
        "Văn bản có quan hệ với chính nó",
        "Một văn bản không thể thay thế, sửa đổi, bãi bỏ hay căn cứ vào chính nó. Kiểm tra lại đường dẫn hoặc số.";
        "A document bears on itself",
        "A document cannot replace, amend, repeal or rest on itself."
    }
    RELATION_CIRCLE "E411" Error {
        "Quan hệ giữa các văn bản thành vòng tròn",
        "Văn bản A thay thế B mà B (trực tiếp hay qua văn bản khác) lại thay thế A. Một trong các quan hệ này ghi ngược chiều.";
        "Relations form a circle",
        "Document A replaces B while B, directly or through others, replaces A. One of these relations is the wrong way round."
    }
    RELATION_TOO_EARLY "E412" Error {
        "Văn bản tác động tới văn bản ban hành sau nó",
        "Một văn bản không thể sửa đổi, thay thế, bãi bỏ hay căn cứ vào văn bản ban hành sau nó. Kiểm tra ngày ban hành của hai văn bản và chiều của quan hệ.";
        "A document bears on one issued after it",
        "A document cannot amend, replace, repeal or rest on one that was issued later. Check both dates and which way the relation goes."
    }
    BASIS_EXPIRED "W413" Warning {
        "Căn cứ không còn hiệu lực",
        "Văn bản này còn hiệu lực nhưng dựa trên (căn cứ, hướng dẫn thi hành) một văn bản đã hết hiệu lực. Xem lại hướng dẫn, hoặc ghi văn bản mới làm căn cứ.";
        "What it rests on is no longer in force",
        "The document is in force but rests on one that is not. Look it over, or name the new basis."
    }
    UNPAIRED_NO_CITE "W414" Warning {
        "Dấu “không dẫn chiếu” không đủ cặp",
        "Giữa `<!-- khong-dan-chieu -->` và `<!-- /khong-dan-chieu -->`, mỗi dấu đứng riêng một dòng, không số điều khoản hay số văn bản nào thành liên kết. Ở đây chỉ có một trong hai dấu. Thiếu dấu đóng thì cả phần còn lại của trang không có liên kết.\n\nTrong một đoạn văn thì chỉ cần một dấu đặt ở cuối đoạn: nó có tác dụng cho đoạn ấy.";
        "A mark of a passage without citations lacks its other half",
        "Between `<!-- no-cite -->` and `<!-- /no-cite -->`, each on a line of its own, nothing is linked as a citation. Here only one of the two stands. Inside a paragraph one mark at its end is enough: it holds for that paragraph."
    }
    VERSION_MISSING "E421" Error {
        "Không có tệp của phiên bản",
        "Trong `phien_ban`, `tep` là tệp Markdown giữ chữ của văn bản từ một ngày có hiệu lực, tính từ tệp của văn bản. Tệp ghi ở đây không có: tên bị gõ sai, hoặc tệp đã chuyển chỗ.";
        "The file of a version is missing",
        "In `versions`, `file` is the Markdown file that holds the document's text from a date of effect on, counted from the document's own file. There is no such file."
    }
    VERSION_SAME_DATE "E422" Error {
        "Hai phiên bản cùng ngày có hiệu lực",
        "Mỗi ngày chỉ có một phiên bản của văn bản bắt đầu có hiệu lực, nên hai phiên bản không thể cùng ngày. Phiên bản sau bị bỏ qua.\n\nChữ nằm trong chính tệp của văn bản cũng là một phiên bản: từ ngày `hieu_luc`, không có thì từ `ngay`.";
        "Two versions with one date of effect",
        "Only one version of a document can come into force on a day; the later entry is left out. The text in the document's own file is a version too: from its `effective`, else its `date`."
    }
    VERSION_SHARED "E423" Error {
        "Một tệp dùng cho hai phiên bản",
        "Tệp này đã là phiên bản của một văn bản (hoặc đã được ghi một lần trong văn bản này). Mỗi tệp là một phiên bản của một văn bản: chép chữ sang tệp khác, hoặc xóa dòng thừa.";
        "A file is used for two versions",
        "The file is a version of a document already, of this one or another. Each file is one version of one document."
    }
    VERSION_UNFIT "E424" Error {
        "Phiên bản không dùng được ở đây",
        "`phien_ban` chỉ dùng cho văn bản pháp luật. Tệp ghi trong đó không được là chính tệp của văn bản và không được có `phien_ban` của riêng nó. Nếu tệp của văn bản có chữ thì chữ ấy là phiên bản đầu, nên phải rõ ngày: ghi `hieu_luc` (hoặc `ngay`).";
        "Versions that do not fit here",
        "Only legal documents have `versions`. A file listed there must not be the document's own file nor have versions itself. Where the document's file holds a text, that is the first version, so its date must be known: set `effective` (or `date`)."
    }
}
