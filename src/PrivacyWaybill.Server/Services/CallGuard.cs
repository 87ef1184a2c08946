using Grpc.Core;
using PrivacyWaybill.Engine.Credentials;
using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Server.Services;

/// <summary>Tells who calls, by the API key in the call's metadata, and refuses who may not.</summary>
/// <param name="keys">The known keys; null lets every caller do everything, which the settings allow on loopback only.</param>
internal sealed class CallGuard(ApiKeyFile? keys)
{
    private const string Scheme = "Bearer ";

    private static readonly Caller Anyone = new("local", "default", "default",
        Roles.Mask | Roles.Update | Roles.Resolve | Roles.Reveal | Roles.Administer | Roles.Pseudonymise | Roles.Erase | Roles.Export | Roles.Import);

    /// <summary>The caller, who has the role.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED or PERMISSION_DENIED.</exception>
    public Caller Require(ServerCallContext context, Roles role)
    {
        if (keys is null) return Anyone;
        var header = context.RequestHeaders.GetValue("authorization");
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) throw RpcErrors.Unauthenticated();
        var caller = keys.Authenticate(header.AsSpan(Scheme.Length).Trim()) ?? throw RpcErrors.Unauthenticated();
        return caller.May(role) ? caller : throw RpcErrors.PermissionDenied(role);
    }
}
