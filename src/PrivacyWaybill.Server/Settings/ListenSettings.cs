namespace PrivacyWaybill.Server.Settings;

/// <summary>Where the server listens.</summary>
public sealed class ListenSettings
{
    /// <summary>An IP address, or <c>*</c> for all. Default: loopback without credentials, all with credentials.</summary>
    public string? Address { get; init; }

    /// <summary>TCP port; 0 for a free one.</summary>
    public int Port { get; init; } = 5260;

    /// <summary>A certificate turns on TLS: a PEM file (with <see cref="CertificateKey"/>) or a PKCS#12 file.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file of the certificate's private key.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The PKCS#12 file's password.</summary>
    public string? CertificatePassword { get; init; }
}
