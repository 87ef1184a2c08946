using System.Security.Cryptography;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>Looks up, extends and releases the virtual number of a waybill's party. Changes are compare-and-set.</summary>
public sealed class NumberDesk(EngineParts engine, NumberPoolOptions numbers, VaultWorkers workers)
{
    private const int MostRounds = 8;

    /// <summary>The party's number as it is.</summary>
    public Task<NumberAnswer> LookUpAsync(Caller caller, ShipmentReference? shipment, PartyRole party) =>
        ChangeAsync(caller, shipment, party, static (_, _) => null);

    /// <summary>Moves the expiry. Nothing changes if it would lie before the present one, or beyond the longest total validity.</summary>
    public Task<NumberAnswer> ExtendAsync(Caller caller, ShipmentReference? shipment, PartyRole party, DateTimeOffset until) =>
        ChangeAsync(caller, shipment, party, (bound, latest) =>
            until <= latest && until.ToUnixTimeSeconds() > bound.ExpiresAt ? bound with { ExpiresAt = (uint)until.ToUnixTimeSeconds() } : null);

    /// <summary>Ends the number now.</summary>
    public Task<NumberAnswer> ReleaseAsync(Caller caller, ShipmentReference? shipment, PartyRole party) =>
        ChangeAsync(caller, shipment, party, static (bound, _) => bound with { State = NumberState.Released });

    private async Task<NumberAnswer> ChangeAsync(Caller caller, ShipmentReference? shipment, PartyRole party, Func<BoundNumber, DateTimeOffset, BoundNumber?> change)
    {
        if (!TryLocate(caller, shipment, ref party, out var id)) return new NumberAnswer(Found.InvalidReference);
        if (!engine.Gate.IsOpen) return new NumberAnswer(Found.Unavailable);
        var read = new ReadResult[1];
        await engine.Records.ReadAsync(new[] { id }, read);
        if (read[0].Outcome != ReadOutcome.Found) return new NumberAnswer(read[0].Outcome == ReadOutcome.Missing ? Found.No : Found.Unavailable);
        var value = read[0].Value;
        for (var round = 0; round < MostRounds; round++)
        {
            var (answer, next) = await ConsiderAsync(caller, id, value, party, change);
            if (next is not { } replacement) return answer;
            var outcome = new ReplaceResult[1];
            await engine.Records.ReplaceAsync(new[] { replacement }, outcome);
            switch (outcome[0].Outcome)
            {
                case ReplaceOutcome.Replaced: return answer;
                case ReplaceOutcome.Conflict: value = outcome[0].Current; break;
                case ReplaceOutcome.Missing: return new NumberAnswer(Found.No);
                default: return new NumberAnswer(Found.Unavailable);
            }
        }
        return new NumberAnswer(Found.Unavailable);
    }

    private bool TryLocate(Caller caller, ShipmentReference? shipment, ref PartyRole party, out RecordId id)
    {
        using var lease = workers.Rent();
        if (!ShipmentLocator.TryLocate(lease.Worker, caller, shipment, out id, out var named)) return false;
        if (named != PartyRole.Unspecified && party != PartyRole.Unspecified && party != named) return false;
        if (named != PartyRole.Unspecified) party = named;
        return party != PartyRole.Unspecified;
    }

    /// <summary>
    /// Whether the record is one of the caller's tenant: then it opens. Partners of two tenants may have the same name, and
    /// with it the same tokens.
    /// </summary>
    private bool IsOf(Caller caller, RecordId id, RecordHeader header, ReadOnlyMemory<byte> content)
    {
        using var lease = workers.Rent();
        var opened = SealedContents.Open(lease.Worker.Sealer, caller.Tenant, [(id, header.SealingKeyId, content)])[0];
        CryptographicOperations.ZeroMemory(opened);
        return opened is not null;
    }

    /// <summary>What the answer is and, if something is to change, the next value and whose place it takes.</summary>
    private async Task<(NumberAnswer Answer, RecordReplacement? Next)> ConsiderAsync(
        Caller caller, RecordId id, ReadOnlyMemory<byte> value, PartyRole party, Func<BoundNumber, DateTimeOffset, BoundNumber?> change)
    {
        var now = engine.Time.GetUtcNow();
        if (RecordHeader.Read(value.Span, out var header, out var content) != RecordFault.None) return (new NumberAnswer(Found.Unreadable), null);
        if (header.RetainUntil <= now.ToUnixTimeSeconds()) return (new NumberAnswer(Found.No), null);
        var contentLength = content.Length;
        if (!IsOf(caller, id, header, value[^contentLength..])) return (new NumberAnswer(Found.No), null);
        var bound = NumberCheck.NumberOf(header, party);
        var place = new NumberRef(bound.Segment, bound.Sequence);
        if (!bound.Exists || !engine.Plan.TryDescribe(place, out var printed)) return (new NumberAnswer(Found.Yes, Version: header.Revision), null);
        var answer = new NumberAnswer(Found.Yes, CallAnswer.Active, printed, bound.ExpiresAt, header.Revision);
        if (bound.State == NumberState.Released) return (answer with { State = CallAnswer.Released }, null);
        if (bound.ExpiresAt <= now.ToUnixTimeSeconds()) return (answer with { State = CallAnswer.Expired }, null);

        var entry = (await engine.Directory.ReadAsync(new[] { place }))[0];
        if (entry.State == PageEntryState.Unavailable) return (new NumberAnswer(Found.Unavailable), null);
        if (!entry.Confirms(id.AsSpan(), bound.LeaseId)) return (new NumberAnswer(Found.Yes, Version: header.Revision), null);

        if (change(bound, entry.LatestExtension) is not { } next) return (answer with { LatestExpiry = entry.LatestExtension }, null);
        if (next.ExpiresAt > bound.ExpiresAt && await HoldAsync(place, entry, DateTimeOffset.FromUnixTimeSeconds(next.ExpiresAt)) is not HoldOutcome.Held and var refused)
            return (refused == HoldOutcome.Unavailable ? new NumberAnswer(Found.Unavailable) : answer with { LatestExpiry = numbers.LatestExpiry(entry.FreeAt) }, null);
        var revision = header.Revision;
        header.Revision = checked(revision + 1);
        if (party == PartyRole.Sender) header.Sender = next;
        else header.Recipient = next;
        var expiry = RecordLifetime.Renew(ref header, now, engine.Options);
        var bytes = new byte[header.Length + contentLength];
        value.Span[^contentLength..].CopyTo(bytes.AsSpan(header.Write(bytes)));
        var state = next.State == NumberState.Released ? CallAnswer.Released : CallAnswer.Active;
        return (answer with { State = state, ExpiresAt = next.ExpiresAt, Version = header.Revision }, new RecordReplacement(id, revision, bytes, expiry));
    }

    /// <summary>Beyond its block a number lives by a hold, which is there before the record says so.</summary>
    private async ValueTask<HoldOutcome> HoldAsync(NumberRef place, PageEntry entry, DateTimeOffset until) =>
        engine.Numbers.Holds.IsNeeded(entry, until)
            ? (await engine.Numbers.Holds.HoldAsync(new[] { new HoldRequest(place, entry, until) }))[0]
            : HoldOutcome.Held;
}
