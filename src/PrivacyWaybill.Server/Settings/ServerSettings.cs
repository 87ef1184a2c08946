namespace PrivacyWaybill.Server.Settings;

/// <summary>
/// All settings of the server, as bound from file, environment (<c>PW_Store__Connection</c>) and command line
/// (<c>--Store:Connection=…</c>). Defaults run without any of them. <see cref="SettingsValidator"/> says what may stand
/// here.
/// </summary>
public sealed class ServerSettings
{
    /// <summary>Where the server listens.</summary>
    public ListenSettings Listen { get; init; } = new();

    /// <summary>Who may call.</summary>
    public CredentialSettings Credentials { get; init; } = new();

    /// <summary>Where mappings live.</summary>
    public StoreSettings Store { get; init; } = new();

    /// <summary>What mappings are sealed with.</summary>
    public KeySettings Keys { get; init; } = new();

    /// <summary>Virtual numbers.</summary>
    public NumberSettings Numbers { get; init; } = new();

    /// <summary>Sealed records.</summary>
    public RecordSettings Records { get; init; } = new();

    /// <summary>Counting and collecting.</summary>
    public RetentionSettings Retention { get; init; } = new();

    /// <summary>The journal of changes.</summary>
    public ChangeSettings Changes { get; init; } = new();

    /// <summary>Masking rules.</summary>
    public MaskingSettings Masking { get; init; } = new();

    /// <summary>Streams.</summary>
    public StreamSettings Stream { get; init; } = new();

    /// <summary>Reveals.</summary>
    public RevealSettings Reveal { get; init; } = new();

    /// <summary>Calls to virtual numbers.</summary>
    public CallSettings Calls { get; init; } = new();

    /// <summary>Pseudonyms.</summary>
    public PseudonymSettings Pseudonyms { get; init; } = new();

    /// <summary>Platforms whose virtual numbers are printed whole.</summary>
    public IReadOnlyList<IssuerSettings> Issuers { get; init; } = [];
}
