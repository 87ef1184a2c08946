using System.Text;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Resolves calls: number → page → record → party, and back. Where the two directions disagree the number is unknown: it
/// must never lead to a stranger.
/// </summary>
public sealed class CallDesk(EngineParts engine, VaultWorkers workers)
{
    private static readonly PartyRole[] Parties = [PartyRole.Recipient, PartyRole.Sender];

    /// <summary>Whom a call of this number is to be connected to. Records of other tenants do not open.</summary>
    public async Task<CallResolution> ResolveAsync(Caller caller, ExtendedNumber number)
    {
        if (!engine.Plan.TryLocate(number, out var place)) return new CallResolution(Found.Yes);
        if (!engine.Gate.IsOpen) return new CallResolution(Found.Unavailable);
        var entry = (await engine.Directory.ReadAsync(new[] { place }))[0];
        if (entry.State == PageEntryState.Unavailable) return new CallResolution(Found.Unavailable);
        if (!entry.Found) return new CallResolution(Found.Yes);

        var id = new RecordId(entry.RecordId.Span);
        var answer = new ReadResult[1];
        await engine.Records.ReadAsync(new[] { id }, answer);
        return answer[0].Outcome switch
        {
            ReadOutcome.Found => Resolve(caller, place, entry, id, answer[0].Value),
            ReadOutcome.Missing => new CallResolution(Found.Yes),
            _ => new CallResolution(Found.Unavailable),
        };
    }

    private CallResolution Resolve(Caller caller, NumberRef place, PageEntry entry, RecordId id, ReadOnlyMemory<byte> value)
    {
        if (RecordHeader.Read(value.Span, out var header, out var content) != RecordFault.None) return new CallResolution(Found.Unreadable);
        foreach (var party in Parties)
        {
            var bound = NumberCheck.NumberOf(header, party);
            if (!bound.Exists || bound.Segment != place.Segment || bound.Sequence != place.Sequence || !entry.Confirms(id.AsSpan(), bound.LeaseId)) continue;
            // Nobody is left in an erased record, so it opens for nobody.
            return header.State == RecordState.Erased
                ? new CallResolution(Found.Yes, CallAnswer.Released)
                : Connect(caller, id, header, value[^content.Length..], party, bound);
        }
        return new CallResolution(Found.Yes);
    }

    private CallResolution Connect(Caller caller, RecordId id, RecordHeader header, ReadOnlyMemory<byte> content, PartyRole party, BoundNumber bound)
    {
        using var lease = workers.Rent();
        var opened = SealedContents.Open(lease.Worker.Sealer, caller.Tenant, [(id, header.SealingKeyId, content)])[0];
        // A record of another tenant does not open, and not even that there is one is told.
        if (opened is null) return new CallResolution(Found.Yes);
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        if (bound.State == NumberState.Released) return new CallResolution(Found.Yes, CallAnswer.Released);
        if (bound.ExpiresAt <= now || header.RetainUntil <= now) return new CallResolution(Found.Yes, CallAnswer.Expired);
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return Reachability.TryFindPhone(Text(opened, party, PartyField.Mobile), Text(opened, party, PartyField.Landline), digits, out var length)
            ? new CallResolution(Found.Yes, CallAnswer.Active, Encoding.ASCII.GetString(digits[..length]), party, bound.ExpiresAt)
            : new CallResolution(Found.Yes);
    }

    private static ReadOnlySpan<byte> Text(byte[] content, PartyRole party, PartyField field)
    {
        var reader = new ContentReader(content);
        while (reader.Next())
            if (reader.Field == TextFields.Of(party, field)) return reader.Text;
        return default;
    }
}
