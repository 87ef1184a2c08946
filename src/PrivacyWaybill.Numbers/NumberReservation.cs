using PrivacyWaybill.Numbers.Leases;
using PrivacyWaybill.Numbers.Pages;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Numbers reserved for one batch, all or none: <see cref="Bind"/> each to a record, <see cref="WritePagesAsync"/>,
/// <see cref="Settle"/> each, <see cref="Complete"/>. Pooled: after <see cref="Complete"/> it belongs to somebody else.
/// Used by one thread at a time.
/// </summary>
public sealed class NumberReservation
{
    private readonly NumberPool? _pool;
    private readonly PageWrite _write = new();
    private IssuedNumber[] _numbers = [];
    private SlotOutcome[] _outcomes = [];
    private byte[] _image = [];
    private bool _active;

    internal NumberReservation(NumberPool pool) => _pool = pool;

    /// <summary>Numbers that are claimed already (<see cref="ExternalNumbers"/>): there is nothing to write, and nothing to give back.</summary>
    internal NumberReservation(IssuedNumber[] claimed) =>
        (_numbers, Count, LatestExpiry, _active) = (claimed, claimed.Length, DateTimeOffset.MaxValue, true);

    /// <summary>How it went. Unless reserved, there are no numbers.</summary>
    public ReservationOutcome Outcome { get; private set; }

    /// <summary>If exhausted: when the next block comes free, as far as is known.</summary>
    public DateTimeOffset? EarliestFree { get; private set; }

    /// <summary>How many numbers are reserved.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The latest time until which any of the numbers may be valid; at least the longest validity from the moment of the
    /// reservation. Meaningless unless reserved.
    /// </summary>
    public DateTimeOffset LatestExpiry { get; private set; }

    /// <summary>One of the numbers.</summary>
    public IssuedNumber this[int i] => _numbers.AsSpan(0, Count)[i];

    internal List<SlotRun> Ranges { get; } = [];

    /// <summary>Writes the record that a number leads to into the image of its page. Before <see cref="WritePagesAsync"/>.</summary>
    /// <param name="i">Which number.</param>
    /// <param name="recordId">13 bytes.</param>
    public void Bind(int i, ReadOnlySpan<byte> recordId)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(recordId.Length, PageLayout.SlotLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)Count, nameof(i));
        if (_pool is null) return;
        recordId.CopyTo(_image.AsSpan(i * PageLayout.SlotLength));
    }

    /// <summary>
    /// Sends the pages' changes before it returns, so that commands which are sent afterwards on the same connection come
    /// after them. A page that was lost, belongs to another lease or does not answer burns its lease. Nothing is sent after
    /// <see cref="LatestExpiry"/>: the pages may soon be somebody else's. Once a reservation.
    /// </summary>
    /// <returns>Whether all were acknowledged; <see cref="IsWritten"/> tells which. Never throws because of the store.</returns>
    public Task<bool> WritePagesAsync()
    {
        if (!_active || _write.Sent) throw new InvalidOperationException("Pages are written once, before Complete.");
        if (_pool is null) return Task.FromResult(true);
        return _pool.Time.GetUtcNow() >= LatestExpiry ? Task.FromResult(false) : _write.SendAsync(_pool, Ranges, _image);
    }

    /// <summary>Whether the page of a number acknowledged its record.</summary>
    public bool IsWritten(int i)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)Count, nameof(i));
        if (_pool is null) return true;
        var range = 0;
        while (i >= Ranges[range].Count) i -= Ranges[range++].Count;
        return _write.IsWritten(range);
    }

    /// <summary>Says what became of a number. <see cref="SlotOutcome.Returned"/> counts only if its page was acknowledged or nothing was sent.</summary>
    public void Settle(int i, SlotOutcome outcome)
    {
        if (_pool is not null) _outcomes.AsSpan(0, Count)[i] = outcome;
    }

    /// <summary>Gives returned numbers back; those that were not settled are burned. Afterwards this is not to be used any more.</summary>
    public void Complete()
    {
        if (!_active) throw new InvalidOperationException("Completed already.");
        _active = false;
        if (_pool is null) return;
        var first = 0;
        for (var i = 0; i < Ranges.Count; i++)
        {
            SettleRun(Ranges[i], _outcomes.AsSpan(first, Ranges[i].Count), !_write.Sent || _write.IsWritten(i));
            first += Ranges[i].Count;
        }
        // What has no answer yet may still be sent: its bytes are not used for anything else.
        if (_write.IsDone) _pool.Recycle(this);
    }

    internal NumberReservation Refuse(Refusal refusal)
    {
        Reset();
        (Outcome, EarliestFree) = (refusal.Outcome, refusal.EarliestFree);
        return this;
    }

    /// <summary>Takes the ranges that were put into <see cref="Ranges"/>.</summary>
    internal NumberReservation Reserve(int count, NumberPoolOptions options)
    {
        Reset();
        Count = count;
        if (_numbers.Length < count) (_numbers, _outcomes) = (new IssuedNumber[count], new SlotOutcome[count]);
        if (_image.Length < count * PageLayout.SlotLength) _image = new byte[_numbers.Length * PageLayout.SlotLength];
        _image.AsSpan(0, count * PageLayout.SlotLength).Clear();
        _outcomes.AsSpan(0, count).Clear();
        var (at, freeAt) = (0, long.MaxValue);
        foreach (var (lease, first, slots) in Ranges)
        {
            for (var slot = first; slot < first + slots; slot++) _numbers[at++] = lease.NumberOf(slot);
            freeAt = Math.Min(freeAt, lease.FreeAt);
        }
        LatestExpiry = options.LatestExpiry(DateTimeOffset.FromUnixTimeMilliseconds(freeAt));
        return this;
    }

    private void Reset()
    {
        _active = true;
        _write.Reset();
        (Outcome, EarliestFree, Count, LatestExpiry) = (ReservationOutcome.Reserved, null, 0, default);
    }

    private void SettleRun(SlotRun range, ReadOnlySpan<SlotOutcome> outcomes, bool mayReturn)
    {
        for (var start = 0; start < outcomes.Length;)
        {
            var outcome = outcomes[start];
            var end = start + 1;
            while (end < outcomes.Length && outcomes[end] == outcome) end++;
            if (outcome == SlotOutcome.Returned && mayReturn)
                _pool!.Return(range with { First = range.First + start, Count = end - start });
            else
                _pool!.Counters.Settled(outcome == SlotOutcome.Used ? SlotOutcome.Used : SlotOutcome.Burned, end - start);
            start = end;
        }
    }
}
