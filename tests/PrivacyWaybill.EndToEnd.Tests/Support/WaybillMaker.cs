using System.Globalization;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>Ordinary waybills, each with a number and a recipient's phone of its own.</summary>
public static class WaybillMaker
{
    private static int _made;

    /// <summary>A waybill nobody has seen.</summary>
    public static Waybill Make(Action<Waybill>? change = null)
    {
        var n = Interlocked.Increment(ref _made);
        var waybill = new Waybill
        {
            ObjectId = string.Create(CultureInfo.InvariantCulture, $"o-{n}"),
            WaybillNo = string.Create(CultureInfo.InvariantCulture, $"EE{n:D10}"),
            Sender = new Party
            {
                Name = "周小芳",
                Mobile = "13712345678",
                Address = new Address { Text = "广东省深圳市南山区科技园路18号2栋3单元404室" },
            },
            Recipient = new Party
            {
                Name = "欧阳建国",
                Mobile = string.Create(CultureInfo.InvariantCulture, $"139{n:D8}"),
                Address = new Address { Province = "浙江省", City = "杭州市", District = "西湖区", Detail = "天目山路226号6幢2单元501室" },
            },
            Goods = "图书",
            Remark = "放门口",
            RouteLabel = "571-A12-003",
        };
        change?.Invoke(waybill);
        return waybill;
    }

    /// <summary>Several of them.</summary>
    public static List<Waybill> Make(int count, Action<Waybill>? change = null) => [.. Enumerable.Range(0, count).Select(_ => Make(change))];
}
