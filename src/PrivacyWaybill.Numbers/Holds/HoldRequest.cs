namespace PrivacyWaybill.Numbers.Holds;

/// <summary>A number that is to live longer than its block is leased.</summary>
/// <param name="Place">The number.</param>
/// <param name="Entry">What <see cref="NumberDirectory"/> found of it, confirmed by its record.</param>
/// <param name="Until">The new expiry, not after <see cref="PageEntry.LatestExtension"/>.</param>
public readonly record struct HoldRequest(NumberRef Place, PageEntry Entry, DateTimeOffset Until);
