using PrivacyWaybill.Engine.Calls;

namespace PrivacyWaybill.Server.Settings;

/// <summary>Calls to virtual numbers.</summary>
public sealed class CallSettings
{
    /// <summary>Who may call a party by its virtual number: <c>Anybody</c>, <c>Others</c> than the party itself, or only the shipment's <c>OtherParty</c>.</summary>
    public CallersAllowed MayCall { get; init; } = CallersAllowed.Anybody;

    /// <summary>Most connected calls a waybill; 0: no limit.</summary>
    public int ConnectedPerWaybill { get; init; }

    /// <summary>From when on calls are connected, in China Standard Time (<c>07:00</c>); all day without it and <see cref="OpenUntil"/>.</summary>
    public TimeOnly? OpenFrom { get; init; }

    /// <summary>Until when calls are connected; before <see cref="OpenFrom"/> if over midnight.</summary>
    public TimeOnly? OpenUntil { get; init; }

    /// <summary>How long calls of numbers that lead nowhere are remembered.</summary>
    public TimeSpan MissWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most of them in that time by one caller at one main number.</summary>
    public int MissesPerCaller { get; init; } = 20;

    /// <summary>Most of them in that time by one credential.</summary>
    public int MissesPerCredential { get; init; } = 20_000;

    /// <summary>Longest validity of a call pair, and that of one for which none is asked.</summary>
    public TimeSpan LongestPairValidity { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after a pair's end its phones are not paired with others at the same main number.</summary>
    public TimeSpan PairQuarantine { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many main numbers are tried for a pair.</summary>
    public int PairCandidates { get; init; } = 32;

    /// <summary>As the engine takes it.</summary>
    internal CallOptions ToOptions() => new()
    {
        MayCall = MayCall,
        ConnectedPerWaybill = ConnectedPerWaybill,
        Hours = OpenFrom is { } from && OpenUntil is { } until ? new CallHours(from, until) : null,
        LongestPairValidity = LongestPairValidity,
        PairQuarantine = PairQuarantine,
        PairCandidates = PairCandidates,
    };

    /// <summary>What is wrong with these settings.</summary>
    internal IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(MayCall)) yield return "Calls:MayCall: must be Anybody, Others or OtherParty";
        if (ConnectedPerWaybill is < 0 or > 1_000_000) yield return "Calls:ConnectedPerWaybill: must be 0 (no limit) to 1,000,000";
        if (OpenFrom is null && OpenUntil is not null) yield return "Calls:OpenFrom: must be set with Calls:OpenUntil, or neither";
        if (OpenFrom is not null && OpenUntil is null) yield return "Calls:OpenUntil: must be set with Calls:OpenFrom, or neither";
        if (OpenFrom is not null && OpenFrom == OpenUntil) yield return "Calls:OpenUntil: must differ from Calls:OpenFrom; leave out both for all day";
        if (MissWindow < TimeSpan.FromSeconds(10) || MissWindow > TimeSpan.FromDays(1)) yield return "Calls:MissWindow: must be 10 s to 1 day";
        if (MissesPerCaller is < 1 or > 1_000_000) yield return "Calls:MissesPerCaller: must be 1 to 1,000,000";
        if (MissesPerCredential is < 1 or > 1_000_000_000) yield return "Calls:MissesPerCredential: must be 1 to 1,000,000,000";
        else if (MissesPerCredential < MissesPerCaller) yield return "Calls:MissesPerCredential: must be at least Calls:MissesPerCaller";
        if (LongestPairValidity < TimeSpan.FromSeconds(60) || LongestPairValidity > TimeSpan.FromDays(30)) yield return "Calls:LongestPairValidity: must be 60 s to 30 days";
        if (PairQuarantine < TimeSpan.Zero || PairQuarantine > TimeSpan.FromDays(365)) yield return "Calls:PairQuarantine: must be 0 to 365 days";
        if (PairCandidates is < 1 or > 1_000) yield return "Calls:PairCandidates: must be 1 to 1,000";
    }
}
