using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary>A connection to a server, with the API key on every call.</summary>
internal sealed class ServerConnection : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel _channel;

    /// <summary>Prepares the connection.</summary>
    /// <exception cref="UsageException">The certificate file cannot be used.</exception>
    public ServerConnection(Uri server, string? key, string? caFile)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        };
        if (caFile is not null) handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = PolicyOf(caFile) };
        _channel = GrpcChannel.ForAddress(server, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            // Results with sealed records can be larger than their requests.
            MaxReceiveMessageSize = MessageLimits.HardMessageBytes,
        });
        var calls = _channel.CreateCallInvoker();
        if (key is not null)
        {
            calls = calls.Intercept(metadata =>
            {
                metadata.Add("authorization", $"Bearer {key}");
                return metadata;
            });
        }
        Masking = new(calls);
        Numbers = new(calls);
        Reveals = new(calls);
        Records = new(calls);
        Imports = new(calls);
        Pools = new(calls);
        Health = new(calls);
    }

    /// <summary>Masking.</summary>
    public WaybillMaskingService.WaybillMaskingServiceClient Masking { get; }

    /// <summary>Virtual numbers.</summary>
    public VirtualNumberService.VirtualNumberServiceClient Numbers { get; }

    /// <summary>Originals.</summary>
    public RevealService.RevealServiceClient Reveals { get; }

    /// <summary>Records.</summary>
    public RecordService.RecordServiceClient Records { get; }

    /// <summary>Bindings of other number clouds.</summary>
    public ImportService.ImportServiceClient Imports { get; }

    /// <summary>Segments of numbers.</summary>
    public NumberPoolService.NumberPoolServiceClient Pools { get; }

    /// <summary>Health.</summary>
    public Health.HealthClient Health { get; }

    /// <summary>The options of a call with one answer.</summary>
    public static CallOptions Once(CancellationToken cancel) =>
        // A deadline is by the clock of the system, whatever the command's: the client compares it with that.
        new(deadline: (TimeProvider.System.GetUtcNow() + CallTimeout).UtcDateTime, cancellationToken: cancel);

    /// <summary>The options of a call that answers for as long as it has something to say.</summary>
    public static CallOptions Stream(CancellationToken cancel) => new(cancellationToken: cancel);

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private static X509ChainPolicy PolicyOf(string caFile)
    {
        // The name in the certificate is checked as ever.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(caFile);
        }
        catch (CryptographicException)
        {
            throw new UsageException("--ca: the file cannot be read as PEM certificates");
        }
        if (policy.CustomTrustStore.Count == 0) throw new UsageException("--ca: the file holds no PEM certificate");
        return policy;
    }
}
