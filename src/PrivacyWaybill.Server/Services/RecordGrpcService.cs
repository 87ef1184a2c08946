using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.Engine.Changes;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>What is stored of shipments as a whole.</summary>
internal sealed class RecordGrpcService(ErasureDesk erasures, RetentionCensus census, ChangeExport export, CallGuard guard, ErasureAudit audit)
    : RecordService.RecordServiceBase
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    public override async Task<EraseShipmentsResponse> EraseShipments(EraseShipmentsRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Erase);
        if (request.Shipments.Count is 0 or > MessageLimits.BatchWaybills) throw RpcErrors.Invalid("shipments", "must be 1 to 1,000");
        if (!AuditedName.IsOperator(request.OperatorId)) throw RpcErrors.Invalid("operator_id", AuditedName.OperatorRemedy);
        var answers = await erasures.EraseAsync(caller, request.Shipments);
        audit.Write(caller, request.OperatorId, answers.Length, answers.Count(static a => a.Found == Found.Yes));
        return new EraseShipmentsResponse { Results = { answers.Select(static a => new ErasureResult { Code = Code(a.Found), Version = a.Version }) } };
    }

    public override async Task<GetRetentionReportResponse> GetRetentionReport(GetRetentionReportRequest request, ServerCallContext context)
    {
        guard.Require(context, Roles.Administer);
        RetentionReport? report;
        try
        {
            report = await census.ReadAsync();
        }
        catch (TimeoutException)
        {
            throw RpcErrors.Unavailable(RetryDelay);
        }
        if (report is null) throw RpcErrors.NotFound("no census of the store has been taken yet");
        var response = new GetRetentionReportResponse
        {
            StartTime = report.StartedAt.ToTimestamp(),
            FinishTime = report.FinishedAt.ToTimestamp(),
            Complete = report.IsComplete,
            Days = { report.Days.Select(static d => new V1.RetentionDay { Day = d.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Live = (ulong)d.Live, Erased = (ulong)d.Erased }) },
            Due = (ulong)report.Due,
            Collected = (ulong)report.Collected,
            Unreadable = (ulong)report.Unreadable,
            Claims = (ulong)report.Claims,
        };
        if (report.NamedByOddEpochs is { } odd) response.NamedByOddEpochs = (ulong)odd;
        if (report.NamedByEvenEpochs is { } even) response.NamedByEvenEpochs = (ulong)even;
        return response;
    }

    public override async Task ExportChanges(ExportChangesRequest request, IServerStreamWriter<ExportChangesResponse> responses, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Export);
        await foreach (var batch in export.ReadAsync(caller, request.Cursor.Memory, context.CancellationToken))
        {
            switch (batch.State)
            {
                case ExportState.Ok:
                    await responses.WriteAsync(new ExportChangesResponse { Changes = { batch.Changes }, NextCursor = ByteString.CopyFrom(batch.Next) });
                    break;
                case ExportState.Off:
                    throw RpcErrors.Precondition("this server keeps no journal of changes (Changes:Export)", "EXPORT_OFF");
                case ExportState.TooOld:
                    throw RpcErrors.TooOld();
                case ExportState.InvalidCursor:
                    throw RpcErrors.Invalid("cursor", "must be the next_cursor of an earlier answer, or empty");
                default:
                    throw RpcErrors.Unavailable(RetryDelay);
            }
        }
    }

    private static ErasureCode Code(Found found) => found switch
    {
        Found.Yes => ErasureCode.Ok,
        Found.InvalidReference => ErasureCode.InvalidReference,
        Found.No => ErasureCode.NotFound,
        Found.Unreadable => ErasureCode.UnreadableRecord,
        _ => ErasureCode.Unavailable,
    };
}
