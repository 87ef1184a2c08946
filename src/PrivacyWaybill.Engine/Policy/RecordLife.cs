using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>
/// The times of records. A record is over when its own retain-until says so; its key goes later, by a margin, and means
/// nothing.
/// </summary>
internal static class RecordLife
{
    /// <summary>
    /// When a record that is written now may be treated as gone: after its retention, and not before its numbers end. A number
    /// that was given up rests as long as if it had not been, and until then its record says whose it was. Of a number that it keeps from another shipment only its time until now says when that ends: it is not shortened.
    /// </summary>
    public static uint RetainUntil(EngineOptions options, NumberPoolOptions numbers, DateTimeOffset now, in RecordHeader header) =>
        Math.Max(header.Link is { Recipient: not null } or { Sender: not null } ? header.RetainUntil : 0,
            Math.Max(checked((uint)(now + options.Retention).ToUnixTimeSeconds()), Math.Max(EndOf(numbers, header.Recipient), EndOf(numbers, header.Sender))));

    /// <summary>When the store may forget a record, from now.</summary>
    public static TimeSpan Expiry(EngineOptions options, DateTimeOffset now, uint retainUntil)
    {
        var left = DateTimeOffset.FromUnixTimeSeconds(retainUntil) - now;
        return (left > TimeSpan.Zero ? left : TimeSpan.Zero) + options.CollectionMargin;
    }

    /// <summary>When the quarantine of a number ends that is not used after this time, Unix seconds.</summary>
    public static uint EndOfQuarantine(NumberPoolOptions numbers, uint end) =>
        (uint)Math.Min(uint.MaxValue, (DateTimeOffset.FromUnixTimeSeconds(end) + numbers.Quarantine + numbers.ClockMargin).ToUnixTimeSeconds());

    private static uint EndOf(NumberPoolOptions numbers, in BoundNumber number) => number.State switch
    {
        NumberState.Bound => number.ExpiresAt,
        NumberState.Released => EndOfQuarantine(numbers, number.ExpiresAt),
        _ => 0,
    };
}
