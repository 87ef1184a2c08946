using PrivacyWaybill.Numbers.Ledger;

namespace PrivacyWaybill.Numbers.Leases;

/// <summary>Tells why a segment cannot be leased from, and that it can again: each change once, not each attempt. Called by one task at a time.</summary>
internal sealed class RefusalNotice(NumberSegment segment, Action<NumberPoolEvent>? notice)
{
    private NumberPoolEventKind? _told;

    /// <param name="refused">Why nothing came; null if something did.</param>
    /// <param name="state">Why the ledger may not be used.</param>
    public void Tell(ReservationOutcome? refused, LedgerState state)
    {
        var kind = KindOf(refused, state);
        if (kind == _told) return;
        _told = kind;
        notice?.Invoke(new NumberPoolEvent(kind ?? NumberPoolEventKind.Recovered, segment));
    }

    private static NumberPoolEventKind? KindOf(ReservationOutcome? refused, LedgerState state) => refused switch
    {
        null => null,
        ReservationOutcome.Exhausted => NumberPoolEventKind.Exhausted,
        ReservationOutcome.StoreUnavailable => NumberPoolEventKind.StoreUnavailable,
        _ => state switch
        {
            LedgerState.Missing => NumberPoolEventKind.LedgerMissing,
            LedgerState.OfAnother => NumberPoolEventKind.LedgerOfAnother,
            LedgerState.Unwitnessed => NumberPoolEventKind.WitnessFailed,
            LedgerState.Old => NumberPoolEventKind.StoreOld,
            LedgerState.ClockUnsure => NumberPoolEventKind.ClockJumped,
            _ => NumberPoolEventKind.LedgerDisagrees,
        },
    };
}
