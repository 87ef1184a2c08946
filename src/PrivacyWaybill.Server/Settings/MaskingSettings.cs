namespace PrivacyWaybill.Server.Settings;

/// <summary>Masking rules.</summary>
public sealed class MaskingSettings
{
    /// <summary>Profile of a waybill that names none.</summary>
    public string DefaultProfile { get; init; } = "gb41833";
}
