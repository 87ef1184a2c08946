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
        var paired = new List<(int From, CallPair Pair)>();
        for (var f = 0; f < values.Length; f++)
        {
            if (values[f].Outcome == ReadOutcome.Unknown) routes[from[f].Call] = new CallRoute(Found.Unavailable);
            else if (calls.Vault.Open(caller.Tenant, from[f].Key, values[f].Value.Span) is { } pair) paired.Add((f, pair));
        }
        if (paired.Count == 0) return routes;

        // The other's place and, where a party calls, the courier's phone beside its own.
        var beside = calls.Pairs.ReadAsync(
            [.. paired.Select(static p => p.Pair.Peer), .. paired.Select(p => CallVault.CourierKey(p.Pair.IsCourier ? p.Pair.Peer : from[p.From].Key))]);
        var opened = await records.ReadAsync(caller, paired.ConvertAll(p => p.Pair.Id).ToArray());
        var back = await beside;
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        for (var p = 0; p < opened.Length; p++)
        {
            var (f, pair) = paired[p];
            var (peer, courier) = (back[p], back[opened.Length + p]);
            var side = new Side(from[f].Main, from[f].Key, pair, calls.Vault.Open(caller.Tenant, pair.Peer, peer.Value.Span),
                pair.IsCourier ? from[f].Phone : calls.Vault.OpenCourier(caller.Tenant, from[f].Key, pair.ExpiresAt, courier.Value.Span));
            routes[from[f].Call] = peer.Outcome == ReadOutcome.Unknown || courier.Outcome == ReadOutcome.Unknown
                ? new CallRoute(Found.Unavailable)
                : Route(side, opened[p], now);
            CryptographicOperations.ZeroMemory(opened[p].Content);
        }
        return routes;
    }

    /// <summary>The digits of a main number.</summary>
    public static string MainNumber(in ExtendedNumber number) => (number with { ExtensionDigits = 0 }).ToString();

    private CallRoute Route(Side side, in OpenedRecord record, long now)
    {
        var (main, key, pair, back, courier) = side;
        var confirms = back is not null && back.Peer == key && back.IsCourier != pair.IsCourier
            && (back.Id, back.Party, back.ExpiresAt) == (pair.Id, pair.Party, pair.ExpiresAt);
        // What is kept longer than it has to be is nobody's any more.
        if (!confirms || pair.FreeAt <= now || record.Found == Found.No) return CallRoute.Unknown;
        if (record.Found != Found.Yes) return new CallRoute(record.Found);
        var route = new CallRoute(Found.Yes, CallAnswer.Active, pair.Id, RetainUntil: record.Header.RetainUntil);
        if (pair.ExpiresAt <= now || record.Header.RetainUntil <= now) return route with { Answer = CallAnswer.Expired };
        if (record.Content is not { } content || record.Header.Revision < pair.Revision) return CallRoute.Unknown;
        if (record.IsErased) return route with { Answer = CallAnswer.Released };
        var party = RoleOf(pair.Party);
        var (courierKey, partyKey) = pair.IsCourier ? (key, pair.Peer) : (pair.Peer, key);
        if (NumberCheck.NumberOf(record.Header, party).State == NumberState.Released
            || PartyPhones.Reachable(_virtualPhones, content, party) is not { } phone || calls.Vault.PairKey(main, phone) != partyKey)
            return route with { Answer = CallAnswer.Released };
        // The phone must be the one whose place the party's names.
        if (courier is null || calls.Vault.PairKey(main, courier) != courierKey) return CallRoute.Unknown;
        return route with { ConnectTo = pair.IsCourier ? phone : courier, Party = pair.IsCourier ? party : PartyRole.Unspecified, ExpiresAt = pair.ExpiresAt };
    }

    private static PartyRole RoleOf(TokenParty party) => party == TokenParty.Sender ? PartyRole.Sender : PartyRole.Recipient;

    /// <summary>A caller's side of a pair.</summary>
    /// <param name="Main">The main number.</param>
    /// <param name="Key">The caller's place there.</param>
    /// <param name="Pair">What it leads to.</param>
    /// <param name="Back">What the other's place leads to.</param>
    /// <param name="Courier">The courier's phone.</param>
    private sealed record Side(string Main, string Key, CallPair Pair, CallPair? Back, string? Courier);
}
