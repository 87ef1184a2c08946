using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>An address to call, and how.</summary>
/// <param name="Address">http or https.</param>
/// <param name="Authority">The certificate that vouches for the server, or null for those of the system.</param>
/// <param name="ApiKey">Sent with each call, or null.</param>
internal sealed record Endpoint(Uri Address, X509Certificate2? Authority = null, string? ApiKey = null)
{
    /// <summary>Options of a call.</summary>
    public CallOptions Options => new(ApiKey is null ? null : new Metadata { { "authorization", $"Bearer {ApiKey}" } });

    /// <summary>Opens a connection of its own.</summary>
    public GrpcChannel Connect()
    {
        var handler = new SocketsHttpHandler();
        if (Authority is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { Authority }, RevocationMode = X509RevocationMode.NoCheck },
            };
        }
        return GrpcChannel.ForAddress(Address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = null });
    }
}
