using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>Where calls lead: those of call pairs by one way, those of all other numbers by the other.</summary>
internal sealed class CallRoutes(EngineParts engine, CallParts calls, VaultWorkers workers)
{
    private readonly NumberRoutes _numbers = new(engine, new RecordOpener(engine.Records, workers), calls.Options.MayCall);
    private readonly PairRoutes _pairs = new(engine, calls, new RecordOpener(engine.Records, workers));

    /// <summary>One route a call, in order.</summary>
    public async Task<CallRoute[]> FindAsync(Caller caller, IReadOnlyList<IncomingCall> incoming)
    {
        var routes = new CallRoute[incoming.Count];
        if (!engine.Gate.IsOpen)
        {
            Array.Fill(routes, new CallRoute(Found.Unavailable));
            return routes;
        }
        List<int> pairs = [], numbers = [];
        for (var c = 0; c < routes.Length; c++) (calls.PairNumbers.Contains(incoming[c].Number) ? pairs : numbers).Add(c);
        await Task.WhenAll(
            FindAsync(numbers, asked => _numbers.FindAsync(caller, asked), incoming, routes),
            FindAsync(pairs, asked => _pairs.FindAsync(caller, asked), incoming, routes));
        return routes;
    }

    private static async Task FindAsync(List<int> which, Func<List<IncomingCall>, Task<CallRoute[]>> find, IReadOnlyList<IncomingCall> incoming, CallRoute[] routes)
    {
        if (which.Count == 0) return;
        var found = await find(which.ConvertAll(c => incoming[c]));
        for (var w = 0; w < found.Length; w++) routes[which[w]] = found[w];
    }
}
