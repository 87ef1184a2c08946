namespace PrivacyWaybill.Numbers;

/// <summary>A number of an external segment that is to be a party's.</summary>
/// <param name="Place">The number.</param>
/// <param name="RecordId">The record that it is to lead to, 13 bytes.</param>
/// <param name="IsSecond">Which of the record's two parties it is for: each has numbers of its own.</param>
/// <param name="Until">When it ends.</param>
public readonly record struct ExternalClaim(NumberRef Place, ReadOnlyMemory<byte> RecordId, bool IsSecond, DateTimeOffset Until);
