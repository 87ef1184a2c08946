using System.Security.Cryptography;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Binds a courier's phone and a party's to a main number by which they call each other. No phone is in two pairs of one main
/// number at a time, whoever's they are, nor before the quarantine of its last pair there is over.
/// </summary>
public sealed class PairDesk(EngineParts engine, CallParts calls, VaultWorkers workers)
{
    private const int MostRounds = 4, LongestRetrySeconds = 86_400;

    /// <summary>How late keys may go after their time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly VirtualPhones _virtualPhones = VirtualPhones.Of(engine);
    private readonly RecordOpener _records = new(engine.Records, workers);

    /// <summary>Binds the pair, or answers with what it is bound to already. An unknown outcome is safe to ask again.</summary>
    public async Task<PairAnswer> BindAsync(Caller caller, PairWish wish)
    {
        if (calls.PairNumbers.Count == 0) return new PairAnswer(PairOutcome.NotConfigured);
        if (!TryLocate(caller, wish, out var located, out var party)) return new PairAnswer(PairOutcome.InvalidReference);
        if (PartyPhones.Connectable(_virtualPhones, wish.CourierPhone) is not { } courier) return new PairAnswer(PairOutcome.InvalidPhone);
        if (!engine.Gate.MayChange) return new PairAnswer(PairOutcome.Unavailable);

        var (record, id) = await ReadAsync(caller, located);
        try
        {
            var outcome = Check(record, party, courier, out var phone);
            if (outcome != PairOutcome.Bound) return new PairAnswer(outcome);
            var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
            // A pair does not outlive what it is about.
            var expires = (uint)Math.Min(now + (long)wish.ValidFor.TotalSeconds, record.Header.RetainUntil);
            var pair = new CallPair("", true, party == PartyRole.Sender ? TokenParty.Sender : TokenParty.Recipient, id, record.Header.Revision,
                expires, (uint)Math.Min(uint.MaxValue, expires + (long)calls.Options.PairQuarantine.TotalSeconds));
            return await BindAsync(caller, pair, courier, phone, wish.IsExtension);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(record.Content);
        }
    }

    private async Task<PairAnswer> BindAsync(Caller caller, CallPair pair, string courier, string phone, bool isExtension)
    {
        var candidates = new PairCandidates(calls, caller.Tenant, pair, courier, phone);
        for (var round = 0; round < MostRounds; round++)
        {
            var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
            if (!await candidates.ReadAsync()) return new PairAnswer(PairOutcome.Unavailable);
            if (candidates.FindBound(now) is { } bound)
            {
                var answer = new PairAnswer(PairOutcome.Bound, bound.MainNumber, bound.Courier!.ExpiresAt, IsReplay: true);
                if (!isExtension || bound.Courier.ExpiresAt >= pair.ExpiresAt) return answer;
                if (await candidates.WriteAsync(bound, Expiry(pair.FreeAt, now), Expiry(pair.ExpiresAt, now)) is var extended && extended == SwapOutcome.Swapped)
                    return answer with { ExpiresAt = pair.ExpiresAt };
                if (extended != SwapOutcome.Conflict) return new PairAnswer(PairOutcome.Unavailable);
                continue;
            }
            if (candidates.FindFree(now, out var freeAt) is not { } free)
                return new PairAnswer(PairOutcome.Exhausted, RetryAfter: TimeSpan.FromSeconds(Math.Clamp(freeAt - now, 1, LongestRetrySeconds)));
            switch (await candidates.WriteAsync(free, Expiry(pair.FreeAt, now), Expiry(pair.ExpiresAt, now)))
            {
                case SwapOutcome.Swapped: return new PairAnswer(PairOutcome.Bound, free.MainNumber, pair.ExpiresAt);
                case SwapOutcome.Conflict: break;
                // It may have happened: asked again it is found, and another main number must not be tried before.
                default: return new PairAnswer(PairOutcome.Unavailable);
            }
        }
        return new PairAnswer(PairOutcome.Unavailable);
    }

    private static TimeSpan Expiry(uint end, long now) => TimeSpan.FromSeconds(Math.Max(0, end - now)) + Margin;

    private PairOutcome Check(in OpenedRecord record, PartyRole party, string courier, out string phone)
    {
        phone = "";
        if (record.Found != Found.Yes)
            return record.Found switch { Found.No => PairOutcome.NotFound, Found.Unreadable => PairOutcome.Unreadable, _ => PairOutcome.Unavailable };
        // Erased, overdue, or another tenant's: what is told is the same.
        if (record.Content is not { } content || record.IsErased || record.Header.RetainUntil <= engine.Time.GetUtcNow().ToUnixTimeSeconds()) return PairOutcome.NotFound;
        if (NumberCheck.NumberOf(record.Header, party).State == NumberState.Released) return PairOutcome.Released;
        if (PartyPhones.Has(content, party, courier)) return PairOutcome.SamePhone;
        if (PartyPhones.Reachable(_virtualPhones, content, party) is not { } reachable) return PairOutcome.Unreachable;
        phone = reachable;
        return PairOutcome.Bound;
    }

    /// <summary>The shipment's record, and its id: while naming keys change, of the two names' the one that has a record.</summary>
    private async Task<(OpenedRecord Record, RecordId Id)> ReadAsync(Caller caller, LocatedItem located)
    {
        if (located.Other is not { } other) return ((await _records.ReadAsync(caller, [located.Id]))[0], located.Id);
        var records = await _records.ReadAsync(caller, [located.Id, other]);
        var isOther = records[0].Found == Found.No || records[1].Found == Found.Unavailable;
        CryptographicOperations.ZeroMemory(records[isOther ? 0 : 1].Content);
        return isOther ? (records[1], other) : (records[0], located.Id);
    }

    private bool TryLocate(Caller caller, PairWish wish, out LocatedItem located, out PartyRole party)
    {
        using var lease = workers.Rent();
        party = wish.Party;
        if (!ShipmentLocator.TryLocate(lease.Worker, caller, wish.Shipment, 0, out located, out var named)) return false;
        if (named != PartyRole.Unspecified && party != PartyRole.Unspecified && party != named) return false;
        if (named != PartyRole.Unspecified) party = named;
        return party is PartyRole.Sender or PartyRole.Recipient;
    }
}
