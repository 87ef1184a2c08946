namespace PrivacyWaybill.Server.Settings;

/// <summary>A platform whose virtual numbers are printed whole.</summary>
public sealed class IssuerSettings
{
    /// <summary>As callers name it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Main numbers begin with one of these.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Digits of a main number.</summary>
    public int MainDigits { get; init; } = 11;

    /// <summary>Digits of an extension; 0 for none.</summary>
    public int ExtensionDigits { get; init; } = 4;
}
