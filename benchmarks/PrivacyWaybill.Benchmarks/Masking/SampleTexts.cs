using Google.Protobuf;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>The texts that are masked: one typical waybill, and a batch of every form that the seeds have.</summary>
internal static class SampleTexts
{
    /// <summary>The six party fields and the remark of the waybill by which the masker is judged.</summary>
    public static MaskedText[] TypicalWaybill { get; } =
    [
        new(WaybillField.Name, WaybillParty.Sender, "王小明"),
        new(WaybillField.Phone, WaybillParty.Sender, "13912345678"),
        new(WaybillField.Address, WaybillParty.Sender, "广东省深圳市南山区粤海街道科苑路15号科兴科学园B座1203室"),
        new(WaybillField.Name, WaybillParty.Recipient, "欧阳娜娜"),
        new(WaybillField.Phone, WaybillParty.Recipient, "13812345678"),
        new(WaybillField.Address, WaybillParty.Recipient, "北京市朝阳区望京街道阜通东大街6号院3号楼2单元1301室"),
        new(WaybillField.FreeText, WaybillParty.Recipient, "请放菜鸟驿站，到了打电话，谢谢"),
    ];

    /// <summary>
    /// Every text with a rule of waybills of <c>seeds/waybills.jsonl</c>, taken from the whole file at equal distances: so many
    /// different ones that no branch predictor learns them by heart.
    /// </summary>
    /// <param name="most">How many waybills, at most.</param>
    public static MaskedText[] Batch(int most)
    {
        var lines = File.ReadAllLines(Repository.Path("seeds/waybills.jsonl"));
        var waybills = Math.Min(most, lines.Length);
        var texts = new List<MaskedText>();
        for (var i = 0; i < waybills; i++)
            texts.AddRange(Of(JsonParser.Default.Parse<Waybill>(lines[i * lines.Length / waybills])));
        return [.. texts];
    }

    /// <summary>Typical, long and unusual texts of each kind of field.</summary>
    public static string Of(WaybillField field, TextForm form) => (field, form) switch
    {
        (WaybillField.Name, TextForm.Typical) => "王小明",
        (WaybillField.Name, TextForm.Lengthy) => "古丽娜尔·买买提江·阿卜杜热合曼女士（代收），腾达科技有限公司 欧阳娜娜",
        (WaybillField.Name, TextForm.Unusual) => "NGUYỄN VĂN AN/𠮷田太郎13812345678🌸",
        (WaybillField.Phone, TextForm.Typical) => "13812345678",
        (WaybillField.Phone, TextForm.Lengthy) => "0755-83712345转8012，13812345678，(021)50001234 ext.305",
        (WaybillField.Phone, TextForm.Unusual) => "＋８６ 一三八 1234 ５６７８（微信同号）",
        (WaybillField.Address, TextForm.Typical) => "广东省深圳市南山区粤海街道科苑路15号科兴科学园B座1203室",
        (WaybillField.Address, TextForm.Lengthy) =>
            "新疆维吾尔自治区伊犁哈萨克自治州霍尔果斯市亚欧路街道北京路社区滨河花园小区二期（原纺织厂家属院）12号楼3单元5层502室，王小明13812345678收，放门口鞋柜上，不在家请放菜鸟驿站",
        (WaybillField.Address, TextForm.Unusual) => "Flat B, 12/F, Tower 3, Example Garden, 88 Example Road, Kowloon, Hong Kong",
        (WaybillField.FreeText, TextForm.Typical) => "请放菜鸟驿站，到了打电话，谢谢",
        (WaybillField.FreeText, TextForm.Lengthy) =>
            "周末不在家，请放3号楼2单元1201门口，门禁密码2580#，联系王先生13812345678或加微信zhangsan_1988，发票抬头身份证110105194912310021，订单号20250618123456，谢谢师傅辛苦了",
        (WaybillField.FreeText, TextForm.Unusual) => "改寄给欧阳娜娜１３８－１２３４－５６７８👨‍👩‍👧，mail: a.b@example.cn",
        (WaybillField.Company, TextForm.Typical) => "深圳市鑫达文化传媒有限公司",
        (WaybillField.Company, TextForm.Lengthy) => "中国（上海）自由贸易试验区腾达国际供应链管理股份有限公司华南区域分公司第三采购部（张三13812345678）",
        (WaybillField.Company, TextForm.Unusual) => "Example Trading Co., Ltd. (Attn: John Smith +852 9123 4567)",
        (WaybillField.Goods, TextForm.Typical) => "母婴用品",
        (WaybillField.Goods, TextForm.Lengthy) => "短袖T恤 白色XL码2件、运动短裤 黑色175/92A 1条、袜子5双装，货号A-10231，共8件，价税合计298.50元",
        (WaybillField.Goods, TextForm.Unusual) => "iPhone 15 Pro 256G/手机壳 订单20250618123456",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static IEnumerable<MaskedText> Of(Waybill waybill) =>
        TextsOf(waybill).Where(text => text.Text.Length > 0).Select(text => new MaskedText(text.Field, text.Party, text.Text));

    private static IEnumerable<(WaybillField Field, WaybillParty Party, string Text)> TextsOf(Waybill waybill) =>
    [
        (WaybillField.Goods, WaybillParty.Recipient, waybill.Goods),
        (WaybillField.FreeText, WaybillParty.Recipient, waybill.Remark),
        .. TextsOf(waybill.Sender, WaybillParty.Sender),
        .. TextsOf(waybill.Recipient, WaybillParty.Recipient),
    ];

    private static IEnumerable<(WaybillField Field, WaybillParty Party, string Text)> TextsOf(Party party, WaybillParty role) =>
    [
        (WaybillField.Name, role, party.Name),
        (WaybillField.Phone, role, party.Mobile),
        (WaybillField.Phone, role, party.Landline),
        (WaybillField.Company, role, party.Company),
        (WaybillField.Address, role, party.Address.Text),
        (WaybillField.Address, role, party.Address.Province),
        (WaybillField.Address, role, party.Address.City),
        (WaybillField.Address, role, party.Address.District),
        (WaybillField.Address, role, party.Address.Town),
        (WaybillField.Address, role, party.Address.Detail),
    ];
}
