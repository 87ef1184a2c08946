using System.Globalization;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Ordinary waybills of nobody.</summary>
internal static class Waybills
{
    private static int _made;

    /// <summary>A waybill that no other test has, changed as asked.</summary>
    public static Waybill New(Action<Waybill>? change = null)
    {
        var n = Interlocked.Increment(ref _made);
        var waybill = new Waybill
        {
            ObjectId = string.Create(CultureInfo.InvariantCulture, $"o-{n}"),
            WaybillNo = string.Create(CultureInfo.InvariantCulture, $"ET{n:D10}"),
            Sender = new Party { Name = "周小芳", Mobile = "13712345678", Address = new Address { Text = "广东省深圳市南山区科技园路18号2栋3单元404室" } },
            Recipient = new Party
            {
                Name = "欧阳建国",
                Mobile = RecipientMobile,
                Address = new Address { Province = "浙江省", City = "杭州市", District = "西湖区", Detail = "天目山路226号6幢2单元501室" },
            },
            Goods = "图书",
            Remark = "放门口",
            RouteLabel = "571-A12-003",
        };
        change?.Invoke(waybill);
        return waybill;
    }

    /// <summary>The phone of every recipient that is not changed.</summary>
    public const string RecipientMobile = "13955556666";

    /// <summary>Several of them.</summary>
    public static Waybill[] New(int count, Action<Waybill>? change = null) => [.. Enumerable.Range(0, count).Select(_ => New(change))];

    /// <summary>The same shipment again, changed as asked.</summary>
    public static Waybill Again(this Waybill waybill, Action<Waybill>? change = null)
    {
        var again = waybill.Clone();
        change?.Invoke(again);
        return again;
    }

    /// <summary>An update of the same shipment against a version.</summary>
    public static Waybill Update(this Waybill waybill, uint expectedVersion, Action<Waybill>? change = null)
    {
        var update = waybill.Again(change);
        update.WriteMode = WriteMode.Update;
        update.UpdateCondition = new UpdateCondition { ExpectedVersion = expectedVersion };
        return update;
    }

    public static ShipmentReference ByNumber(this Waybill waybill) =>
        new() { Waybill = new WaybillKey { WaybillNo = waybill.WaybillNo, ShipmentEpoch = waybill.ShipmentEpoch } };

    public static ShipmentReference ByToken(this PartyResult party) => new() { Token = party.Token };
}
