using System.Text;
using CsCheck;
using PrivacyWaybill.GroundTruth;
using PrivacyWaybill.GroundTruth.Grammars;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>Generators of field-like text: dense in what the rules look for.</summary>
public static class FieldTexts
{
    /// <summary>The words and signs of which adverse texts are made.</summary>
    public static IReadOnlyList<string> Pieces { get; } =
    [
        "1", "2", "3", "5", "8", "0", "12", "101", "138", "1380", "13812345678", "19912345678", "62345678", "0755", "010", "86", "+86", "0086", "(86)", "852", "+886", "400", "800", "95588", "9501312345678", "18400001675-2544",
        "１", "３", "８", "一", "三", "八", "壹", "叁", "捌", "〇", "零", "幺", "十", "廿", "①", "⑧", "٣", "८", "2580", "5-1-101", "1301", "B204", "12A",
        "王", "张", "李", "欧阳", "司马", "淳于", "万俟", "古", "明", "娜", "丽", "小", "阿", "𠮷", "𬭎", "䶮", "山田", "김", "민준", "タ", "さくら", "John", "Nguyễn", "Ng\u0075ye\u0302\u0303n", "ễ", "Ø", "Иван", "ئاب", "བཀྲ", "སमा", "สมชาย", "x", "xx", "X", "A", "b",
        "先生", "女士", "老师", "总", "工", "师傅", "大爷", "阿姨", "妈妈", "收", "代收", "（收）", "转", "公司", "店", "厂", "中心", "有限公司", "科技", "超市",
        " ", "　", "\u00A0", "\n", "\r\n", "\t", "\0", "-", "—", "–", "~", ".", "·", "•", "．", "・", "/", ",", "，", "、", "；", ":", "：", "|", "(", ")", "（", "）", "[", "]", "【", "】", "{", "}", "「", "」", "#", "+", "*", "**", "***", "＊", "×", "●", "○", "^_^", "^", "_", "@", "'", "\"", "=", "?", "!", "。", "…",
        "\u0301", "\u200D", "\uFE0F", "\u200B", "\u2060", "\uFEFF", "\u202D", "\u202C", "\u3099", "👨‍👩‍👧", "🌸", "❤️", "🇨🇳", "🇨", "👍🏻", "1️⃣", "ำ", "ﾞ", "ᄀ", "ᆨ", "각", "ྀ", "्", "\uE000", "\U000E0061",
        "北京市", "广东省", "新疆维吾尔自治区", "内蒙古", "苏木", "嘎查", "自治州", "旗", "省", "市", "区", "县", "镇", "乡", "街道", "村", "组", "社", "屯", "连", "团", "路", "街", "大道", "巷", "弄", "胡同", "号", "號", "院", "栋", "棟", "幢", "座", "塔", "舍", "排", "号楼", "楼", "樓", "单元", "單元", "门", "梯", "层", "室", "房", "户", "戶", "床", "病区", "住院部", "铺", "档", "柜", "寝室", "之", "之二", "附", "小区", "花园", "大厦", "广场", "公寓", "中学", "第101中学", "798艺术区", "三栋镇", "西便门", "东四十条", "一二一团", "320国道", "家", "扎西家", "东", "负", "甲", "信箱", "部队", "对面", "旁",
        "Room ", "Rm", "Flat ", "Tower ", "12/F", "Floor", "Building ", "No. ", "Unit ", "Apt ", "Block ", "Ltd", "ext.", "转8012",
        "微信", "微信号", "wx", "wxid_", "QQ", "qq", "邮箱", "a@b.cn", "电话", "手机", "tel", "门禁", "密码", "门锁", "身份证", "护照", "E12345678", "银行卡", "订单号", "取件码", "验证码", "单号", "SF1385628716739", "JDVA11408814483", "RR473124829GB", "收件人", "改为", "联系", "联系人", "请打", "尾号", "粤B12345", "京A·12345", "粤BD12345", "11010519491231002X", "6222020200112233445", "https://a.cn/p/13812345678", "2025-06-18", "18:00", "元", "kg", "放丰巢", "菜鸟驿站", "送到", "放门口", "，谢谢", "和", "给", "或",
        "138****5678", "138******78", "1******5678", "138^_^5678", "138xxxx5678", "王**", "张*", "0755-******45",
    ];

