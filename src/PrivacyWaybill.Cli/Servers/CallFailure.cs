using System.Globalization;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace PrivacyWaybill.Cli.Servers;

/// <summary>Says what became of a call that failed.</summary>
internal static class CallFailure
{
    /// <summary>Prints <c>error: CODE: message</c> and the google.rpc details below it.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(RpcException failure, TextWriter error)
    {
        var detail = failure.Status.Detail;
        if (failure.Status.DebugException?.GetBaseException().Message is { } cause && !detail.Contains(cause, StringComparison.Ordinal)) detail = $"{detail} ({cause})";
        error.WriteLine($"error: {NameOf(failure.StatusCode)}: {Sheet.Printable(detail)}");
        if (DetailsOf(failure) is { } status)
        {
            foreach (var violation in status.GetDetail<BadRequest>()?.FieldViolations ?? [])
                error.WriteLine($"  field {Sheet.Printable(violation.Field)}: {Sheet.Printable(violation.Description)}");
            if (status.GetDetail<ErrorInfo>() is { } info)
                error.WriteLine($"  reason {Sheet.Printable(info.Reason)}{string.Concat(info.Metadata.Select(m => $" {Sheet.Printable(m.Key)}={Sheet.Printable(m.Value)}"))}");
            if (status.GetDetail<RetryInfo>()?.RetryDelay is { } delay)
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  retry in {delay.ToTimeSpan().TotalSeconds:0.###} s"));
        }
        // What the store knows of the shipment is an answer; all else is a refusal.
        return failure.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.DataLoss ? ExitCode.SomeFailed : ExitCode.Refused;
    }

    private static Google.Rpc.Status? DetailsOf(RpcException failure)
    {
        try
        {
            return failure.GetRpcStatus();
        }
        // Details that cannot be read are no reason to lose the error.
        catch (Exception e) when (e is IOException or FormatException)
        {
            return null;
        }
    }

    /// <summary>As the gRPC documentation writes it: <c>NOT_FOUND</c>.</summary>
    private static string NameOf(StatusCode code) =>
        CodeReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(Code)).FindValueByNumber((int)code)?.Name ?? $"{(int)code}";
}
