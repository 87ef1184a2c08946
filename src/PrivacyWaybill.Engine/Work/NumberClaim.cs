using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Work;

/// <summary>One number for one party.</summary>
/// <param name="item">The item.</param>
/// <param name="party">Its party.</param>
/// <param name="source">Which of the batch's sources the number is to come from.</param>
internal struct NumberClaim(int item, PartyRole party, int source)
{
    /// <summary>The item.</summary>
    public readonly int Item => item;

    /// <summary>Its party.</summary>
    public readonly PartyRole Party => party;

    /// <summary>Which of the batch's sources the number is to come from.</summary>
    public readonly int Source => source;

    /// <summary>Reserved, or why not.</summary>
    public ReservationOutcome Outcome { get; private set; }

    /// <summary>If exhausted: when a number may come free.</summary>
    public DateTimeOffset? EarliestFree { get; private set; }

    /// <summary>Where the number was reserved; null while it is not.</summary>
    public NumberReservation? Reservation { get; private set; }

    /// <summary>Its place there.</summary>
    public int Index { get; private set; }

    /// <summary>The number, if reserved.</summary>
    public readonly IssuedNumber Number => Reservation![Index];

    /// <summary>Whether the number's page acknowledged its record.</summary>
    public readonly bool IsWritten => Reservation!.IsWritten(Index);

    /// <summary>Whether there is a number.</summary>
    public readonly bool IsReserved => Reservation is not null;

    /// <summary>
    /// When the number ends: as wished, but never later than its block allows. A wish can be: the clock may have jumped
    /// since it was judged.
    /// </summary>
    public readonly uint EndOf(uint wish)
    {
        var latest = Reservation!.LatestExpiry.ToUnixTimeSeconds();
        return wish <= latest ? wish : (uint)latest;
    }

    /// <summary>Gives it a number.</summary>
    public void Take(NumberReservation reservation, int index) => (Reservation, Index, Outcome) = (reservation, index, ReservationOutcome.Reserved);

    /// <summary>Says why there is none.</summary>
    public void Refuse(ReservationOutcome outcome, DateTimeOffset? earliestFree) => (Outcome, EarliestFree) = (outcome, earliestFree);
}
