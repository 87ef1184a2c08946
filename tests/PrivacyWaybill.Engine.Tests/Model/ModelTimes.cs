using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>The times of the model's world: short laps, so that numbers come round many times.</summary>
internal static class ModelTimes
{
    public static readonly TimeSpan DefaultValidity = TimeSpan.FromDays(6), LongestValidity = TimeSpan.FromDays(20), LongestTotal = TimeSpan.FromDays(60),
        Retention = TimeSpan.FromDays(30), Quarantine = TimeSpan.FromDays(4), LeaseAge = TimeSpan.FromHours(1), Margin = TimeSpan.FromMinutes(5);

    public static EngineOptions Options { get; } = new()
    {
        DefaultValidity = DefaultValidity,
        MaximumValidity = LongestValidity,
        Retention = Retention,
    };

    public static NumberPoolOptions Numbers { get; } = new()
    {
        LongestValidity = LongestValidity,
        LongestTotalValidity = LongestTotal,
        Quarantine = Quarantine,
        MaximumLeaseAge = LeaseAge,
        ClockMargin = Margin,
        StoreDeadline = TimeSpan.FromSeconds(30),
    };
}
