using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Engine.Credentials;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>HTTP/2 over TLS with the operator's certificate.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-e2e-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("PEM")]
    [InlineData("PKCS#12")]
    public async Task Server_WithACertificate_SpeaksHttp2OverTls(string format)
    {
        using var certificate = MakeCertificate();
        string[] arguments = format == "PEM" ? WritePem(certificate) : WritePkcs12(certificate);
        await using var server = await ServerUnderTest.StartAsync(["--Store:Timeout=00:00:30", .. arguments]);
        Assert.Equal("https", server.Address.Scheme);

        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.Thumbprint;
        using var clients = new ServerClients(server.Address, handler: handler);

        ReplayTests.AssertCreated(await clients.MaskAsync(WaybillMaker.Make()));
    }

    [Fact]
    public async Task ClientThatDoesNotTrustTheCertificate_Calling_GetsNothing()
    {
        using var certificate = MakeCertificate();
        await using var server = await ServerUnderTest.StartAsync(["--Store:Timeout=00:00:30", .. WritePem(certificate)]);

        var e = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => server.Clients.MaskAsync(WaybillMaker.Make()));

        Assert.Equal(Grpc.Core.StatusCode.Internal, e.StatusCode);
    }

    [Theory]
    [InlineData("*", false, true)]
    [InlineData("*", true, false)]
    [InlineData("127.0.0.1", false, false)]
    public async Task Server_InClearTextBeyondLoopback_WarnsTheOperator(string address, bool hasCertificate, bool warns)
    {
        var keys = Path.Combine(_folder, "keys.json");
        ApiKeyFile.Add(keys, "sorter-1", "acme", null, ["mask"]);
        using var certificate = MakeCertificate();
        using var log = new LogCapture();
        await using var server = await ServerUnderTest.StartAsync(
            ["--Store:Timeout=00:00:30", $"--Credentials:File={keys}", $"--Listen:Address={address}", .. hasCertificate ? WritePem(certificate) : []], log);
        Assert.Equal(warns ? 1 : 0, log.Lines.Count(l => l.Contains("unencrypted", StringComparison.Ordinal)));
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=privacywaybill.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private string[] WritePem(X509Certificate2 certificate)
    {
        var (file, keyFile) = (Path.Combine(_folder, "server.pem"), Path.Combine(_folder, "server.key"));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return [$"--Listen:Certificate={file}", $"--Listen:CertificateKey={keyFile}"];
    }

    private string[] WritePkcs12(X509Certificate2 certificate)
    {
        var file = Path.Combine(_folder, "server.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "secret"));
        return [$"--Listen:Certificate={file}", "--Listen:CertificatePassword=secret"];
    }
}
