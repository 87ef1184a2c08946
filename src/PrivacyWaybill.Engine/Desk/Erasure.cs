namespace PrivacyWaybill.Engine.Desk;

/// <summary>What became of a shipment that was to be erased.</summary>
/// <param name="Found">Yes if it is erased, now or before.</param>
/// <param name="Version">The record's version afterwards; 0 unless it was found.</param>
public readonly record struct Erasure(Found Found, uint Version = 0);
