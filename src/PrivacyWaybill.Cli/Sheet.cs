using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace PrivacyWaybill.Cli;

/// <summary>An answer for people: labels and values, one a line, indented under headings.</summary>
internal sealed class Sheet
{
    private const int LabelWidth = 16;

    private readonly StringBuilder _text = new();

    /// <summary>A heading; what follows is indented until the next.</summary>
    public Sheet Heading(string text)
    {
        _text.Append(text).Append('\n');
        Indent = "  ";
        return this;
    }

    private string Indent { get; set; } = "";

    /// <summary>A label and its value; nothing if there is no value.</summary>
    public Sheet Row(string label, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _text.Append(Indent).Append(label.PadRight(LabelWidth)).Append(Printable(value)).Append('\n');
        return this;
    }

    /// <summary>A label and a time in UTC; nothing if there is no time.</summary>
    public Sheet Row(string label, Timestamp? time) => Row(label, time is null ? null : Time(time));

    /// <summary>A time as <c>2026-12-08 21:28:24 UTC</c>.</summary>
    public static string Time(Timestamp time) => time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Text that leaves a terminal as it is: what a stranger wrote on a waybill must not be able to move its cursor or
    /// hide what stands beside it.
    /// </summary>
    public static string Printable(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else safe.Append(rune);
        }
        return safe.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
