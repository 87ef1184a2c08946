using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>What is in the parcel, as declared.</summary>
internal static class GoodsForms
{
    public static readonly FormTable<string?> Table = new(
        ordinary:
        [
            new("goods/plain", 80, d => d.Pick(Words.Goods)),
            new("goods/counted", 10, d => d.Pick(Words.Goods) + d.Pick("x", "*", " ") + d.Between(1, 12) + d.Pick("件", "盒", "")),
            new("goods/model", 6, d => d.Pick("iPhone 15 256G 手机壳", "A4复印纸70g 500张", "5号电池", "LED灯 220V 18W", "ThinkPad X1键盘") + d.Pick("", " 黑色", "（新）")),
            new("goods/none", 4, _ => null),
        ],
        odd:
        [
            new("goods/person", 0, d => People.Person(d) + d.Pick("的文件", "的衣服", "的快递")),
            new("goods/phone", 0, d => d.Pick(Words.Goods) + " " + Phones.Mobile(d)),
            new("goods/person-and-phone", 0, d => "合同（" + People.Person(d) + Phones.Mobile(d) + "）"),
            new("goods/identity-number", 0, d => "证件 " + Credentials.IdentityNumber(d)),
            new("goods/emoji", 0, d => d.Pick(Words.Goods) + d.Pick(Characters.Emoji)),
            new("goods/sku", 0, d => "SKU" + d.Digits(6) + "-" + d.Pick("XL", "M", "170") + " " + d.Pick(Words.Goods)),
            // 300 bytes, the contract's limit.
            new("goods/at-limit", 0, d => string.Concat(Enumerable.Repeat(d.Pick("衣服", "图书", "玩具", "水果"), 50))),
        ]);
}
