using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Waybills;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>What a suite can be told.</summary>
/// <param name="Seconds">How long each run counts.</param>
/// <param name="WarmUpSeconds">Before each.</param>
/// <param name="Live">Waybills that the store is filled up to.</param>
/// <param name="Mix">What the waybills look like.</param>
/// <param name="StartRate">First rate of a search, waybills a second.</param>
/// <param name="GrownRecords">Records that Redis held before each run of its own.</param>
internal sealed record SuiteSettings(int Seconds, int WarmUpSeconds, long Live, WaybillMix Mix, double StartRate, long GrownRecords)
{
    /// <summary>A scenario of the line profile, batches of 256 on four streams, to be changed.</summary>
    public Scenario Line(string name) => new() { Name = name, Seconds = Seconds, WarmUpSeconds = WarmUpSeconds, Mix = Mix, Deployment = new Deployment { GrownRecords = GrownRecords } };
}
