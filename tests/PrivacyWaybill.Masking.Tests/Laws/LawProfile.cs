using System.Text;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>One party's masker of a profile.</summary>
/// <param name="Description">What the profile shows, for a failing case.</param>
/// <param name="Masker">The masker.</param>
/// <param name="Filler">What stands for what is hidden; the smiley for the hidden run of a phone only.</param>
/// <param name="MostTail">How many digits of a phone it may show behind the hidden ones, also of one that arrives masked.</param>
internal sealed record LawProfile(string Description, WaybillMasker Masker, string Filler, int MostTail)
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Masks what is well-formed; the outcome has to be, too, and no longer in bytes.</summary>
    public string Mask(WaybillField field, string text)
    {
        var source = s_strict.GetBytes(text);
        var destination = new byte[source.Length];
        var result = Masker.Mask(field, source, destination);
        Assert.Equal(MaskStatus.Done, result.Status);
        Assert.InRange(result.Written, 0, source.Length);
        var masked = destination.AsSpan(0, result.Written);
        Assert.Equal(!masked.SequenceEqual(source), result.Notes.HasFlag(MaskNotes.Changed));
        return s_strict.GetString(masked);
    }

    /// <summary>A failing case in words.</summary>
    public string Describe(WaybillField field, params string[] texts) => $"{field}, {Description}: {string.Join(" -> ", texts.Select(text => $"'{text}'"))}";

    public override string ToString() => Description;
}
