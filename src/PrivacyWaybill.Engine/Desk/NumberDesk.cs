using System.Security.Cryptography;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Looks up, extends and releases the virtual number of a waybill's party. Changes are compare-and-set. A number that the party
/// keeps from another shipment is looked up and changed there, if it still is the same person's.
/// </summary>
public sealed class NumberDesk(EngineParts engine, NumberPoolOptions numbers, VaultWorkers workers)
{
    private const int MostRounds = 8;

    /// <summary>The party's number as it is.</summary>
    public Task<NumberAnswer> LookUpAsync(Caller caller, ShipmentReference? shipment, PartyRole party) =>
        ChangeAsync(caller, shipment, party, static (_, _) => null);

    /// <summary>Moves the expiry. Nothing changes if it would lie before the present one, or beyond what the number's block allows.</summary>
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
        var answer = await ChangeAsync(caller, id, party, change, null);
        if (answer.Found != Found.No || shipment!.ReferenceCase != ShipmentReference.ReferenceOneofCase.Waybill) return answer;
        var parent = (await engine.Pieces.FindAsync([id]))[0];
        return parent.Outcome switch
        {
            ReadOutcome.Found => await ChangeAsync(caller, new RecordId(parent.Value.Span), party, change, null),
            ReadOutcome.Missing => answer,
            _ => new NumberAnswer(Found.Unavailable),
        };
    }

    private async Task<NumberAnswer> ChangeAsync(Caller caller, RecordId id, PartyRole party, Func<BoundNumber, DateTimeOffset, BoundNumber?> change, Keeper? keeper)
    {
        var read = new ReadResult[1];
        await engine.Records.ReadAsync(new[] { id }, read);
        if (read[0].Outcome != ReadOutcome.Found) return new NumberAnswer(read[0].Outcome == ReadOutcome.Missing ? Found.No : Found.Unavailable);
        var value = read[0].Value;
        if (keeper is null && SharedOf(value.Span, party) is { } shared) return await ChangeSharedAsync(caller, id, value, party, shared, change);
        for (var round = 0; round < MostRounds; round++)
        {
            var (answer, next, revision) = await ConsiderAsync(caller, id, value, party, change, keeper);
            if (next is null) return answer;
            var outcome = new ReplaceResult[1];
            await engine.Records.ReplaceAsync(new[] { new RecordReplacement(id, revision, next, engine.Options.Retention + engine.Options.CollectionMargin) }, outcome);
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

    /// <summary>The same at the shipment that owns the number; the answer is of the shipment that was asked about.</summary>
    private async Task<NumberAnswer> ChangeSharedAsync(Caller caller, RecordId id, ReadOnlyMemory<byte> value, PartyRole party, SharedNumber shared, Func<BoundNumber, DateTimeOffset, BoundNumber?> change)
    {
        var now = (uint)engine.Time.GetUtcNow().ToUnixTimeSeconds();
        if (RecordHeader.Read(value.Span, out var header, out var content) != RecordFault.None) return new NumberAnswer(Found.Unreadable);
        var phone = new byte[PhoneText.MaxDigits];
        if (header.State != RecordState.Live || header.RetainUntil <= now || !IsOf(caller, id, header, value[^content.Length..], opened =>
            phone = NumberOwners.TryFindPhone(opened, party, phone, out var length) ? phone[..length] : [])) return new NumberAnswer(Found.No);

        var answer = await ChangeAsync(caller, shared.Owner, LinkedNumbers.OwnersParty(shared), change, new Keeper(shared, phone));
        CryptographicOperations.ZeroMemory(phone);
        // The owner is gone, and the number with it.
        if (answer.Found == Found.No && engine.Plan.TryDescribe(new NumberRef(shared.Segment, shared.Sequence), out var printed))
            answer = new NumberAnswer(Found.Yes, CallAnswer.Released, printed, now);
        return answer with { Version = header.Revision };
    }

    /// <summary>The number that a party keeps from another record, if any; null also for a value that is no record.</summary>
    private static SharedNumber? SharedOf(ReadOnlySpan<byte> value, PartyRole party) =>
        RecordHeader.Read(value, out var header, out _) != RecordFault.None ? null : party == PartyRole.Sender ? header.Link?.Sender : header.Link?.Recipient;

    /// <summary>
    /// Whether the record is one of the caller's tenant: then it opens, and is looked at. Partners of two tenants may have the
    /// same name, and with it the same tokens.
    /// </summary>
    private bool IsOf(Caller caller, RecordId id, RecordHeader header, ReadOnlyMemory<byte> content, Action<byte[]>? look = null)
    {
        using var lease = workers.Rent();
        var opened = SealedContents.Open(lease.Worker.Sealer, caller.Tenant, [(id, header.SealingKeyId, content)])[0];
        if (opened is not null) look?.Invoke(opened);
        CryptographicOperations.ZeroMemory(opened);
        return opened is not null;
    }

    /// <summary>What the answer is and, if something is to change, the next value and the revision whose place it takes.</summary>
    private async Task<(NumberAnswer Answer, byte[]? Next, uint Revision)> ConsiderAsync(
        Caller caller, RecordId id, ReadOnlyMemory<byte> value, PartyRole party, Func<BoundNumber, DateTimeOffset, BoundNumber?> change, Keeper? keeper)
    {
        var now = engine.Time.GetUtcNow();
        if (RecordHeader.Read(value.Span, out var header, out var content) != RecordFault.None) return (new NumberAnswer(Found.Unreadable), null, 0);
        if (header.State != RecordState.Live || header.RetainUntil <= now.ToUnixTimeSeconds()) return (new NumberAnswer(Found.No), null, 0);
        var contentLength = content.Length;
        var isThePerson = true;
        if (!IsOf(caller, id, header, value[^contentLength..], opened => isThePerson = keeper is null || NumberOwners.HasPhone(opened, party, keeper.Phone)))
            return (new NumberAnswer(Found.No), null, 0);
        var bound = NumberCheck.NumberOf(header, party);
        var place = new NumberRef(bound.Segment, bound.Sequence);
        if (!bound.Exists || !engine.Plan.TryDescribe(place, out var printed)) return (new NumberAnswer(Found.Yes, Version: header.Revision), null, 0);
        // The owner has another number by now.
        if (keeper is not null && !keeper.Number.Is(bound)) return (new NumberAnswer(Found.Yes), null, 0);
        var answer = new NumberAnswer(Found.Yes, CallAnswer.Active, printed, bound.ExpiresAt, header.Revision);
        if (bound.State == NumberState.Released || !isThePerson) return (answer with { State = CallAnswer.Released }, null, 0);
        if (bound.ExpiresAt <= now.ToUnixTimeSeconds()) return (answer with { State = CallAnswer.Expired }, null, 0);

        var entry = (await engine.Directory.ReadAsync(new[] { place }))[0];
        if (entry.State == PageEntryState.Unavailable) return (new NumberAnswer(Found.Unavailable), null, 0);
        if (!entry.Confirms(id.AsSpan(), bound.LeaseId)) return (new NumberAnswer(Found.Yes, Version: header.Revision), null, 0);

        var latest = numbers.LatestExpiry(entry.FreeAt);
        if (change(bound, latest) is not { } next) return (answer with { LatestExpiry = latest }, null, 0);
        if (header.Link is { } link && !(await engine.Groups.JoinAsync([new GroupEntry(link.Root, id)], engine.Options.Retention + engine.Options.CollectionMargin))[0])
            return (new NumberAnswer(Found.Unavailable), null, 0);
        var revision = header.Revision;
        header.Revision = checked(revision + 1);
        header.RetainUntil = (uint)Math.Max((now + engine.Options.Retention).ToUnixTimeSeconds(), next.ExpiresAt);
        if (party == PartyRole.Sender) header.Sender = next;
        else header.Recipient = next;
        var bytes = new byte[header.Length + contentLength];
        value.Span[^contentLength..].CopyTo(bytes.AsSpan(header.Write(bytes)));
        var state = next.State == NumberState.Released ? CallAnswer.Released : CallAnswer.Active;
        return (answer with { State = state, ExpiresAt = next.ExpiresAt, Version = header.Revision }, bytes, revision);
    }

    /// <summary>Who keeps a number of another shipment: the number, and the phone that it must lead to.</summary>
    private sealed record Keeper(SharedNumber Number, byte[] Phone);
}
