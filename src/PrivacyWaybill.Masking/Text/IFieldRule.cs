namespace PrivacyWaybill.Masking.Text;

/// <summary>A field's masking rule.</summary>
internal interface IFieldRule
{
    /// <summary>Writes the masked form of the whole text.</summary>
    static abstract void Mask(MaskingProfile profile, in FieldText text, ref MaskOutput output);
}
