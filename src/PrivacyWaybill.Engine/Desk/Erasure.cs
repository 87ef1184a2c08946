namespace PrivacyWaybill.Engine.Desk;

/// <summary>What became of a shipment that was to be erased.</summary>
/// <param name="Found">Yes if it is erased, now or before, with all that continue it.</param>
/// <param name="Version">The record's version afterwards; 0 unless it was found, also if it was gone and only what continues it
/// was there.</param>
public readonly record struct Erasure(Found Found, uint Version = 0);
