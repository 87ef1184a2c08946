using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>Generators of field-like text: dense in what the rules look for.</summary>
public static class FieldTexts
{
    private static readonly string[] s_pieces =
    [
        "1", "2", "3", "5", "8", "0", "12", "101", "138", "1380", "13812345678", "62345678", "0755", "010", "86", "852", "400",
        "１", "３", "８", "一", "三", "八", "〇", "幺", "十", "①", "٣", "2580",
        "王", "张", "李", "欧阳", "司马", "古", "明", "娜", "丽", "小", "阿", "𠮷", "𬭎", "䶮", "山田", "김", "タ", "John", "Nguyễn", "ễ", "x", "xx", "X", "A", "b",
        "先生", "女士", "老师", "总", "工", "大爷", "妈妈", "收", "代收", "转", "公司", "店", "厂", "中心", "有限公司",
        " ", "　", "\n", "\r\n", "-", "—", "~", ".", "·", "•", "．", "/", ",", "，", "、", "；", ":", "：", "|", "(", ")", "（", "）", "[", "]", "【", "】", "#", "+", "*", "**", "***", "＊", "●", "^_^", "_", "@", "'",
        "\u0301", "\u200D", "\uFE0F", "\u200B", "👨‍👩‍👧", "🌸", "❤️", "🇨🇳", "1️⃣", "ำ", "ﾞ", "ᄀ", "ᆨ", "각",
        "省", "市", "区", "县", "镇", "乡", "村", "组", "屯", "路", "街", "大道", "巷", "弄", "号", "號", "院", "栋", "幢", "座", "号楼", "楼", "樓", "单元", "單元", "门", "层", "室", "房", "户", "床", "病区", "铺", "档", "柜", "寝室", "之", "附", "小区", "花园", "大厦", "广场", "公寓", "中学", "艺术区", "团", "三栋镇", "西便门", "东四十条", "家", "东", "负", "甲",
        "Room ", "Flat ", "Tower ", "12/F", "Floor", "Building ", "No. ", "Unit ",
        "微信", "微信号", "wx", "QQ", "邮箱", "a@b.cn", "电话", "手机", "门禁", "密码", "身份证", "银行卡", "订单号", "取件码", "收件人", "改为", "联系", "请打", "粤B12345", "11010519491231002X", "6222020200112233445", "2025-06-18", "18:00", "元", "放丰巢", "菜鸟驿站", "送到",
    ];

    private static Gen<string> Piece { get; } = Gen.Int[0, s_pieces.Length - 1].Select(index => s_pieces[index]);

    public static Gen<string> Text { get; } = Piece.Array[0, 14].Select(string.Concat);

    public static Gen<string> LongText { get; } = Piece.Array[100, 400].Select(string.Concat);

    public static Gen<byte[]> Bytes { get; } = Gen.Byte.Array[0, 40];

    public static Gen<WaybillField> Field { get; } = Gen.Int[0, 3].Select(field => (WaybillField)field);
}
