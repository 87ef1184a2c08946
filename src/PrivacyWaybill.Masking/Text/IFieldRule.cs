namespace PrivacyWaybill.Masking.Text;

/// <summary>A field's masking rule.</summary>
internal interface IFieldRule
{
    /// <summary>What the rule makes of each code unit; it may leap from stop to stop.</summary>
    static abstract CharClasses Classes { get; }

    /// <summary>Writes the masked form of the whole text.</summary>
    static abstract void Mask(FieldText text, MaskOutput output);
}
