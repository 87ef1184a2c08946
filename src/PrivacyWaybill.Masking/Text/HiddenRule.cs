namespace PrivacyWaybill.Masking.Text;

/// <summary>The rule of a field of which nothing is shown: <c>***</c>, or a star for each character when it has fewer.</summary>
internal readonly struct HiddenRule : IFieldRule
{
    /// <inheritdoc/>
    public static CharClasses Classes => CharClasses.WithoutStops;

    /// <inheritdoc/>
    public static void Mask(FieldText text, MaskOutput output)
    {
        output.Run(text.CountGraphemes(0, text.Length));
        output.Settle();
    }
}
