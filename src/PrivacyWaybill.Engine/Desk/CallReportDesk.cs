using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>Counts ended calls to their shipments. A number that ended meanwhile still leads to its shipment.</summary>
public sealed class CallReportDesk(EngineParts engine, CallParts calls, VaultWorkers workers)
{
    private readonly CallRoutes _routes = new(engine, calls, workers);

    /// <summary>One answer a call, in order.</summary>
    public async Task<ReportCallResponse[]> ReportAsync(Caller caller, IReadOnlyList<EndedCall> ended)
    {
        var routes = await _routes.FindAsync(caller, ended.Select(e => e.Call).ToList());
        var answers = new ReportCallResponse[routes.Length];
        var counted = new List<int>(routes.Length);
        var reports = new List<CallReport>(routes.Length);
        for (var c = 0; c < routes.Length; c++)
        {
            var route = routes[c];
            if (route.Found == Found.Yes && route.Answer != CallAnswer.Unknown)
            {
                counted.Add(c);
                reports.Add(new CallReport(route.Id, calls.Vault.CallName(caller.Tenant, ended[c].CallId), ended[c].IsConnected, route.RetainUntil));
            }
            else
            {
                answers[c] = new ReportCallResponse { Code = route.Found == Found.Yes ? CallReportCode.UnknownNumber : CallReportCode.Unavailable };
            }
        }
        if (counted.Count == 0) return answers;
        var counts = await calls.Counter.ReportAsync(reports);
        for (var i = 0; i < counts.Length; i++)
        {
            answers[counted[i]] = counts[i] switch
            {
                { IsKnown: false } => new ReportCallResponse { Code = CallReportCode.Unavailable },
                { IsDuplicate: true, Connected: var connected } => new ReportCallResponse { Code = CallReportCode.Duplicate, ConnectedCalls = (uint)connected },
                { Connected: var connected } => new ReportCallResponse { Code = CallReportCode.Recorded, ConnectedCalls = (uint)connected },
            };
        }
        return answers;
    }
}
