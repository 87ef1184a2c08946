using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// The shipments of a tenant that have a live number of a segment: number → page or hold → record, and back, as a call is
/// resolved; after them those that keep such a number from another shipment, for their labels have it, too. Nothing of a person is told: a token of the caller's partner stands for shipment and party.
/// </summary>
public sealed class AffectedShipments(EngineParts engine, LiveNumbers numbers, VaultWorkers workers)
{
    private const int AtOnce = 1_000;

    private static readonly PartyRole[] Parties = [PartyRole.Recipient, PartyRole.Sender];

    /// <summary>Walks the segment. Null for a part that the store did not answer: what follows would be incomplete.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AffectedShipment>?> ListAsync(Caller caller, NumberSegment segment)
    {
        await foreach (var block in numbers.WalkAsync(segment))
        {
            foreach (var part in block.Chunk(AtOnce))
            {
                var ids = Array.ConvertAll(part, static p => new RecordId(p.Entry.RecordId.Span));
                var answers = new ReadResult[ids.Length];
                await engine.Records.ReadAsync(ids, answers);
                if (answers.Any(static a => a.Outcome is not (ReadOutcome.Found or ReadOutcome.Missing)))
                {
                    yield return null;
                    yield break;
                }
                var live = Confirm(part, ids, answers);
                if (Name(caller, live) is { Count: > 0 } shipments) yield return shipments;
                await foreach (var keepers in ListKeepersAsync(caller, live))
                {
                    yield return keepers;
                    if (keepers is null) yield break;
                }
            }
        }
    }

    private List<Live> Confirm((NumberRef Place, PageEntry Entry)[] part, RecordId[] ids, ReadResult[] answers)
    {
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        var live = new List<Live>();
        for (var i = 0; i < part.Length; i++)
        {
            if (answers[i].Outcome != ReadOutcome.Found
                || RecordHeader.Read(answers[i].Value.Span, out var header, out var content) != RecordFault.None
                || header.State == RecordState.Erased || header.RetainUntil <= now) continue;
            var length = content.Length;
            foreach (var party in Parties)
            {
                var bound = NumberCheck.NumberOf(header, party);
                if (bound.State == NumberState.Bound && bound.ExpiresAt > now
                    && new NumberRef(bound.Segment, bound.Sequence) == part[i].Place && part[i].Entry.Confirms(ids[i].AsSpan(), bound.LeaseId))
                    live.Add(new Live(ids[i], party, bound, header.SealingKeyId, answers[i].Value[^length..]) { Root = header.Link?.Root ?? ids[i] });
            }
        }
        return live;
    }

    /// <summary>Those of the caller's tenant that keep one of these numbers, in pages; null if the store did not answer.</summary>
    private async IAsyncEnumerable<IReadOnlyList<AffectedShipment>?> ListKeepersAsync(Caller caller, List<Live> owners)
    {
        if (owners.Count == 0) yield break;
        var groups = await engine.Groups.MembersAsync([.. owners.Select(static o => o.Root).Distinct()]);
        var numbers = owners.ToDictionary(static o => (o.Id, o.Party), static o => o.Number);
        foreach (var page in groups.SelectMany(static g => g ?? []).Chunk(AtOnce))
        {
            var answers = new ReadResult[page.Length];
            await engine.Records.ReadAsync(page, answers);
            if (answers.Any(static a => a.Outcome is not (ReadOutcome.Found or ReadOutcome.Missing)))
            {
                yield return null;
                yield break;
            }
            if (Name(caller, Keepers(page, answers, numbers)) is { Count: > 0 } shipments) yield return shipments;
        }
        if (Array.Exists(groups, static g => g is null)) yield return null;
    }

    private List<Live> Keepers(RecordId[] ids, ReadResult[] answers, Dictionary<(RecordId, PartyRole), BoundNumber> numbers)
    {
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        var keepers = new List<Live>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (answers[i].Outcome != ReadOutcome.Found
                || RecordHeader.Read(answers[i].Value.Span, out var header, out var content) != RecordFault.None
                || header.State == RecordState.Erased || header.RetainUntil <= now) continue;
            var length = content.Length;
            foreach (var party in Parties)
            {
                if ((party == PartyRole.Sender ? header.Link?.Sender : header.Link?.Recipient) is { } kept
                    && numbers.TryGetValue((kept.Owner, LinkedNumbers.OwnersParty(kept)), out var bound) && kept.Is(bound))
                    keepers.Add(new Live(ids[i], party, bound, header.SealingKeyId, answers[i].Value[^length..]));
            }
        }
        return keepers;
    }

    /// <summary>Those of the caller's tenant: the others do not open.</summary>
    private List<AffectedShipment> Name(Caller caller, List<Live> live)
    {
        var shipments = new List<AffectedShipment>();
        if (live.Count == 0) return shipments;
        using var lease = workers.Rent();
        var opened = SealedContents.Open(lease.Worker.Sealer, caller.Tenant, live.ConvertAll(static l => (l.Id, l.KeyId, l.Sealed)));
        var ours = live.Where((_, i) => opened[i] is not null).ToList();
        foreach (var content in opened) CryptographicOperations.ZeroMemory(content);
        if (ours.Count == 0) return shipments;
        var tokens = new byte[ours.Count * TokenCipher.TokenLength];
        lease.Worker.Tokens.Encode(caller.Partner, ours.ConvertAll(static l => l.Id).ToArray(),
            ours.ConvertAll(static l => l.Party == PartyRole.Sender ? TokenParty.Sender : TokenParty.Recipient).ToArray(), tokens);
        for (var i = 0; i < ours.Count; i++)
        {
            shipments.Add(new AffectedShipment
            {
                Token = Encoding.ASCII.GetString(tokens, i * TokenCipher.TokenLength, TokenCipher.TokenLength),
                Party = ours[i].Party,
                ExpireTime = new() { Seconds = ours[i].Number.ExpiresAt },
            });
        }
        return shipments;
    }

    private readonly record struct Live(RecordId Id, PartyRole Party, BoundNumber Number, byte KeyId, ReadOnlyMemory<byte> Sealed)
    {
        /// <summary>Of an owner: the first shipment of its chain.</summary>
        public RecordId Root { get; init; }
    }
}
