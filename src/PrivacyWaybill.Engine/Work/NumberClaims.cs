using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Work;

/// <summary>
/// The virtual numbers that the items of a batch are to get: claimed one by one, reserved together, written to their
/// pages together, settled one by one.
/// </summary>
internal sealed class NumberClaims(NumberPool pool)
{
    private readonly List<NumberReservation> _reservations = [];
    private readonly List<NumberSource> _sources = [];
    private NumberClaim[] _claims = [];

    /// <summary>Where the numbers come from if the batch is an import; null otherwise, and then they are leased.</summary>
    public GivenClaims? Given { get; set; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Claims a number for a party of an item and returns the claim's index.</summary>
    public int Add(int item, PartyRole party, NumberSource source)
    {
        if (Count == _claims.Length) Array.Resize(ref _claims, Math.Max(16, 2 * Count));
        // Most batches have one source, which the claim before had, too.
        var at = _sources.Count - 1;
        while (at >= 0 && _sources[at] != source) at--;
        if (at < 0)
        {
            at = _sources.Count;
            _sources.Add(source);
        }
        _claims[Count] = new NumberClaim(item, party, at);
        return Count++;
    }

    /// <summary>A claim.</summary>
    public ref readonly NumberClaim this[int index] => ref _claims.AsSpan(0, Count)[index];

    /// <summary>What a claim that got no number is to be answered by.</summary>
    public UnservedClaim Unserved(int claim)
    {
        ref readonly var c = ref this[claim];
        return new UnservedClaim(c.Item, c.Party, _sources[c.Source], c.Outcome, c.EarliestFree);
    }

    /// <summary>
    /// Reserves numbers for all claims, those of one source together. What is left of a pool that cannot serve all is
    /// handed out in smaller parts.
    /// </summary>
    public async ValueTask ReserveAsync()
    {
        if (Given is { } given)
        {
            if (await given.ReserveAsync(_claims.AsMemory(0, Count)) is { } claimed) _reservations.Add(claimed);
            return;
        }
        for (var source = 0; source < _sources.Count; source++) await ReserveAsync(source);
    }

    /// <summary>Names the record that a claim's number leads to.</summary>
    public void Bind(int claim, ReadOnlySpan<byte> recordId)
    {
        ref readonly var c = ref this[claim];
        c.Reservation?.Bind(c.Index, recordId);
    }

    /// <summary>Sends all page changes before it returns; completes when they are answered.</summary>
    public Task WritePagesAsync() =>
        _reservations.Count == 1 ? _reservations[0].WritePagesAsync() : Task.WhenAll(_reservations.Select(r => r.WritePagesAsync()));

    /// <summary>Says what became of a claim's number.</summary>
    public void Settle(int claim, SlotOutcome outcome)
    {
        ref readonly var c = ref this[claim];
        c.Reservation?.Settle(c.Index, outcome);
    }

    /// <summary>Gives back what was returned, burns what was not settled, and is empty again.</summary>
    public void Complete()
    {
        foreach (var reservation in _reservations) reservation.Complete();
        _reservations.Clear();
        _sources.Clear();
        _claims.AsSpan(0, Count).Clear();
        Count = 0;
    }

    private async ValueTask ReserveAsync(int source)
    {
        var open = 0;
        foreach (ref readonly var claim in _claims.AsSpan(0, Count))
            if (claim.Source == source) open++;
        var first = 0;
        for (var size = open; open > 0;)
        {
            size = Math.Min(size, open);
            var reservation = await pool.ReserveAsync(_sources[source], size, CancellationToken.None);
            if (reservation.Outcome == ReservationOutcome.Reserved)
            {
                _reservations.Add(reservation);
                open -= size;
                for (var index = 0; index < size; first++)
                    if (_claims[first].Source == source) _claims[first].Take(reservation, index++);
                continue;
            }
            var (outcome, earliestFree) = (reservation.Outcome, reservation.EarliestFree);
            reservation.Complete();
            if (outcome == ReservationOutcome.Exhausted && size > 1)
            {
                size /= 2;
                continue;
            }
            foreach (ref var claim in _claims.AsSpan(first, Count - first))
                if (claim.Source == source) claim.Refuse(outcome, earliestFree);
            return;
        }
    }
}
