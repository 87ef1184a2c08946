using System.Collections.Concurrent;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Verification;

/// <summary>Counts what was checked and what was wrong with it. For many threads.</summary>
internal sealed class WrongAnswers
{
    private readonly long[] _byKind = new long[Enum.GetValues<WrongKind>().Length];
    private readonly ConcurrentDictionary<string, long> _notOk = new();
    private long _checked;

    /// <summary>Waybills, calls and reveals that were checked.</summary>
    public long Checked => Interlocked.Read(ref _checked);

    /// <summary>Faults found, of all kinds; one answer can have several.</summary>
    public long Count => _byKind.Sum();

    /// <summary>Faults found, kinds without any left out.</summary>
    public IReadOnlyDictionary<string, long> ByKind =>
        Enum.GetValues<WrongKind>().Where(k => _byKind[(int)k] > 0).ToDictionary(static k => k.ToString(), k => _byKind[(int)k]);

    /// <summary>What the items of kind <see cref="WrongKind.Status"/> were told.</summary>
    public IReadOnlyDictionary<string, long> NotOk => new SortedDictionary<string, long>(_notOk);

    /// <summary>Counts answers that are looked at.</summary>
    public void Look(int answers) => Interlocked.Add(ref _checked, answers);

    /// <summary>Counts a fault if there is one.</summary>
    public void Demand(bool isRight, WrongKind kind, int answers = 1)
    {
        if (!isRight) Interlocked.Add(ref _byKind[(int)kind], answers);
    }

    /// <summary>Counts a status other than OK, with what it says: texts of the server's own, never of the input.</summary>
    /// <returns>Whether it is OK.</returns>
    public bool DemandOk(ItemStatus status)
    {
        var isOk = status.Code == ItemCode.Ok;
        Demand(isOk, WrongKind.Status);
        if (!isOk) _notOk.AddOrUpdate($"{status.Code} {status.Field}: {status.Remedy}", 1, static (_, n) => n + 1);
        return isOk;
    }
}
