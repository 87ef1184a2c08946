using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>How long a changed record is kept: for the retention from now, and as long as one of its numbers leads to it.</summary>
internal static class RecordLifetime
{
    /// <summary>Sets the header's time and returns after how long its key may go.</summary>
    public static TimeSpan Renew(ref RecordHeader header, DateTimeOffset now, EngineOptions options)
    {
        var until = Math.Max((now + options.Retention).ToUnixTimeSeconds(), Math.Max(EndOf(header.Recipient), EndOf(header.Sender)));
        header.RetainUntil = (uint)until;
        return DateTimeOffset.FromUnixTimeSeconds(until) - now + options.CollectionMargin;
    }

    private static long EndOf(in BoundNumber number) => number.State == NumberState.Bound ? number.ExpiresAt : 0;
}
