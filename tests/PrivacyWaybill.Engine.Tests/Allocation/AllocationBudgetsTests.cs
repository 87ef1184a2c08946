using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Engine.Tests.Allocation;

public sealed class AllocationBudgetsTests
{
    [Theory]
    [InlineData(100, 100, null)]
    [InlineData(100, 34, null)]
    [InlineData(100, 100.1, "more than its budget of 100 B")]
    [InlineData(100, 33, "tighten the budget")]
    [InlineData(4, 0, null)]
    [InlineData(0, 0, null)]
    [InlineData(0, 0.1, "more than its budget of 0 B")]
    public void Verdict_Measured_SaysWhatIsWrong(double budget, double measured, string? expected)
    {
        var verdict = new AllocationBudgets(256, new Dictionary<string, double> { ["stage"] = budget }).Verdict("stage", measured);
        if (expected is null) Assert.Null(verdict);
        else Assert.Contains(expected, verdict, StringComparison.Ordinal);
    }
}
