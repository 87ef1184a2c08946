using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Server.Store;

namespace PrivacyWaybill.Server.Tests.Store;

public sealed class SegmentRemediesTests
{
    [Fact]
    public void Of_EachState_IsAnAdviceOfItsOwn()
    {
        var remedies = Enum.GetValues<LedgerState>().ToDictionary(static s => s, SegmentRemedies.Of);
        Assert.Empty(remedies[LedgerState.Ready]);
        Assert.All(remedies.Where(static r => r.Key != LedgerState.Ready), static r => Assert.Contains(": ", r.Value, StringComparison.Ordinal));
        Assert.Equal(remedies.Count, remedies.Values.Distinct().Count());
    }

    [Fact]
    public void Of_EachEvent_IsAnAdviceOfItsOwn()
    {
        var remedies = Enum.GetValues<NumberPoolEventKind>().Select(SegmentRemedies.Of).ToList();
        Assert.DoesNotContain("", remedies);
        Assert.Equal(remedies.Count, remedies.Distinct().Count());
    }
}
