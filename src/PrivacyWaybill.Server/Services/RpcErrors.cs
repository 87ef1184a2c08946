using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Server.Services;

/// <summary>
/// The call errors of the contract, with google.rpc details. Texts are fixed: nothing of a request gets into them.
/// </summary>
internal static class RpcErrors
{
    private const string Domain = "privacywaybill";

    public static RpcException Unauthenticated() =>
        Error(Code.Unauthenticated, "no valid API key; send metadata 'authorization: Bearer <API key>'", "API_KEY_INVALID");

    public static RpcException PermissionDenied(Roles role) =>
        Error(Code.PermissionDenied, $"the API key lacks the role '{role.ToString().ToLowerInvariant()}'", "ROLE_MISSING",
            new() { ["role"] = role.ToString().ToLowerInvariant() });

    public static RpcException Invalid(string field, string remedy) =>
        Error(Code.InvalidArgument, $"{field}: {remedy}", "FIELD_INVALID", new() { ["field"] = field },
            new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = remedy } } });

    public static RpcException NotFound(string what) => Error(Code.NotFound, what, "NOT_FOUND");

    public static RpcException Erased() => Error(Code.NotFound, "the shipment was erased", "ERASED");

    public static RpcException TooOld() =>
        Error(Code.OutOfRange, "what follows the cursor may be gone from the journal (Changes:Retention); begin anew without a cursor", "CURSOR_TOO_OLD");

    public static RpcException Precondition(string what, string reason, Dictionary<string, string>? metadata = null) =>
        Error(Code.FailedPrecondition, what, reason, metadata);

    public static RpcException AlreadyExists(string what, string reason) => Error(Code.AlreadyExists, what, reason);

    public static RpcException Unreadable() =>
        Error(Code.DataLoss, "the stored record cannot be opened: it is damaged, or sealed with a key that this server does not have", "RECORD_UNREADABLE");

    public static RpcException Unavailable(TimeSpan retryAfter) =>
        Error(Code.Unavailable, "the store cannot be reached; try again", "STORE_UNAVAILABLE", null, Retry(retryAfter));

    public static RpcException NumbersUnavailable(string remedy, TimeSpan retryAfter) =>
        Error(Code.Unavailable, remedy, "NUMBERS_UNAVAILABLE", null, Retry(retryAfter));

    public static RpcException Exhausted(TimeSpan retryAfter) =>
        Error(Code.ResourceExhausted, "no free virtual number", "NUMBERS_EXHAUSTED", null, Retry(retryAfter));

    public static RpcException PairsExhausted(TimeSpan retryAfter) =>
        Error(Code.ResourceExhausted, "each main number that was tried has one of the two phones in another pair", "CALL_PAIRS_EXHAUSTED", null, Retry(retryAfter));

    public static RpcException LookUpsThrottled(TimeSpan retryAfter) =>
        Error(Code.ResourceExhausted, "the API key looked up too many numbers that lead to nobody", "LOOK_UPS_THROTTLED", null, Retry(retryAfter));

    public static RpcException QuotaExceeded(TimeSpan retryAfter) =>
        Error(Code.ResourceExhausted, "the API key's quota of reveals is used up", "REVEAL_QUOTA", null, Retry(retryAfter));

    public static RpcException Draining(ulong lastBatchId, ulong lastSequence) =>
        Error(Code.Unavailable, "the server is stopping; send what came after the last answered batch elsewhere", "DRAINING",
            new() { ["last_batch_id"] = $"{lastBatchId}", ["last_batch_sequence"] = $"{lastSequence}" });

    private static RetryInfo Retry(TimeSpan after) => new() { RetryDelay = Duration.FromTimeSpan(after) };

    private static RpcException Error(Code code, string message, string reason, Dictionary<string, string>? metadata = null, params Google.Protobuf.IMessage[] details)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        if (metadata is not null) info.Metadata.Add(metadata);
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        foreach (var detail in details) status.Details.Add(Any.Pack(detail));
        return status.ToRpcException();
    }
}
