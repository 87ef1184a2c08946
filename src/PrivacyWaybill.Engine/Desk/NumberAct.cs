using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>What is wanted of one party's number: to look at it, to extend it, or to release it.</summary>
/// <param name="Item">The item of the batch that wants it.</param>
/// <param name="Party">The party.</param>
/// <param name="Kind">What.</param>
/// <param name="Until">If it is to be extended or prolonged: until when.</param>
/// <param name="Keeper">If it is wanted by a party that keeps the number from here: that party.</param>
internal readonly record struct NumberAct(int Item, PartyRole Party, NumberActKind Kind, DateTimeOffset Until = default, Keeper? Keeper = null);
