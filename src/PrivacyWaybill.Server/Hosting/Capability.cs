namespace PrivacyWaybill.Server.Hosting;

/// <summary>
/// What the server can do, as <c>grpc.health.v1</c> names it in <c>HealthCheckRequest.service</c>. Masking needs no store
/// (if the outage policy says so); the rest does. The empty name stands for the process.
/// </summary>
internal static class Capability
{
    public const string Process = "process";
    public const string Mask = "mask";
    public const string Issue = "issue";
    public const string Resolve = "resolve";
    public const string Reveal = "reveal";

    /// <summary>All of them, and the services of the contract by their full names.</summary>
    public static readonly IReadOnlyList<(string Service, string Tag)> Services =
    [
        ("", Process),
        (Mask, Mask), (Issue, Issue), (Resolve, Resolve), (Reveal, Reveal),
        ("privacywaybill.v1.WaybillMaskingService", Mask),
        ("privacywaybill.v1.VirtualNumberService", Resolve),
        ("privacywaybill.v1.RevealService", Reveal),
        ("privacywaybill.v1.RecordService", Reveal),
        ("privacywaybill.v1.NumberPoolService", Issue),
    ];
}
