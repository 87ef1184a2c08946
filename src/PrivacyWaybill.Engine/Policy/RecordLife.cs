using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>
/// The times of records. A record is over when its own retain-until says so; its key goes later, by a margin, and means
/// nothing.
/// </summary>
internal static class RecordLife
{
    /// <summary>
    /// When a record that is written now may be treated as gone: after its retention, and not before its numbers end. Of a
    /// number that it keeps from another shipment only its time until now says when that ends: it is not shortened.
    /// </summary>
    public static uint RetainUntil(EngineOptions options, DateTimeOffset now, in RecordHeader header) =>
        Math.Max(header.Link is { Recipient: not null } or { Sender: not null } ? header.RetainUntil : 0,
            Math.Max(checked((uint)(now + options.Retention).ToUnixTimeSeconds()), Math.Max(EndOf(header.Recipient), EndOf(header.Sender))));

    /// <summary>When the store may forget a record, from now.</summary>
    public static TimeSpan Expiry(EngineOptions options, DateTimeOffset now, uint retainUntil)
    {
        var left = DateTimeOffset.FromUnixTimeSeconds(retainUntil) - now;
        return (left > TimeSpan.Zero ? left : TimeSpan.Zero) + options.CollectionMargin;
    }

    // A released number leads to nobody: for it nothing is kept.
    private static uint EndOf(in BoundNumber number) => number.State == NumberState.Bound ? number.ExpiresAt : 0;
}
