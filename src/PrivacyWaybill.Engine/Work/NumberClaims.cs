using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Work;

/// <summary>
/// The virtual numbers that the items of a batch are to get: claimed one by one, reserved together, written to their
/// pages together, settled one by one.
/// </summary>
internal sealed class NumberClaims(NumberPool pool)
{
    private readonly List<Claim> _claims = [];
    private readonly List<NumberReservation> _reservations = [];

    /// <summary>Where the numbers come from if the batch is an import; null otherwise, and then they are leased.</summary>
    public GivenClaims? Given { get; set; }

    /// <summary>How many there are.</summary>
    public int Count => _claims.Count;

    /// <summary>Claims a number for a party of an item and returns the claim's index.</summary>
    public int Add(int item, PartyRole party, NumberSource source)
    {
        _claims.Add(new Claim { Item = item, Party = party, Source = source });
        return _claims.Count - 1;
    }

    /// <summary>A claim.</summary>
    public Claim this[int index] => _claims[index];

    /// <summary>
    /// Reserves numbers for all claims, those of one source together. What is left of a pool that cannot serve all is
    /// handed out in smaller parts.
    /// </summary>
    public async ValueTask ReserveAsync()
    {
        if (Given is { } given)
        {
            if (await given.ReserveAsync(_claims) is { } claimed) _reservations.Add(claimed);
            return;
        }
        for (var first = 0; first < _claims.Count; first++)
        {
            if (_claims[first].IsAnswered) continue;
            var source = _claims[first].Source;
            var open = _claims.Count(c => !c.IsAnswered && c.Source == source);
            await ReserveAsync(first, source, open);
        }
    }

    /// <summary>Names the record that a claim's number leads to.</summary>
    public void Bind(int claim, ReadOnlySpan<byte> recordId)
    {
        var c = _claims[claim];
        c.Reservation?.Bind(c.Index, recordId);
    }

    /// <summary>Sends all page changes before it returns; completes when they are answered.</summary>
    public Task WritePagesAsync() =>
        _reservations.Count == 1 ? _reservations[0].WritePagesAsync() : Task.WhenAll(_reservations.Select(r => r.WritePagesAsync()));

    /// <summary>Says what became of a claim's number.</summary>
    public void Settle(int claim, SlotOutcome outcome)
    {
        var c = _claims[claim];
        c.Reservation?.Settle(c.Index, outcome);
    }

    /// <summary>Gives back what was returned, burns what was not settled, and is empty again.</summary>
    public void Complete()
    {
        foreach (var reservation in _reservations) reservation.Complete();
        _reservations.Clear();
        _claims.Clear();
    }

    private async ValueTask ReserveAsync(int first, NumberSource source, int open)
    {
        for (var size = open; open > 0;)
        {
            size = Math.Min(size, open);
            var reservation = await pool.ReserveAsync(source, size, CancellationToken.None);
            if (reservation.Outcome == ReservationOutcome.Reserved)
            {
                _reservations.Add(reservation);
                open -= size;
                for (var index = 0; index < size; first++)
                    if (!_claims[first].IsAnswered && _claims[first].Source == source) _claims[first].Take(reservation, index++);
                continue;
            }
            var (outcome, earliestFree) = (reservation.Outcome, reservation.EarliestFree);
            reservation.Complete();
            if (outcome == ReservationOutcome.Exhausted && size > 1)
            {
                size /= 2;
                continue;
            }
            foreach (var claim in _claims)
                if (!claim.IsAnswered && claim.Source == source) claim.Refuse(outcome, earliestFree);
            return;
        }
    }

    /// <summary>One number for one party.</summary>
    internal sealed class Claim
    {
        /// <summary>The item.</summary>
        public required int Item { get; init; }

        /// <summary>Its party.</summary>
        public required PartyRole Party { get; init; }

        /// <summary>Where the number is to come from.</summary>
        public required NumberSource Source { get; init; }

        /// <summary>Reserved, or why not.</summary>
        public ReservationOutcome Outcome { get; private set; }

        /// <summary>If exhausted: when a number may come free.</summary>
        public DateTimeOffset? EarliestFree { get; private set; }

        /// <summary>The number, if reserved.</summary>
        public IssuedNumber Number => Reservation![Index];

        /// <summary>
        /// When the number ends: as wished, but never later than its block allows. A wish can be: the clock may have jumped
        /// since it was judged.
        /// </summary>
        public uint EndOf(uint wish)
        {
            var latest = Reservation!.LatestExpiry.ToUnixTimeSeconds();
            return wish <= latest ? wish : (uint)latest;
        }

        /// <summary>Whether the number's page acknowledged its record.</summary>
        public bool IsWritten => Reservation!.IsWritten(Index);

        /// <summary>Whether there is a number.</summary>
        public bool IsReserved => Reservation is not null;

        internal bool IsAnswered { get; private set; }

        internal NumberReservation? Reservation { get; private set; }

        internal int Index { get; private set; }

        internal void Take(NumberReservation reservation, int index) =>
            (IsAnswered, Reservation, Index, Outcome) = (true, reservation, index, ReservationOutcome.Reserved);

        internal void Refuse(ReservationOutcome outcome, DateTimeOffset? earliestFree) =>
            (IsAnswered, Outcome, EarliestFree) = (true, outcome, earliestFree);
    }
}
