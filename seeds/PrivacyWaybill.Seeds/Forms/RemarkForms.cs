using System.Text;
using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;
using static PrivacyWaybill.Seeds.Forms.Buildings;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>
/// What is written for the courier. The ordinary ones hold nothing to hide, and some look as if they did; the odd ones leak.
/// </summary>
internal static class RemarkForms
{
    public static readonly FormTable<string?> Table = new(
        ordinary:
        [
            new("remark/none", 62, _ => null),
            new("remark/note", 12, d => d.Pick(Words.DeliveryNotes) + d.Pick("，谢谢", "", "。", "，轻拿轻放")),
            new("remark/date-and-time", 4, d => $"请在2025-{d.Between(1, 12):D2}-{d.Between(1, 28):D2} {d.Between(9, 20):D2}:00前送达"),
            new("remark/weekday", 3, d => d.Pick("工作日", "周末", "周六日") + d.Between(9, 12) + ":30-" + d.Between(14, 20) + ":00送货"),
            new("remark/price", 3, d => d.Pick("代收货款", "保价", "到付") + d.Between(10, 9999) + "." + d.Digits(2) + "元"),
            new("remark/order-number", 4, d => d.Pick("订单号", "订单编号：") + $"25{d.Between(1, 12):D2}{d.Between(1, 28):D2}-" + d.Digits(d.Between(14, 15))),
            new("remark/waybill-number", 2, d => d.Pick("原单号SF1", "与YT7") + d.Digits(12) + d.Pick("一起送", "合并")),
            new("remark/pick-up-code", 3, d => d.Pick("取件码", "取货码：") + d.Between(1, 20) + "-" + d.Between(1, 9) + "-" + d.Digits(4)),
            new("remark/hotline", 3, d => d.Pick("如有问题请拨打客服", "投诉热线") + d.Pick("95338", "95311", "11183", "12345", "12305")),
            new("remark/quantity", 4, d => d.Between(2, 20) is var pieces ? "共" + pieces + "件，第" + d.Between(1, pieces) + "件，" + d.Between(1, 30) + ".5kg，尺寸" + d.Between(20, 90) + "x" + d.Between(20, 60) + "x" + d.Between(5, 40) : null),
        ],
        odd:
        [
            new("remark/phone", 0, d => d.Pick("另一个电话", "打不通请打", "备用号码：", "送货前联系") + Phones.Mobile(d)),
            new("remark/phone-spaced", 0, d => "请联系" + Phones.Grouped(d, d.Pick(" ", "-", ".")) + d.Pick("，谢谢", "")),
            new("remark/phone-han-numerals", 0, d => "电话" + Phones.InScript(Phones.Mobile(d), "零一二三四五六七八九")),
            new("remark/phone-full-width", 0, d => "电话：" + Phones.InScript(Phones.Mobile(d), "０１２３４５６７８９")),
            new("remark/phone-over-lines", 0, d => Phones.Grouped(d, "\n")),
            new("remark/phone-zero-width", 0, d => "打" + Phones.Mobile(d).Insert(5, d.Pick(Characters.ZeroWidth))),
            new("remark/phone-between-letters", 0, d => "tel" + Phones.Mobile(d) + "call"),
            new("remark/phone-masked", 0, d => "联系" + Phones.Mobile(d)[..3] + "****" + d.Digits(4)),
            new("remark/phone-virtual", 0, d => "拨打" + Phones.PlatformIssued(d, d.Pick("转", "-", ",")) + "联系买家"),
            new("remark/landline-and-extension", 0, d => "验收请打" + People.Surname(d) + d.Pick("工", "经理") + " " + Phones.Landline(d) + "-" + d.Digits(3)),
            new("remark/gate-code", 0, d => d.Pick("放门口，", "") + d.Pick("门禁密码", "大门密码：", "楼下密码是") + d.Digits(d.Between(4, 6)) + d.Pick("#", "") + "，谢谢"),
            new("remark/wechat", 0, d => d.Pick("微信号", "加微信", "VX:", "wx ", "薇信：") + Credentials.Handle(d)),
            new("remark/qq", 0, d => d.Pick("QQ", "qq：", "扣扣") + d.Between(1, 9) + d.Digits(d.Between(5, 9))),
            new("remark/e-mail", 0, d => d.Pick("邮箱", "发票发到") + Credentials.Mailbox(d)),
            new("remark/identity-number", 0, d => d.Pick("身份证号", "清关身份证：", "") + Credentials.IdentityNumber(d)),
            new("remark/passport", 0, d => "护照号" + Credentials.Passport(d)),
            new("remark/bank-card", 0, d => d.Pick("银行卡", "退款到卡号 ") + Credentials.BankCard(d)),
            new("remark/bank-card-grouped", 0, d => "卡号" + Credentials.BankCard(d) is var card ? card.Insert(18, " ").Insert(14, " ").Insert(10, " ").Insert(6, " ") : null),
            new("remark/plate", 0, d => "放到车牌" + Credentials.Plate(d) + "的后备箱"),
            new("remark/bed", 0, d => "住院部" + d.Between(2, 20) + "楼" + d.Between(1, 60) + "床 " + People.Surname(d) + d.Pick(Words.KinTitles)),
            new("remark/recipient-changed", 0, d => "收件人改为" + People.Person(d) + " 电话" + Phones.Grouped(d, " ")),
            new("remark/person", 0, d => d.Pick("请交给", "转交") + People.Person(d) + d.Pick("", "本人", "签收")),
            new("remark/person-titled", 0, d => "到了找" + People.Surname(d) + d.Pick(Words.TradeTitles)),
            new("remark/unit", 0, d => "送到" + Block(d) + Unit(d) + Room(d) + "，放鞋柜"),
            new("remark/address-changed", 0, d => "地址改成" + Addresses.Dwelling(d)),
            new("remark/several-leaks", 0, d => People.Person(d) + " " + Phones.Mobile(d) + "，微信" + Credentials.Handle(d) + "，门禁" + d.Digits(4) + "#"),
            new("remark/leak-and-negative", 0, d => $"2025-{d.Between(1, 12):D2}-{d.Between(1, 28):D2}到，订单号{d.Digits(15)}，电话{Phones.Mobile(d)}，保价{d.Between(100, 900)}元"),
            new("remark/emoji", 0, d => "谢谢小哥" + d.Pick(Characters.Emoji) + "有事打" + Phones.Mobile(d)),
            new("remark/english", 0, d => "Please call " + Phones.Mobile(d) + d.Pick(" before delivery", ", room " + Room(d))),
            new("remark/at-limit", 0, AtLimit),
        ]);

    /// <summary>600 bytes, the contract's limit, with a phone at its very end.</summary>
    private static string AtLimit(Dice dice)
    {
        var phone = Phones.Mobile(dice);
        var text = new StringBuilder();
        var left = 600 - phone.Length;
        while (left >= 6)
        {
            text.Append(dice.Pick("轻放", "易碎", "防潮", "谢谢"));
            left -= 6;
        }
        return text.Append('!', left) + phone;
    }
}
