using System.Text;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Content;

/// <summary>
/// Whether two contents say the same: equality of the normalised fields. A phone is its digits, whatever its spelling;
/// any other text is itself without the white space around it, a linked waybill number in upper case; a text of white
/// space alone is absent, and so is the parent that earlier servers noted of a piece. Whether a text arrived masked
/// follows from the text: the same masked one is the same, a full phone is another than a masked one.
/// </summary>
internal static class ContentComparison
{
    /// <summary>False also if one of them cannot be read.</summary>
    public static bool AreSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var a = new ContentReader(left);
        var b = new ContentReader(right);
        while (true)
        {
            var hasA = NextPresent(ref a);
            var hasB = NextPresent(ref b);
            if (a.IsBroken || b.IsBroken || hasA != hasB) return false;
            if (!hasA) return true;
            if (a.Field != b.Field || !SameText(a.Field, a.Text, b.Text)) return false;
        }
    }

    private static bool NextPresent(ref ContentReader reader)
    {
        while (reader.Next())
            if (reader.Field != TextField.ParentWaybillNo && !Trim(reader.Text).IsEmpty) return true;
        return false;
    }

    private static bool SameText(TextField field, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (Trim(left).SequenceEqual(Trim(right))) return true;
        if (field is TextField.ReturnOf or TextField.RedirectOf or TextField.ReplacementOf) return Ascii.EqualsIgnoreCase(Trim(left), Trim(right));
        if (!IsPhone(field)) return false;
        Span<byte> digitsLeft = stackalloc byte[64];
        Span<byte> digitsRight = stackalloc byte[64];
        return PhoneText.TryNormalise(left, digitsLeft, out var lengthLeft)
            && PhoneText.TryNormalise(right, digitsRight, out var lengthRight)
            && digitsLeft[..lengthLeft].SequenceEqual(digitsRight[..lengthRight]);
    }

    private static bool IsPhone(TextField field) =>
        field == TextFields.Of(PartyRole.Sender, PartyField.Mobile) || field == TextFields.Of(PartyRole.Sender, PartyField.Landline)
        || field == TextFields.Of(PartyRole.Recipient, PartyField.Mobile) || field == TextFields.Of(PartyRole.Recipient, PartyField.Landline);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        // The ideographic space U+3000 is what a Chinese input method types.
        while (true)
        {
            var before = text.Length;
            text = text.Trim(" \t\r\n"u8);
            if (text.StartsWith("\u3000"u8)) text = text[3..];
            if (text.EndsWith("\u3000"u8)) text = text[..^3];
            if (text.Length == before) return text;
        }
    }
}
