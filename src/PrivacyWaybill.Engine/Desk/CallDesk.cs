using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Resolves calls, a batch at a time: where each leads, then what the operator allows. Guessing is limited by whoever asks:
/// it is to be stopped before it gets here.
/// </summary>
public sealed class CallDesk(EngineParts engine, CallParts calls, VaultWorkers workers)
{
    private readonly CallRoutes _routes = new(engine, calls, workers);

    /// <summary>Whom a call of this number is to be connected to. Records of other tenants do not open.</summary>
    public async Task<CallResolution> ResolveAsync(Caller caller, ExtendedNumber number, string callerNumber = "") =>
        (await ResolveAsync(caller, [new IncomingCall(number, callerNumber)]))[0];

    /// <summary>One answer a call, in order.</summary>
    public async Task<CallResolution[]> ResolveAsync(Caller caller, IReadOnlyList<IncomingCall> incoming)
    {
        var routes = await _routes.FindAsync(caller, incoming);
        var now = engine.Time.GetUtcNow();
        var isClosed = calls.Options.Hours is { } hours && !hours.Contains(now);
        var answers = new CallResolution[routes.Length];
        var counted = new List<int>();
        for (var c = 0; c < routes.Length; c++)
        {
            var route = routes[c];
            if (route.Found != Found.Yes || route.Answer != CallAnswer.Active) answers[c] = new CallResolution(route.Found, route.Answer);
            else if (route.Forbidden != CallReason.Unspecified) answers[c] = Restricted(route.Forbidden);
            else if (isClosed) answers[c] = Restricted(CallReason.OutsideHours) with { OpensAt = calls.Options.Hours!.NextAfter(now) };
            else if (calls.Options.ConnectedPerWaybill > 0) counted.Add(c);
            else answers[c] = Connect(route, incoming[c]);
        }
        if (counted.Count == 0) return answers;
        var counts = await calls.Counter.ReadAsync(counted.ConvertAll(c => routes[c].Id));
        for (var i = 0; i < counts.Length; i++)
            answers[counted[i]] = Judge(counts[i], routes[counted[i]], incoming[counted[i]]);
        return answers;
    }

    private CallResolution Judge(in CallCount count, in CallRoute route, in IncomingCall call)
    {
        if (!count.IsKnown) return new CallResolution(Found.Unavailable);
        return count.Connected >= calls.Options.ConnectedPerWaybill ? Restricted(CallReason.CallLimit) : Connect(route, call);
    }

    private static CallResolution Connect(in CallRoute route, in IncomingCall call) =>
        new(Found.Yes, CallAnswer.Active, route.ConnectTo, route.Party, route.ExpiresAt, PairRoutes.MainNumber(call.Number));

    private static CallResolution Restricted(CallReason reason) => new(Found.Yes, CallAnswer.Restricted, Reason: reason);
}
