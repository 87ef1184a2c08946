using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>The company field: free text, but what reads like a person and nothing else is one, as private senders write.</summary>
internal readonly struct CompanyRule : IFieldRule
{
    private const int ShortestName = 2;
    private const int LongestName = 3;

    /// <inheritdoc/>
    public static CharClasses Classes => FreeTextRule.Classes;

    /// <inheritdoc/>
    public static void Mask(FieldText text, MaskOutput output)
    {
        if (!IsPerson(text))
        {
            FreeTextRule.Mask(text, output);
            return;
        }

        PersonName.Mask(text, 0, text.Length, output);
        output.Note(MaskNotes.PersonFound);
    }

    private static bool IsPerson(FieldText text) =>
        text.Length is ShortestName or LongestName && (text.Seen & ~CharKinds.AllHan) == 0
        && (Surnames.IsCommon(text[0]) || text[0] is '小' or '老' && Surnames.IsCommon(text[1]))
        && !PersonWords.IsWord(text, 0, text.Length) && !PersonWords.IsPlace(text, 0, text.Length) && !Organisations.MayEndWith(text[text.Length - 1]);
}
