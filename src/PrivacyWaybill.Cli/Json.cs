using Google.Protobuf;

namespace PrivacyWaybill.Cli;

/// <summary>The JSON that <c>pw</c> writes: protobuf's, with the names of the contract, which it also reads.</summary>
internal static class Json
{
    public static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));
}
