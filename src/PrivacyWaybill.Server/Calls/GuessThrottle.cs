using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.Server.Calls;

/// <summary>
/// Stops who walks through numbers. Calls that lead nowhere are counted a caller and main number, and a credential; a caller
/// beyond its bound is looked up nothing for until its window ends. Where a credential is beyond its own, calls that lead
/// nowhere and callers who had one such are stopped, and all others go on: whoever dials wrong numbers from many phones must
/// not silence the switch. Calls that lead somewhere are never counted. Of the numbers only a keyed hash is kept, in memory,
/// under a key that ends with the process. On this server, not on all.
/// </summary>
/// <remarks>
/// Caller and main number share a window with others in each of two tables of 65,536, so memory is bounded (some 40 MB at
/// worst), and are stopped only if both are full: with 100 guessers at work, one innocent call in 430,000 is (one table: one
/// in 650). Misses count in both; where a window is shared and the two end at different times, a guesser may have twice the
/// bound.
/// </remarks>
internal sealed class GuessThrottle : IDisposable
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly PartitionedRateLimiter<ushort> _first, _second;
    private readonly PartitionedRateLimiter<string> _credentials, _lookUps;
    private readonly int _missesPerCaller;
    private readonly GuessAlarm _alarm;

    /// <param name="settings">The bounds.</param>
    /// <param name="alarm">Told of every call that is stopped.</param>
    public GuessThrottle(CallSettings settings, GuessAlarm alarm)
    {
        _alarm = alarm;
        (_first, _second) = (Table(settings), Table(settings));
        (_credentials, _lookUps) = (Credentials(settings), Credentials(settings));
        _missesPerCaller = settings.MissesPerCaller;
    }

    /// <summary>The windows of a call's caller and main number.</summary>
    public GuessWindows WindowsOf(in IncomingCall call)
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
        return new GuessWindows(BitConverter.ToUInt16(mac), BitConverter.ToUInt16(mac[sizeof(ushort)..]));
    }

    /// <summary>Whether a call is stopped.</summary>
    public bool Stops(Caller caller, GuessWindows windows)
    {
        var isFull = !HasRoom(_first, windows.First, 0) && !HasRoom(_second, windows.Second, 0);
        if (!isFull && (HasRoom(_credentials, caller.CredentialId, 0) || !HasMissed(windows))) return false;
        _alarm.Raise(caller.CredentialId);
        return true;
    }

    /// <summary>Counts a call that led nowhere. False if it was one too many, so that not even this may be told.</summary>
    public bool Miss(Caller caller, GuessWindows windows)
    {
        // All are counted, whichever is full.
        var isWithin = HasRoom(_credentials, caller.CredentialId, 1) & (HasRoom(_first, windows.First, 1) | HasRoom(_second, windows.Second, 1));
        if (!isWithin) _alarm.Raise(caller.CredentialId);
        return isWithin;
    }

    /// <summary>
    /// Whether look-ups by number are stopped for a credential. Nobody calls there, so the credential itself is the one who may
    /// guess; misses of calls do not count, lest outsiders stop them.
    /// </summary>
    public bool StopsLookUps(Caller caller) => !IsWithin(caller, 0);

    /// <summary>Counts a look-up of a number that leads nowhere. False if it was one too many, so that not even this may be told.</summary>
    public bool MissLookUp(Caller caller) => IsWithin(caller, 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _credentials.Dispose();
        _lookUps.Dispose();
        CryptographicOperations.ZeroMemory(_key);
    }

    private static PartitionedRateLimiter<ushort> Table(CallSettings settings) => PartitionedRateLimiter.Create<ushort, ushort>(
        window => RateLimitPartition.GetFixedWindowLimiter(window, _ => Window(settings, settings.MissesPerCaller)));

    private static PartitionedRateLimiter<string> Credentials(CallSettings settings) => PartitionedRateLimiter.Create<string, string>(
        id => RateLimitPartition.GetFixedWindowLimiter(id, _ => Window(settings, settings.MissesPerCredential)));

    private bool IsWithin(Caller caller, int misses)
    {
        if (HasRoom(_lookUps, caller.CredentialId, misses)) return true;
        _alarm.Raise(caller.CredentialId);
        return false;
    }

    /// <summary>Whether the caller had a call that led nowhere: both its windows have one.</summary>
    private bool HasMissed(GuessWindows windows) => HasOne(_first, windows.First) && HasOne(_second, windows.Second);

    private bool HasOne(PartitionedRateLimiter<ushort> table, ushort window) => table.GetStatistics(window)?.CurrentAvailablePermits < _missesPerCaller;

    private static FixedWindowRateLimiterOptions Window(CallSettings settings, int misses) => new() { PermitLimit = misses, Window = settings.MissWindow };

    private static bool HasRoom<T>(PartitionedRateLimiter<T> limiter, T partition, int count)
    {
        using var lease = limiter.AttemptAcquire(partition, count);
        return lease.IsAcquired;
    }
}
