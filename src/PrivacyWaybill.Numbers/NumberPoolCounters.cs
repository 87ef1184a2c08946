namespace PrivacyWaybill.Numbers;

/// <summary>Running totals since the pool was made, for telemetry. Safe for concurrent use.</summary>
public sealed class NumberPoolCounters
{
    private long _issued, _used, _returned, _burned, _leases, _burnedLeases;

    /// <summary>Numbers reserved, those that came back counted each time.</summary>
    public long NumbersIssued => Interlocked.Read(ref _issued);

    /// <summary>Numbers settled as used.</summary>
    public long NumbersUsed => Interlocked.Read(ref _used);

    /// <summary>Numbers that came back to be handed out again.</summary>
    public long NumbersReturned => Interlocked.Read(ref _returned);

    /// <summary>Reserved numbers that nobody has and nobody gets in this lap.</summary>
    public long NumbersBurned => Interlocked.Read(ref _burned);

    /// <summary>Blocks leased.</summary>
    public long BlocksLeased => Interlocked.Read(ref _leases);

    /// <summary>Leases given up because of a page.</summary>
    public long LeasesBurned => Interlocked.Read(ref _burnedLeases);

    internal void Issued(int count) => Interlocked.Add(ref _issued, count);

    internal void Leased() => Interlocked.Increment(ref _leases);

    internal void LeaseBurned() => Interlocked.Increment(ref _burnedLeases);

    internal void Settled(SlotOutcome outcome, int count)
    {
        switch (outcome)
        {
            case SlotOutcome.Used:
                Interlocked.Add(ref _used, count);
                break;
            case SlotOutcome.Returned:
                Interlocked.Add(ref _returned, count);
                break;
            default:
                Interlocked.Add(ref _burned, count);
                break;
        }
    }
}
