namespace PrivacyWaybill.Numbers.Leases;

/// <summary>Why there are no numbers.</summary>
/// <param name="Outcome">Anything but reserved.</param>
/// <param name="EarliestFree">If exhausted: when the next block comes free.</param>
internal readonly record struct Refusal(ReservationOutcome Outcome, DateTimeOffset? EarliestFree = null);
