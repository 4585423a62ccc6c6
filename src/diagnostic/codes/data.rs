//! 1: front matter and data files.

super::codes! {
    YAML_SYNTAX "E101" Error {
        "Phần đầu trang hoặc tệp YAML viết sai",
        "Phần giữa hai dòng `---` (hoặc tệp `.yaml`) không đúng cú pháp YAML nên máy không biết đâu là tên mục, đâu là giá trị. Mục bị lỗi không được dùng; các mục khác vẫn được đọc.\n\nHay gặp nhất:\n\n- giá trị có dấu hai chấm mà không đặt trong ngoặc kép. Sai: `tieu_de: Kế hoạch: năm 2024`. Đúng: `tieu_de: \"Kế hoạch: năm 2024\"`;\n- thiếu dấu cách sau dấu hai chấm. Sai: `ngay:2024-02-28`. Đúng: `ngay: 2024-02-28`;\n- thụt dòng bằng phím Tab: hãy dùng hai dấu cách;\n- nháy hoặc ngoặc đã mở mà không đóng;\n- bên trong ngoặc kép lại có ngoặc kép: dùng nháy cong `“…”` cho phần bên trong.";
        "The front matter or YAML file is not valid",
        "The part between the `---` lines (or the `.yaml` file) is not YAML. The entry at fault is left out, the others are read.\n\nMost often:\n\n- a value with a colon is not quoted: write `title: \"Plan: 2024\"`;\n- the space after the colon is missing: write `date: 2024-02-28`;\n- a line is indented with a tab: use two spaces;\n- a quote or bracket is not closed."
    }
    FRONT_MATTER_OPEN "E102" Error {
        "Phần đầu trang không có dòng đóng",
        "Trang bắt đầu bằng dòng `---` nhưng không có dòng `---` thứ hai, nên máy không biết phần đầu trang hết ở đâu và nội dung bắt đầu từ đâu.\n\nThêm một dòng chỉ có ba gạch ngang ngay sau mục cuối cùng:\n\n    ---\n    tieu_de: \"Báo cáo tháng\"\n    loai: form\n    ---\n\n    Nội dung bắt đầu ở đây.\n\nNếu dòng `---` đầu tệp chỉ là đường kẻ, hãy thêm một dòng trống lên trên nó hoặc viết `***`.";
        "The front matter is not closed",
        "The page begins with `---` but there is no second `---` line. Add one after the last key. If the first line is meant as a rule, write `***`."
    }
    DUPLICATE_KEY "E103" Error {
        "Một mục được viết hai lần",
        "Cùng một mục có mặt hai lần trong một phần đầu trang hoặc một tệp dữ liệu. Máy không đoán bạn muốn dùng dòng nào; dòng đầu được giữ, dòng sau bị bỏ.\n\nTên tiếng Việt và tên tiếng Anh là một mục: có `tieu_de` rồi thì không viết thêm `title`. Muốn ghi nhiều giá trị, dùng danh sách: `chu_de: [\"báo cáo\", \"thời hạn\"]`.";
        "A key stands twice",
        "The same key stands twice in one mapping; the Vietnamese and the English name are the same key. The first is kept. For several values write a list."
    }
    UNKNOWN_KEY "W104" Warning {
        "Tên mục không có trong danh sách",
        "Máy không biết mục này nên bỏ qua: điều bạn ghi ở đó sẽ **không có tác dụng**. Thường là viết nhầm một chữ (`tieude` thay cho `tieu_de`), viết có dấu (`tiêu_đề`) hoặc dùng nhầm mục của tệp khác.\n\nDanh sách các mục có trong sổ tay biên tập, trang *Đầu trang*. Dữ liệu riêng của bạn thì để dưới mục `rieng`:\n\n    rieng:\n      ma_ho_so: 15";
        "Unknown key",
        "The key is not known and has no effect. Mostly it is misspelt. Data of your own goes under `extra`."
    }
    WRONG_VALUE "E105" Error {
        "Giá trị không đúng loại",
        "Mục này cần một loại giá trị khác: chữ, danh sách, số hoặc có/không. Dòng báo lỗi cho biết loại nào.\n\nVí dụ:\n\n- một câu chữ: `tom_tat: \"Việc phải làm mỗi tháng.\"`;\n- danh sách trên một dòng: `chu_de: [\"báo cáo\", \"thời hạn\"]`;\n- danh sách nhiều dòng:\n\n      noi_nhan:\n        - \"Công an tỉnh\"\n        - \"Lưu: VT\"\n\n- có/không: `ban_nhap: true`.\n\nTrong danh sách, câu nào có dấu hai chấm phải đặt trong ngoặc kép, nếu không máy hiểu đó là một mục con.";
        "A value of the wrong kind",
        "The key wants another kind of value: text, a list, a number, or true/false; the message says which. A text with a colon must be quoted, or it is read as an entry of its own."
    }
    BAD_DATE "E106" Error {
        "Ngày viết không đúng",
        "Ngày được viết theo thứ tự năm-tháng-ngày, đủ chữ số: `2024-02-26`. Cách viết này không bị nhầm giữa ngày và tháng, và máy sắp xếp được.\n\nSai: `ngay: 26/2/2024`. Đúng: `ngay: 2024-02-26`.\n\nRiêng văn bản pháp luật, khi chưa rõ ngày, được ghi `2024-02` hoặc `2024`. Ngày không có trong lịch (như 2023-02-29) cũng là lỗi.";
        "A date is not written right",
        "Dates are year-month-day with all digits: `2024-02-26`. Only legal documents may give a month or a year alone. A day that the calendar lacks is an error too."
    }
    UNKNOWN_CHOICE "E107" Error {
        "Giá trị không có trong danh sách cho phép",
        "Mục này chỉ nhận một trong vài giá trị có sẵn. Ví dụ `loai` nhận: `page` (trang thường), `section` (chuyên mục), `plan` (kế hoạch), `legal` (văn bản pháp luật), `model` (mô hình), `practice` (kinh nghiệm), `guide` (hướng dẫn), `form` (biểu mẫu).\n\nGiữ nguyên chữ tiếng Anh, viết thường.";
        "A value that is not among those allowed",
        "The key takes one of a few values. `kind`, for one, is page, section, plan, legal, model, practice, guide or form."
    }
    BAD_SLUG "E108" Error {
        "Tên trong địa chỉ không dùng được",
        "`duong_dan` thay tên tệp trong địa chỉ của trang. Nó chỉ gồm chữ thường không dấu, chữ số và gạch ngang, không có dấu cách, dấu gạch chéo hay đuôi `.html`.\n\nSai: `duong_dan: \"Quy chế 01\"`. Đúng: `duong_dan: quy-che-01`.\n\nNếu không cần địa chỉ khác tên tệp thì xóa mục này.";
        "The name for the address cannot be used",
        "`slug` replaces the file name in the page's address: lower-case letters without accents, digits and hyphens only."
    }
    BAD_ALIAS "E109" Error {
        "Địa chỉ cũ viết không đúng",
        "`dia_chi_cu` ghi các địa chỉ mà trang từng có, để người giữ liên kết cũ vẫn tới được. Mỗi địa chỉ là đường dẫn tính từ gốc của trang web, không có dấu `/` ở đầu, không có `..`, và kết thúc bằng `.html`.\n\nVí dụ: `dia_chi_cu: [\"van-ban/quy-che-1.html\"]`.";
        "An earlier address is not written right",
        "An alias is a path from the site's root, without a leading `/` or `..`, and ends in `.html`: `van-ban/quy-che-1.html`."
    }
    MISSING_KEY "E110" Error {
        "Thiếu một mục bắt buộc",
        "Mục này bắt buộc phải có, vì thiếu nó thì không hiện được gì có ích. Ví dụ trong `lich.yaml`, mỗi thời hạn phải có `id`, `tieu_de` và `han` (một ngày) hoặc `lap` (lặp lại):\n\n    - id: bao-cao-thang\n      tieu_de: \"Gửi báo cáo tháng\"\n      lap: month\n      ngay_trong_thang: 11";
        "A key that must be there is missing",
        "Without this key there is nothing of use to show. A deadline, for one, needs `id`, `title` and `due` or `every`."
    }
    BAD_ADDRESS "E111" Error {
        "Địa chỉ của trang web viết không đúng",
        "`dia_chi` là địa chỉ đầy đủ nơi trang web được đặt, bắt đầu bằng `https://` hoặc `http://`: `https://antt.bacgiang.edu.vn/`. Nó không có dấu `?` hay `#`.\n\nChưa biết địa chỉ thì bỏ mục này: trang web vẫn chạy ở bất cứ đâu, kể cả mở từ USB.";
        "The address of the site is not written right",
        "`base_url` is the whole address, beginning with `https://` or `http://`, without `?` or `#`. Leave it out while it is not known."
    }
    BAD_TIME_ZONE "E112" Error {
        "Không có múi giờ này",
        "`mui_gio` là tên múi giờ theo danh sách IANA. Ở Việt Nam luôn là `Asia/Ho_Chi_Minh`, cũng là giá trị mặc định, nên thường có thể bỏ mục này.";
        "No such time zone",
        "`timezone` is a name of the IANA list. The default is `Asia/Ho_Chi_Minh`."
    }
    BAD_COLOUR "E113" Error {
        "Màu viết không đúng",
        "Màu được viết bằng dấu `#` và sáu chữ số của hệ mười sáu: `\"#14532d\"`. Phải đặt trong ngoặc kép, vì dấu `#` ngoài ngoặc là chú thích.";
        "A colour is not written right",
        "A colour is `#` and six hexadecimal digits, in quotes: `\"#14532d\"`."
    }
    LOW_CONTRAST "W114" Warning {
        "Màu quá nhạt để đọc",
        "Chữ trắng trên màu này khó đọc, nhất là với người mắt kém và ngoài trời nắng: độ tương phản với màu trắng dưới 7:1. Màu này không được dùng; trang của trường lấy màu mặc định.\n\nChọn màu đậm hơn, ví dụ xanh đậm `#14532d`, đỏ đậm `#7f1d1d`, lam đậm `#1e3a8a`.";
        "The colour is too light to read on",
        "White text on this colour has a contrast below 7:1. The colour is dropped and the default is used. Choose a darker one."
    }
    UNKNOWN_CODE "W115" Warning {
        "Không có mã thông báo này",
        "Mục `thong_bao` trong `portal.yaml` đặt mức cho từng mã, ví dụ `W104: off`. Mã ghi ở đây không có nên không có tác dụng. Mã đúng hiện trong ngoặc vuông ở đầu mỗi thông báo.";
        "No diagnostic has this code",
        "`diagnostics` in `portal.yaml` sets the severity of codes, such as `W104: off`. There is no such code."
    }
    BAD_PATH "E116" Error {
        "Đường dẫn trong tệp dữ liệu viết không đúng",
        "Trong `portal.yaml`, `lich.yaml` và `site.yaml`, đường dẫn được tính từ thư mục `content/`, không có dấu `/` ở đầu và không có `..`. Trang được ghi bằng tệp `.md` của nó: `van-ban/quy-che-phoi-hop-01.md`.";
        "A path in a data file is not written right",
        "In data files a path is counted from `content/`, without a leading `/` or `..`; a page is named by its `.md` file."
    }
    DUPLICATE_ENTRY "E117" Error {
        "Hai mục dữ liệu trùng tên",
        "Hai thời hạn có cùng `id`, hoặc hai thuật ngữ có cùng cách viết. `id` đi vào lịch mà người dùng tải về: trùng thì thời hạn này đè lên thời hạn kia. Thuật ngữ trùng thì người đọc không biết nghĩa nào đúng.\n\nĐổi tên một mục, hoặc gộp hai mục làm một.";
        "Two entries have one name",
        "Two deadlines share an `id`, or two terms a spelling. Rename one of them or make them one."
    }
    DATES_REVERSED "W118" Warning {
        "Ngày kết thúc đứng trước ngày bắt đầu",
        "Hai ngày ngược nhau: `go_sau` trước `dang_tu`, `het_hieu_luc` trước `hieu_luc`, hoặc `den` trước `tu`. Như vậy trang không bao giờ hiện, văn bản không ngày nào có hiệu lực, hoặc thời hạn không bao giờ tới. Kiểm tra lại năm.";
        "The end stands before the beginning",
        "Two dates are the wrong way round, so the page never shows, the document is never in force, or the deadline never comes."
    }
    SITE_FILE_MISSING "E119" Error {
        "Thư mục của trường thiếu site.yaml",
        "Mỗi thư mục trong `content/sites/` là trang web của một trường và phải có tệp `site.yaml` ghi ít nhất tên trường:\n\n    ten: \"Trường Tiểu học …\"\n\nNếu thư mục này không dùng nữa thì xóa nó đi.";
        "The folder of a school has no site.yaml",
        "Each folder in `content/sites/` is a school's site and needs a `site.yaml` with at least the `name`."
    }
}
