using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>What the pipeline is told at start. Immutable; the server validates its settings and makes this of them.</summary>
public sealed record EngineOptions
{
    /// <summary>The profiles that items may name.</summary>
    public ProfileSource Profiles { get; init; } = new(ProfileSet.BuiltIn);

    /// <summary>Profile of an item that names none.</summary>
    public string DefaultProfile { get; init; } = "gb41833";

    /// <summary>Validity of a number for which none was asked.</summary>
    public TimeSpan DefaultValidity { get; init; } = TimeSpan.FromDays(15);

    /// <summary>Longest validity of a number.</summary>
    public TimeSpan MaximumValidity { get; init; } = TimeSpan.FromDays(90);

    /// <summary>By how much the clocks of callers and servers may differ.</summary>
    public TimeSpan ClockMargin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a record is kept, from its last write.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(120);

    /// <summary>How late a key may go after its record's time: the time in the value is the authority.</summary>
    public TimeSpan CollectionMargin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>If the store cannot be reached.</summary>
    public Shortage StoreOutage { get; init; } = Shortage.Fail;

    /// <summary>If no number is free.</summary>
    public Shortage NumbersExhausted { get; init; } = Shortage.Fail;

    /// <summary>What a record has reached when it is acknowledged.</summary>
    public Durability Durability { get; init; } = Durability.Memory;

    /// <summary>Platforms whose numbers are printed whole.</summary>
    public IReadOnlyList<PlatformIssuer> Issuers { get; init; } = [];

    /// <summary>Most distinct phones a day for which a credential gets pseudonyms; 0 turns them off.</summary>
    public int PseudonymsPerDay { get; init; }

    /// <summary>How long the client is told to wait before it tries again after an outage.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Share of waybills whose masked text is checked against GB/T 41833-2022: from 0 for none to 1 for all.</summary>
    public double VerifiedShare { get; init; }

    /// <summary>If such a check does not hold.</summary>
    public ViolationPolicy OnViolation { get; init; } = ViolationPolicy.Count;
}
