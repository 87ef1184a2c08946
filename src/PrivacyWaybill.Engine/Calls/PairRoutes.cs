using System.Security.Cryptography;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>
/// From main number and caller to the other phone of the caller's pair, and back: the peer's place must lead to the caller,
/// and the shipment's record must still have the party with this phone. Whoever is in no pair of the main number is led
/// nowhere.
/// </summary>
internal sealed class PairRoutes(EngineParts engine, CallParts calls, RecordOpener records)
{
    private readonly VirtualPhones _virtualPhones = VirtualPhones.Of(engine);

    /// <summary>One route a call, in order; all called numbers are main numbers of pairs.</summary>
    public async Task<CallRoute[]> FindAsync(Caller caller, IReadOnlyList<IncomingCall> incoming)
    {
        var routes = new CallRoute[incoming.Count];
        Array.Fill(routes, CallRoute.Unknown);
        var from = new List<(int Call, string Main, string Phone, string Key)>();
        for (var c = 0; c < routes.Length; c++)
        {
            if (PartyPhones.Normalise(incoming[c].CallerNumber) is not { } phone) continue;
            var main = MainNumber(incoming[c].Number);
            from.Add((c, main, phone, calls.Vault.PairKey(main, phone)));
        }
        var values = await calls.Pairs.ReadAsync(from.ConvertAll(f => f.Key));
        var paired = new List<(int From, CallPair Pair, string PeerKey)>();
        for (var f = 0; f < values.Length; f++)
        {
            if (values[f].Outcome == ReadOutcome.Unknown) routes[from[f].Call] = new CallRoute(Found.Unavailable);
            else if (calls.Vault.Open(caller.Tenant, from[f].Key, values[f].Value.Span) is { } pair)
                paired.Add((f, pair, calls.Vault.PairKey(from[f].Main, pair.Peer)));
        }
        if (paired.Count == 0) return routes;

        var peers = calls.Pairs.ReadAsync(paired.ConvertAll(p => p.PeerKey));
        var opened = await records.ReadAsync(caller, paired.ConvertAll(p => p.Pair.Id).ToArray());
        var back = await peers;
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        for (var p = 0; p < opened.Length; p++)
        {
            var (f, pair, peerKey) = paired[p];
            routes[from[f].Call] = back[p].Outcome == ReadOutcome.Unknown
                ? new CallRoute(Found.Unavailable)
                : Route(from[f].Phone, pair, calls.Vault.Open(caller.Tenant, peerKey, back[p].Value.Span), opened[p], now);
            CryptographicOperations.ZeroMemory(opened[p].Content);
        }
        return routes;
    }

    /// <summary>The digits of a main number.</summary>
    public static string MainNumber(in ExtendedNumber number) => (number with { ExtensionDigits = 0 }).ToString();

    private CallRoute Route(string phone, CallPair pair, CallPair? back, in OpenedRecord record, long now)
    {
        var confirms = back is not null && back.Peer == phone && back.IsCourier != pair.IsCourier
            && (back.Id, back.Party, back.ExpiresAt) == (pair.Id, pair.Party, pair.ExpiresAt);
        // What is kept longer than it has to be is nobody's any more.
        if (!confirms || pair.FreeAt <= now || record.Found == Found.No) return CallRoute.Unknown;
        if (record.Found != Found.Yes) return new CallRoute(record.Found);
        var route = new CallRoute(Found.Yes, CallAnswer.Active, pair.Id, RetainUntil: record.Header.RetainUntil);
        if (pair.ExpiresAt <= now || record.Header.RetainUntil <= now) return route with { Answer = CallAnswer.Expired };
        if (record.Content is not { } content || record.Header.Revision < pair.Revision) return CallRoute.Unknown;
        if (record.IsErased) return route with { Answer = CallAnswer.Released };
        var party = RoleOf(pair.Party);
        var partysPhone = pair.IsCourier ? pair.Peer : phone;
        if (NumberCheck.NumberOf(record.Header, party).State == NumberState.Released || PartyPhones.Reachable(_virtualPhones, content, party) != partysPhone)
            return route with { Answer = CallAnswer.Released };
        return route with { ConnectTo = pair.Peer, Party = pair.IsCourier ? party : PartyRole.Unspecified, ExpiresAt = pair.ExpiresAt };
    }

    private static PartyRole RoleOf(TokenParty party) => party == TokenParty.Sender ? PartyRole.Sender : PartyRole.Recipient;
}
