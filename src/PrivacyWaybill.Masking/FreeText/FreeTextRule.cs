using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>Remarks, goods, companies: leaks are masked in place.</summary>
internal readonly struct FreeTextRule : IFieldRule
{
    /// <inheritdoc/>
    public static void Mask(MaskingProfile profile, in FieldText text, ref MaskOutput output)
    {
        var kept = 0;
        var scan = new PhoneScan(text, 0, text.Length);
        while (scan.TryFind(out var phone, unknown: false))
        {
            output.Keep(kept, phone.Start);
            phone.Mask(profile.Phone, text, ref output);
            output.Note(MaskNotes.PhoneFound);
            kept = phone.End;
        }

        output.Keep(kept, text.Length);
    }
}
