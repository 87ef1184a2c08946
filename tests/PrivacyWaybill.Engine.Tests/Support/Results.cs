using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>What tests ask of results.</summary>
internal static class Results
{
    public static IEnumerable<ItemCode> Codes(this BatchResult batch) => batch.Results.Select(r => r.Status.Code);

    public static IEnumerable<(WarningCode Code, string Field)> Warned(this WaybillResult result) => result.Warnings.Select(w => (w.Code, w.Field));

    /// <summary>The recipient's number; there must be one.</summary>
    public static VirtualNumber Number(this WaybillResult result)
    {
        Assert.Equal(ItemCode.Ok, result.Status.Code);
        return result.Recipient.VirtualNumber ?? throw new Xunit.Sdk.XunitException("no virtual number");
    }

    /// <summary>Nothing of the waybill, of numbers or of tokens is in it.</summary>
    public static void AssertNothingMasked(this WaybillResult result)
    {
        Assert.Null(result.Sender);
        Assert.Null(result.Recipient);
        Assert.Equal("", result.Goods + result.Remark + result.RouteLabel);
        Assert.Equal(0, result.SealedRecord.Length);
        Assert.Equal(Durability.Unspecified, result.Durability);
    }

    /// <summary>A party is masked, and has neither number nor token.</summary>
    public static void AssertMaskedOnly(this WaybillResult result)
    {
        Assert.Equal("欧阳**", result.Recipient.Name);
        Assert.Equal("139******66", result.Recipient.Mobile);
        Assert.Null(result.Recipient.VirtualNumber);
        Assert.Equal("", result.Recipient.Token + result.Sender.Token);
        Assert.Equal(0u, result.Version);
        Assert.Equal(Durability.Unspecified, result.Durability);
    }
}
