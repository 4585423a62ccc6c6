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
}
