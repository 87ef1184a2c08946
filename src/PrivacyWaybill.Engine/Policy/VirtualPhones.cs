using System.Text;
using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>
/// Tells phones that are virtual numbers already: main numbers of the segments, our own and external ones, of call pairs, and
/// of the registered issuers. An extension behind them does not matter: without it nobody is reached, and with it no call of
/// ours is connected.
/// </summary>
/// <param name="segments">The segments and main numbers of call pairs.</param>
/// <param name="issuers">Registered platforms.</param>
public sealed class VirtualPhones(SegmentTable segments, IReadOnlyList<PlatformIssuer> issuers)
{
    private readonly (byte[] Prefix, int MainDigits)[] _prefixes =
        [.. issuers.SelectMany(static i => i.Prefixes.Select(prefix => (Encoding.ASCII.GetBytes(prefix), i.MainDigits)))];

    /// <summary>Those of an engine.</summary>
    public static VirtualPhones Of(EngineParts engine) => new(engine.Plan.Segments, engine.Options.Issuers);

    /// <summary>Whether a phone is one.</summary>
    /// <param name="digits">The phone's bare ASCII digits, without its extension; at most 18.</param>
    public bool Contains(ReadOnlySpan<byte> digits)
    {
        foreach (var (prefix, mainDigits) in _prefixes)
            if (digits.Length == mainDigits && digits.StartsWith(prefix)) return true;
        var number = 0L;
        foreach (var digit in digits) number = number * 10 + (digit - '0');
        return segments.HasMainNumber(number, digits.Length);
    }
}
