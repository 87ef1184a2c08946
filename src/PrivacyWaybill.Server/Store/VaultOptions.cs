using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Server.Store;

/// <summary>The settings as the parts below want to be told them.</summary>
internal static class VaultOptions
{
    private static readonly TimeSpan s_longestTotal = TimeSpan.FromDays(365), s_margin = TimeSpan.FromHours(1);

    /// <summary>What the pipeline and the desks are told.</summary>
    public static EngineOptions Engine(ServerSettings settings, ProfileSource profiles) => new()
    {
        Profiles = profiles,
        DefaultProfile = settings.Masking.DefaultProfile,
        DefaultValidity = settings.Numbers.DefaultValidity,
        MaximumValidity = settings.Numbers.LongestValidity,
        ClockMargin = settings.Numbers.ClockMargin,
        Retention = settings.Records.Retention,
        CollectionMargin = settings.Retention.Margin ?? (settings.Numbers.ClockMargin > s_margin ? settings.Numbers.ClockMargin : s_margin),
        StoreOutage = settings.Store.Outage,
        NumbersExhausted = settings.Numbers.Exhausted,
        Durability = settings.Store.Durability == "fsynced" ? Durability.Fsynced : Durability.Memory,
        Issuers = [.. settings.Issuers.Select(i => new PlatformIssuer(i.Name, i.Prefixes, i.MainDigits, i.ExtensionDigits))],
        PseudonymsPerDay = settings.Pseudonyms.PerDay,
        VerifiedShare = settings.Masking.Verify,
        OnViolation = settings.Masking.OnViolation,
    };

    /// <summary>The times of leases and numbers.</summary>
    public static NumberPoolOptions Numbers(ServerSettings settings) => new()
    {
        MaximumLeaseAge = settings.Numbers.MaximumLeaseAge,
        LongestValidity = settings.Numbers.LongestValidity,
        LongestTotalValidity = settings.Numbers.LongestTotalValidity
            ?? (settings.Numbers.LongestValidity > s_longestTotal ? settings.Numbers.LongestValidity : s_longestTotal),
        Quarantine = settings.Numbers.Quarantine,
        ClockMargin = settings.Numbers.ClockMargin,
        StoreDeadline = settings.Store.Timeout,
    };

    /// <summary>How the census walks.</summary>
    public static RetentionOptions Retention(ServerSettings settings, EngineOptions options) => new()
    {
        Interval = settings.Retention.CensusInterval,
        KeysPerSecond = settings.Retention.KeysPerSecond,
        Margin = options.CollectionMargin,
        StoreDeadline = settings.Store.Timeout,
    };

    /// <summary>How the journal of changes is kept.</summary>
    public static ChangeJournalOptions Journal(ServerSettings settings) => new()
    {
        Deadline = settings.Store.Timeout,
        Settle = settings.Changes.SettleAfter ?? ChangeJournalOptions.LeastSettle(settings.Store.Timeout, settings.Numbers.ClockMargin),
        Retention = settings.Changes.Retention,
    };
}
