using System.Numerics;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Work;

/// <summary>
/// Finds which items of a batch name the same record. An open table over the ids themselves, which are pseudo-random and
/// nobody's to choose; kept from batch to batch.
/// </summary>
internal sealed class Repetitions
{
    // The first item of an id, counted from 1; 0 where there is none. Never more than half full.
    private int[] _firsts = [];
    private int _mask;

    /// <summary>Forgets everything, and makes room for a number of items.</summary>
    public void Begin(int count)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * count));
        if (_firsts.Length < size) _firsts = new int[size];
        else _firsts.AsSpan(0, size).Clear();
        _mask = size - 1;
    }

    /// <summary>The earlier item of the same id, or -1 if this is the first; which it is from then on.</summary>
    /// <param name="ids">The ids of all items.</param>
    /// <param name="item">The item.</param>
    public int FindOrAdd(RecordId[] ids, int item)
    {
        for (var at = ids[item].GetHashCode() & _mask; ; at = (at + 1) & _mask)
        {
            var first = _firsts[at] - 1;
            if (first < 0)
            {
                _firsts[at] = item + 1;
                return -1;
            }
            if (ids[first] == ids[item]) return first;
        }
    }
}
