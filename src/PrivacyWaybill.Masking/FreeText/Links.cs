using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.FreeText;

/// <summary>Links: their digits are no phones unless they have the form of a mobile number.</summary>
internal static class Links
{
    private const int MobileDigits = 11;

    // What a longer one goes on with is read like any other text.
    private const int Longest = 256;

    /// <summary>The index after the link that starts at an index; the index itself when none does, or when it carries a mobile number.</summary>
    public static int EndOf(FieldText text, int index)
    {
        if (!text.Has(index, "http") && !text.Has(index, "www.")) return index;
        var end = index;
        var run = 0;
        for (; end - index < Longest && text[end] is > ' ' and < '\u007F'; end++)
        {
            run = char.IsAsciiDigit(text[end]) ? run + 1 : 0;
            if (run == MobileDigits && text[end - MobileDigits + 1] is '1' && !char.IsAsciiDigit(text[end + 1])) return index;
        }

        return end;
    }
}
