using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>
/// The main numbers that are tried for a pair, in an order that hangs on the pair and on the keys: the same pair meets the
/// same ones, and different pairs spread over all.
/// </summary>
internal sealed class PairCandidates
{
    private readonly CallParts _calls;
    private readonly string _tenant, _courier;
    private readonly CallPair _pair;
    private readonly PairCandidate[] _candidates;

    /// <param name="calls">What calls need.</param>
    /// <param name="tenant">Whose shipment it is.</param>
    /// <param name="pair">The pair as it is to be, but for its places.</param>
    /// <param name="courier">The courier's phone.</param>
    /// <param name="phone">The party's phone.</param>
    public PairCandidates(CallParts calls, string tenant, CallPair pair, string courier, string phone)
    {
        (_calls, _tenant, _pair, _courier) = (calls, tenant, pair, courier);
        var count = calls.PairNumbers.Count;
        var (start, step) = calls.Vault.OrderOf(pair.Id, $"{courier}/{phone}");
        // A step without a common divisor comes by every main number once.
        var stride = 1 + (int)(step % (uint)count);
        while (Gcd(stride, count) != 1) stride++;
        _candidates = new PairCandidate[Math.Min(count, calls.Options.PairCandidates)];
        for (var c = 0; c < _candidates.Length; c++)
        {
            var number = calls.PairNumbers.NumberAt((int)((start + (long)c * stride) % count));
            var main = PairRoutes.MainNumber(number);
            _candidates[c] = new PairCandidate(number, calls.Vault.PairKey(main, courier), calls.Vault.PairKey(main, phone));
        }
    }

    /// <summary>Reads what is stored of all. False if the store did not answer.</summary>
    public async Task<bool> ReadAsync()
    {
        var values = await _calls.Pairs.ReadAsync([.. _candidates.Select(c => c.CourierKey), .. _candidates.Select(c => c.PartyKey)]);
        if (Array.Exists(values, v => v.Outcome == ReadOutcome.Unknown)) return false;
        for (var c = 0; c < _candidates.Length; c++)
        {
            var candidate = _candidates[c];
            (candidate.CourierValue, candidate.PartyValue) = (values[c].Value, values[_candidates.Length + c].Value);
            candidate.Courier = _calls.Vault.Open(_tenant, candidate.CourierKey, candidate.CourierValue.Span);
            candidate.Party = _calls.Vault.Open(_tenant, candidate.PartyKey, candidate.PartyValue.Span);
        }
        return true;
    }

    /// <summary>The main number that this very pair has, if it is bound now: both phones lead to each other for this shipment.</summary>
    public PairCandidate? FindBound(long now) => Array.Find(_candidates, c =>
        c is { Courier: { IsCourier: true } courier, Party: { IsCourier: false } party }
        && courier.Peer == c.PartyKey && party.Peer == c.CourierKey
        && courier.ExpiresAt > now && courier.ExpiresAt == party.ExpiresAt
        && (courier.Id, courier.Party) == (_pair.Id, _pair.Party) && (party.Id, party.Party) == (_pair.Id, _pair.Party));

    /// <summary>The first main number at which both phones may be bound to each other.</summary>
    /// <param name="now">Unix seconds.</param>
    /// <param name="freeAt">If there is none: when there may be one.</param>
    public PairCandidate? FindFree(long now, out long freeAt)
    {
        freeAt = long.MaxValue;
        foreach (var candidate in _candidates)
        {
            var from = Math.Max(FreeFrom(candidate.CourierValue, candidate.Courier, candidate.PartyKey, now), FreeFrom(candidate.PartyValue, candidate.Party, candidate.CourierKey, now));
            if (from <= now) return candidate;
            freeAt = Math.Min(freeAt, from);
        }
        return null;
    }

    /// <summary>Stores the pair there, if nothing changed since it was read.</summary>
    /// <param name="candidate">Where.</param>
    /// <param name="expiry">When its places may be forgotten, from now.</param>
    /// <param name="courierExpiry">When the courier's phone may be.</param>
    public Task<SwapOutcome> WriteAsync(PairCandidate candidate, TimeSpan expiry, TimeSpan courierExpiry) => _calls.Pairs.SwapAsync(
        (candidate.CourierKey, candidate.PartyKey), (candidate.CourierValue, candidate.PartyValue),
        (_calls.Vault.Seal(_tenant, candidate.CourierKey, _pair with { Peer = candidate.PartyKey, IsCourier = true }),
            _calls.Vault.Seal(_tenant, candidate.PartyKey, _pair with { Peer = candidate.CourierKey, IsCourier = false })), expiry,
        (CallVault.CourierKey(candidate.PartyKey), _calls.Vault.SealCourier(_tenant, candidate.PartyKey, _courier, _pair.ExpiresAt), courierExpiry));

    /// <summary>From when the phone may be bound to this peer: after its pair's end to the same one, after quarantine to any.</summary>
    private static long FreeFrom(ReadOnlyMemory<byte> value, CallPair? pair, string peer, long now)
    {
        if (value.IsEmpty) return now;
        // What cannot be read keeps its place until its key goes.
        if (CallVault.FreeAt(value.Span) is not { } freeAt) return long.MaxValue;
        return pair is not null && pair.Peer == peer ? Math.Min(pair.ExpiresAt, freeAt) : freeAt;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
