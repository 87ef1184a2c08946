using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.Server.Calls;

/// <summary>
/// Stops who walks through numbers. Calls that lead nowhere are counted a caller and main number, and a credential; beyond
/// the bound nothing is looked up for them until their window ends. Calls that lead somewhere are never counted. Of the
/// numbers only a keyed hash is kept, in memory, under a key that ends with the process. On this server, not on all.
/// </summary>
/// <remarks>
/// Caller and main number share one of <see cref="Buckets"/> windows with others, so memory is bounded (some 20 MB at
/// worst): with 100 guessers at work, one call in 650 meets a guesser's window.
/// </remarks>
internal sealed class GuessThrottle : IDisposable
{
    /// <summary>How many windows there are for callers and main numbers.</summary>
    public const int Buckets = 65_536;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly PartitionedRateLimiter<int> _callers;
    private readonly PartitionedRateLimiter<string> _credentials;
    private readonly GuessAlarm _alarm;

    /// <param name="settings">The bounds.</param>
    /// <param name="alarm">Told of every call that is stopped.</param>
    public GuessThrottle(CallSettings settings, GuessAlarm alarm)
    {
        _alarm = alarm;
        _callers = PartitionedRateLimiter.Create<int, int>(bucket => RateLimitPartition.GetFixedWindowLimiter(bucket, _ => Window(settings, settings.MissesPerCaller)));
        _credentials = PartitionedRateLimiter.Create<string, string>(id => RateLimitPartition.GetFixedWindowLimiter(id, _ => Window(settings, settings.MissesPerCredential)));
    }

    /// <summary>The window of a call's caller and main number.</summary>
    public int BucketOf(in IncomingCall call)
    {
        Span<byte> text = stackalloc byte[256];
        // A caller's number is as long as a phone; of a longer text the beginning tells as much.
        var caller = call.CallerNumber.AsSpan(0, Math.Min(call.CallerNumber.Length, 64));
        call.Number.MainNumber.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        text[length++] = call.Number.MainDigits;
        length += Encoding.UTF8.GetBytes(PartyPhones.Normalise(call.CallerNumber) ?? caller, text[length..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, text[..length], mac);
        text.Clear();
        return BitConverter.ToUInt16(mac);
    }

    /// <summary>Whether a call is stopped.</summary>
    public bool Stops(Caller caller, int bucket)
    {
        if (HasRoom(_credentials, caller.CredentialId, 0) && HasRoom(_callers, bucket, 0)) return false;
        _alarm.Raise(caller.CredentialId);
        return true;
    }

    /// <summary>Counts a call that led nowhere. False if it was one too many, so that not even this may be told.</summary>
    public bool Miss(Caller caller, int bucket)
    {
        // Both are counted, whichever is full.
        var isWithin = HasRoom(_credentials, caller.CredentialId, 1) & HasRoom(_callers, bucket, 1);
        if (!isWithin) _alarm.Raise(caller.CredentialId);
        return isWithin;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _callers.Dispose();
        _credentials.Dispose();
        CryptographicOperations.ZeroMemory(_key);
    }

    private static FixedWindowRateLimiterOptions Window(CallSettings settings, int misses) => new() { PermitLimit = misses, Window = settings.MissWindow };

    private static bool HasRoom<T>(PartitionedRateLimiter<T> limiter, T partition, int count)
    {
        using var lease = limiter.AttemptAcquire(partition, count);
        return lease.IsAcquired;
    }
}
