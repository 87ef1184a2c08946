namespace PrivacyWaybill.GroundTruth.Labels;

/// <summary>What may happen to a piece of text, and what it is when it is secret.</summary>
public readonly record struct Label(Exposure Exposure, SecretKind Kind)
{
    public static Label Keep => default;

    public static Label Free => new(Exposure.Free, SecretKind.None);

    public static Label Secret(SecretKind kind) => new(Exposure.Secret, kind);
}