    private static readonly string[] s_names = [.. WaybillGenerator.FieldNames];

    private static readonly string[] s_separators = ["\n", " ", "，", "\t", "", ";", "\r\n", " | "];

    // Surrogates (also in pairs: CESU-8), over-long forms, beyond U+10FFFF, cut short, continuation alone.
    private static readonly byte[][] s_malformed =
    [
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA1, 0x82, 0xED, 0xBE, 0xB7], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF],
        [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFE], [0xFF], [0x80], [0xBF], [0xE5], [0xE5, 0xBC], [0xF0, 0xA0], [0xF0, 0xA0, 0xAE], [0xC3], [0xC0, 0x80], [0xE5, 0xBC, 0x41],
    ];

    private static Gen<string> Piece { get; } = Gen.Int[0, Pieces.Count - 1].Select(index => Pieces[index]);

    /// <summary>A field of a waybill whose secrets are known.</summary>
    public static Gen<TrueField> True { get; } = Gen.Select(Gen.Int[0, s_names.Length - 1], Gen.ULong).Select((name, seed) => WriteTrue(s_names[name], seed));

    /// <summary>Pieces in any order.</summary>
    private static Gen<string> Jumble { get; } = Piece.Array[0, 14].Select(string.Concat);

    /// <summary>A field as people write it, with pieces where none belong, doubled or cut.</summary>
    private static Gen<string> Damaged { get; } = Gen.Select(True, Gen.Select(Gen.Int[0, 200], Piece, Gen.Int[0, 3]).Array[0, 3]).Select((field, edits) =>
    {
        var text = field.Text.Text;
        foreach (var (at, piece, kind) in edits) text = Edit(text, at, piece, kind);
        return text;
    });

    /// <summary>All fields of a waybill in one text, as it is copied from an order sheet.</summary>
    private static Gen<string> Label { get; } = Gen.Select(Gen.ULong, Gen.Int[0, s_separators.Length - 1]).Select((seed, separator) =>
        string.Join(s_separators[separator], WaybillGenerator.Write(seed, 0).Fields.Select(field => field.Text.Text)));

    /// <summary>Some 4 KB.</summary>
    public static Gen<string> LongText { get; } = Piece.Array[300, 1_000].Select(string.Concat);

    /// <summary>Any of all these; long ones are few, because they take long.</summary>
    public static Gen<string> Text { get; } = Gen.Frequency((500, Jumble), (450, Damaged), (48, Label), (2, LongText));

    /// <summary>Bytes at random, and well-formed texts with malformed bytes put in, or cut at any byte.</summary>
    public static Gen<byte[]> Bytes { get; } = Gen.Frequency(
        (1, Gen.Byte.Array[0, 40]),
        (1, Gen.Select(Jumble, Gen.Int[0, 200]).Select((text, at) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return bytes[..(at % (bytes.Length + 1))];
        })),
        (2, Gen.Select(Jumble, Gen.Int[0, 200], Gen.Int[0, s_malformed.Length - 1]).Select((text, at, which) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            at %= bytes.Length + 1;
            return (byte[])[.. bytes[..at], .. s_malformed[which], .. bytes[at..]];
        })));

    public static Gen<WaybillField> Field { get; } = Gen.Enum<WaybillField>();

    private static TrueField WriteTrue(string name, ulong seed)
    {
        var dice = new Dice(seed, 0);
        return new TrueField(name switch
        {
            "name" => WaybillField.Name,
            "phone" => WaybillField.Phone,
            "address" => WaybillField.Address,
            "goods" => WaybillField.Goods,
            "company" => WaybillField.Company,
            _ => WaybillField.FreeText,
        }, WaybillGenerator.Grammar.Write(name, ref dice));
    }

    private static string Edit(string text, int at, string piece, int kind)
    {
        var runes = text.EnumerateRunes().ToList();
        at %= runes.Count + 1;
        var (before, after) = (string.Concat(runes.Take(at)), string.Concat(runes.Skip(at)));
        return kind switch
        {
            0 => before + piece + after,
            1 => before + string.Concat(runes.Skip(at + 1)),
            2 => after + piece + before,
            _ => before + after + piece + before,
        };
    }
}
