using System.Security.Cryptography;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>
/// From virtual numbers to parties: number → page → record → party, and back, a batch in two round trips. Where the two
/// directions disagree the number is unknown: it must never lead to a stranger.
/// </summary>
internal sealed class NumberRoutes(EngineParts engine, RecordOpener records, CallersAllowed mayCall)
{
    private static readonly PartyRole[] Parties = [PartyRole.Recipient, PartyRole.Sender];

    private readonly VirtualPhones _virtualPhones = VirtualPhones.Of(engine);

    /// <summary>One route a call, in order. Records of other tenants do not open.</summary>
    public async Task<CallRoute[]> FindAsync(Caller caller, IReadOnlyList<IncomingCall> calls)
    {
        var routes = new CallRoute[calls.Count];
        var places = Locate(calls);
        var entries = await engine.Directory.ReadAsync(places);
        var found = new List<int>(calls.Count);
        for (var c = 0; c < routes.Length; c++)
        {
            routes[c] = entries[c].State == PageEntryState.Unavailable ? new CallRoute(Found.Unavailable) : CallRoute.Unknown;
            if (entries[c].Found) found.Add(c);
        }
        if (found.Count == 0) return routes;

        var ids = found.ConvertAll(c => new RecordId(entries[c].RecordId.Span)).ToArray();
        var opened = await records.ReadAsync(caller, ids);
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        for (var f = 0; f < ids.Length; f++)
        {
            var c = found[f];
            routes[c] = Route(calls[c], places[c], entries[c], ids[f], opened[f], now);
            CryptographicOperations.ZeroMemory(opened[f].Content);
        }
        return routes;
    }

    private NumberRef[] Locate(IReadOnlyList<IncomingCall> calls)
    {
        var places = new NumberRef[calls.Count];
        var numbers = new ExtendedNumber[calls.Count];
        for (var c = 0; c < numbers.Length; c++) numbers[c] = calls[c].Number;
        engine.Plan.Locate(numbers, places);
        return places;
    }

    private CallRoute Route(in IncomingCall call, NumberRef place, in PageEntry entry, in RecordId id, in OpenedRecord record, long now)
    {
        if (record.Found == Found.No) return CallRoute.Unknown;
        if (record.Found != Found.Yes) return new CallRoute(record.Found);
        foreach (var party in Parties)
        {
            var bound = NumberCheck.NumberOf(record.Header, party);
            if (!bound.Exists || bound.Segment != place.Segment || bound.Sequence != place.Sequence || !entry.Confirms(id.AsSpan(), bound.LeaseId)) continue;
            // A record of another tenant does not open, and not even that there is one is told.
            if (record.Content is not { } content) return CallRoute.Unknown;
            return record.IsErased
                ? new CallRoute(Found.Yes, CallAnswer.Released, id, RetainUntil: record.Header.RetainUntil)
                : Route(call, party, bound, id, record.Header, content, now);
        }
        return CallRoute.Unknown;
    }

    private CallRoute Route(in IncomingCall call, PartyRole party, in BoundNumber bound, in RecordId id, in RecordHeader header, byte[] content, long now)
    {
        var route = new CallRoute(Found.Yes, CallAnswer.Active, id, RetainUntil: header.RetainUntil);
        if (bound.State == NumberState.Released) return route with { Answer = CallAnswer.Released };
        if (bound.ExpiresAt <= now || header.RetainUntil <= now) return route with { Answer = CallAnswer.Expired };
        if (PartyPhones.Reachable(_virtualPhones, content, party) is not { } phone) return CallRoute.Unknown;
        return route with { ConnectTo = phone, Party = party, ExpiresAt = bound.ExpiresAt, Forbidden = Forbids(call.CallerNumber, content, party) };
    }

    private CallReason Forbids(string callerNumber, byte[] content, PartyRole party)
    {
        if (mayCall == CallersAllowed.Anybody) return CallReason.Unspecified;
        var phone = PartyPhones.Normalise(callerNumber);
        if (phone is not null && PartyPhones.Has(content, party, phone)) return CallReason.SelfCall;
        if (mayCall == CallersAllowed.Others) return CallReason.Unspecified;
        var other = party == PartyRole.Sender ? PartyRole.Recipient : PartyRole.Sender;
        return phone is not null && PartyPhones.Has(content, other, phone) ? CallReason.Unspecified : CallReason.CallerNotAllowed;
    }
}
