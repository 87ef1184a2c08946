using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Work;

/// <summary>A claim that got no number, until it is known whether its item needs one.</summary>
/// <param name="Item">The item.</param>
/// <param name="Party">Its party.</param>
/// <param name="Source">Where the number was to come from.</param>
/// <param name="Outcome">Why there is none.</param>
/// <param name="EarliestFree">If exhausted: when a number may come free.</param>
internal sealed record UnservedClaim(int Item, PartyRole Party, NumberSource Source, ReservationOutcome Outcome, DateTimeOffset? EarliestFree);
