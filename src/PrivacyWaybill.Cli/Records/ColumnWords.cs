using System.Collections.Frozen;
using System.Text;

namespace PrivacyWaybill.Cli.Records;

/// <summary>
/// Tells common headers, Chinese and English, by their words. What it does not know it does not guess: a header of
/// which only a part is known counts only where that part makes it personal data.
/// </summary>
internal static class ColumnWords
{
    private const string Sender = "sender", Recipient = "recipient";

    /// <summary>Prefixes that name a party; those marked are a person by themselves. Longer ones stand before their own beginnings.</summary>
    private static readonly (string Prefix, string Party, bool IsPerson)[] s_parties =
    [
        ("收件人", Recipient, true), ("收货人", Recipient, true), ("收件方", Recipient, true), ("收方", Recipient, false), ("收件", Recipient, false),
        ("收货", Recipient, false), ("买家", Recipient, false), ("寄件人", Sender, true), ("发件人", Sender, true), ("发货人", Sender, true),
        ("寄件方", Sender, true), ("寄方", Sender, false), ("寄件", Sender, false), ("发件", Sender, false), ("发货", Sender, false), ("卖家", Sender, false),
        ("recipient", Recipient, true), ("receiver", Recipient, true), ("consignee", Recipient, true), ("buyer", Recipient, true),
        ("delivery", Recipient, false), ("shipto", Recipient, false), ("to", Recipient, false), ("sender", Sender, true), ("shipper", Sender, true),
        ("consignor", Sender, true), ("seller", Sender, false), ("shipfrom", Sender, false), ("from", Sender, false),
    ];

    private static readonly FrozenDictionary<string, ColumnKind> s_words = new (ColumnKind Kind, string Words)[]
    {
        (ColumnKind.Name, "姓名 名字 联系人 联系人姓名 客户 客户姓名 人姓名 name fullname firstname lastname contact contactname contactperson customername"),
        (ColumnKind.Phone, """
            电话 手机 手机号 手机号码 电话号码 联系电话 联系手机 联系方式 座机 固话 固定电话 人电话 人手机
            phone mobile tel telephone cell cellphone phoneno phonenumber mobilephone mobileno mobilenumber landline contactphone contactnumber platformnumber
            """),
        (ColumnKind.Address, """
            地址 详细地址 联系地址 街道地址 人地址 省 市 区 县 省份 省市区 城市 区县 街道 乡镇 所在地区
            address addr addressline fulladdress detailaddress addressdetail detail street province city district town county state addresstext
            """),
        (ColumnKind.Remark, """
            公司 公司名称 单位 单位名称 备注 备注信息 留言 附言 说明 客户备注 物品 物品名称 货物 货物名称 品名 商品 商品名称 内件 内件品名 托寄物 邮箱 电子邮箱 邮箱地址
            company companyname organization organisation remark remarks note notes comment comments message memo goods goodsname
            item items itemname product productname contents email emailaddress
            """),
        (ColumnKind.Keep, """
            序号 编号 运单 运单号 运单号码 运单编号 快递单号 物流单号 单号 订单 订单号 订单编号 重量 体积 件数 数量 金额 价格 运费 代收货款 状态 时间 日期
            下单时间 下单日期 发货时间 创建时间 签收时间 快递公司 物流公司 承运商 大头笔 三段码 邮编 邮政编码
            id objectid waybill waybillno waybillnumber trackingno trackingnumber orderno ordernumber orderid carrier weight volume quantity qty count
            pieces amount price fee freight date time createdat updatedat status zip zipcode postcode postalcode routelabel profile
            shipmentepoch writemode labelscope scope validfor expiretime segment issuer platformreference
            parentwaybillno piece returnof redirectof replacementof expectedversion sourceeventtime pseudonympurpose
            """),
    }.SelectMany(static group => group.Words.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        static (group, word) => KeyValuePair.Create(word, group.Kind)).ToFrozenDictionary();

    /// <summary>Endings that make a header personal whatever stands before them (紧急联系人电话).</summary>
    private static readonly (string Suffix, ColumnKind Kind)[] s_suffixes =
    [
        ("姓名", ColumnKind.Name), ("电话", ColumnKind.Phone), ("手机", ColumnKind.Phone), ("手机号", ColumnKind.Phone), ("手机号码", ColumnKind.Phone),
        ("座机", ColumnKind.Phone), ("phone", ColumnKind.Phone), ("mobile", ColumnKind.Phone), ("备注", ColumnKind.Remark), ("留言", ColumnKind.Remark),
    ];

    /// <summary>Words that say something else inside a description of goods, a company, …: the name of a product is no person's.</summary>
    private static readonly FrozenSet<string> s_weak = FrozenSet.Create("name", "contents", "text", "姓名", "名称");

    /// <summary>Tells a header or the name of a property.</summary>
    /// <param name="name">As written.</param>
    /// <param name="parent">The column that the property's object is the value of, if it is one.</param>
    /// <returns>Kind and party, or null.</returns>
    public static (ColumnKind Kind, string? Party)? Recognise(string name, Column? parent)
    {
        var word = Normalise(name);
        if (parent is { Kind: ColumnKind.Remark } && s_weak.Contains(word)) return null;
        if (s_words.TryGetValue(word, out var kind)) return (kind, parent?.Party);
        foreach (var (prefix, party, isPerson) in s_parties)
        {
            if (!word.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var rest = word[prefix.Length..];
            if (rest.Length == 0 && isPerson) return (ColumnKind.Name, party);
            if (s_words.TryGetValue(rest, out kind)) return (kind, party);
        }
        foreach (var (suffix, of) in s_suffixes)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal)) return (of, parent?.Party);
        }
        return null;
    }

    /// <summary>Lower case, without what decorates headers: separators, stars, remarks in brackets, a number at the end.</summary>
    private static string Normalise(string name)
    {
        var word = new StringBuilder(name.Length);
        var depth = 0;
        foreach (var c in name)
        {
            if (c is '(' or '（' or '[' or '【') depth++;
            else if (c is ')' or '）' or ']' or '】') depth = Math.Max(0, depth - 1);
            else if (depth == 0 && char.IsLetterOrDigit(c)) word.Append(char.ToLowerInvariant(c));
        }
        return word.ToString().TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
    }
}
