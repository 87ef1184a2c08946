using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.Server.Hosting;

/// <summary>Where and how Kestrel listens: HTTP/2 without TLS (h2c), or with the configured certificate.</summary>
internal static class Listening
{
    /// <exception cref="SettingsException">The certificate cannot be used.</exception>
    public static void Configure(KestrelServerOptions kestrel, ServerSettings settings)
    {
        var certificate = LoadCertificate(settings.Listen);
        void Listen(ListenOptions endpoint)
        {
            endpoint.Protocols = HttpProtocols.Http2;
            if (certificate is not null) endpoint.UseHttps(certificate);
        }

        switch (settings.Listen.Address)
        {
            case null when !SettingsValidator.IsLoopback(settings):
            case "*":
                kestrel.ListenAnyIP(settings.Listen.Port, Listen);
                break;
            case null or "localhost":
                // ListenLocalhost cannot take a free port, so one loopback address it is.
                kestrel.Listen(IPAddress.Loopback, settings.Listen.Port, Listen);
                break;
            case var address:
                kestrel.Listen(IPAddress.Parse(address), settings.Listen.Port, Listen);
                break;
        }
        // A stream lives as long as its client: there is no minimal rate of data on it.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
    }

    private static X509Certificate2? LoadCertificate(ListenSettings listen)
    {
        if (listen.Certificate is null) return null;
        try
        {
            if (listen.CertificateKey is null)
                return X509CertificateLoader.LoadPkcs12FromFile(listen.Certificate, listen.CertificatePassword);
            using var pem = X509Certificate2.CreateFromPemFile(listen.Certificate, listen.CertificateKey);
            // The platform's TLS wants the key in a form of its own, which the round trip through PKCS#12 gives.
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        }
        catch (CryptographicException)
        {
            throw new SettingsException("Listen:Certificate: the certificate cannot be read; give PEM files with Listen:CertificateKey, or a PKCS#12 file with Listen:CertificatePassword");
        }
    }
}
