using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>The address field.</summary>
internal readonly struct AddressRule : IFieldRule
{
    /// <inheritdoc/>
    public static void Mask(MaskingProfile profile, in FieldText text, ref MaskOutput output) =>
        PhoneRule.Mask(profile, text, ref output);
}
