using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using PrivacyWaybill.Masking.Addresses;
using PrivacyWaybill.Masking.FreeText;
using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking;

/// <summary>
/// Masks the fields of a waybill: UTF-8 in, UTF-8 out. Stateless and safe to share between threads; allocates nothing.
/// </summary>
/// <remarks>
/// <para>
/// A destination as long as the source always suffices and is demanded: masked text is never longer than its input,
/// in bytes, because a label has no room for more. Source and destination must not overlap.
/// </para>
/// <para>
/// Any bytes give a result; time is linear in the length. Masking what was masked changes nothing. Grapheme clusters
/// (Unicode UAX #29) are shown or hidden as a whole. What cannot be recognised is hidden where it may be personal.
/// </para>
/// <para>
/// The rules recognise text by its form. They cannot know that a word of free text is a person's name when nothing
/// around it says so, nor that a company is called like its owner.
/// </para>
/// </remarks>
public sealed class WaybillMasker
{
    // Fields are some 10 to 600 bytes; longer ones borrow from the pool.
    private const int StackBytes = 384;

    // Two suffice for all but contrived input.
    private const int MaxPasses = 6;

    private readonly FieldStyles _styles;

    /// <summary>Masks by a profile.</summary>
    /// <param name="profile">What a masked field shows.</param>
    /// <param name="party">Whose fields are masked.</param>
    public WaybillMasker(MaskingProfile profile, WaybillParty party = WaybillParty.Recipient)
    {
        Profile = profile;
        _styles = party == WaybillParty.Sender ? profile.Sender : profile.Recipient;
    }

    /// <summary>The profile by which this instance masks.</summary>
    public MaskingProfile Profile { get; }

    /// <summary>
    /// Masks a name: the surname stays, each further grapheme becomes <c>*</c>; titles, suffixes such as 收 and
    /// organisations stay, people beside an organisation do not. Phone numbers inside follow the phone rule.
    /// </summary>
    /// <param name="source">The name, UTF-8.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public MaskResult MaskName(ReadOnlySpan<byte> source, Span<byte> destination) =>
        PlainName.TryMask(_styles, source, destination, out var written)
            ? new(MaskStatus.Done, written, MaskNotes.Changed)
            : Run<NameRule>(source, destination);

    /// <summary>
    /// Masks a phone field, mobile or landline, with any number of numbers in any spelling: six digits or more of
    /// each are hidden, extensions entirely (GB/T 41833-2022).
    /// </summary>
    /// <param name="source">The phone field, UTF-8.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public MaskResult MaskPhone(ReadOnlySpan<byte> source, Span<byte> destination) =>
        PlainMobile.TryMask(_styles.Phone, source, destination, out var written) || PlainLandline.TryMask(_styles.Phone, source, destination, out written)
            ? new(MaskStatus.Done, written, MaskNotes.Changed)
            : Run<PhoneRule>(source, destination);

    /// <summary>
    /// Masks an address: from the first unit, floor, room or household on, one <c>***</c>; bracketed delivery notes
    /// and platform tags stay, phones inside follow the phone rule (GB/T 41833-2022).
    /// </summary>
    /// <param name="source">The address as one text, UTF-8.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public MaskResult MaskAddress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (PlainDivision.Is(_styles, source) && source.TryCopyTo(destination)) return new(MaskStatus.Done, source.Length, MaskNotes.None);
        return _styles.Address == AddressStyle.Hidden ? Run<HiddenRule>(source, destination) : Run<AddressRule>(source, destination);
    }

    /// <summary>Masks the leaks in a remark, or any other text, in place; every other byte stays.</summary>
    /// <param name="source">The text, UTF-8.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public MaskResult MaskFreeText(ReadOnlySpan<byte> source, Span<byte> destination) =>
        MaskText<FreeTextRule>(_styles.Remark, source, destination);

    /// <summary>Masks the leaks in a company's name in place; every other byte stays.</summary>
    /// <param name="source">The company, UTF-8.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public MaskResult MaskCompany(ReadOnlySpan<byte> source, Span<byte> destination) =>
        MaskText<CompanyRule>(_styles.Company, source, destination);

    /// <summary>Masks the leaks in the description of the goods in place; every other byte stays.</summary>
    /// <param name="source">The goods, UTF-8.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public MaskResult MaskGoods(ReadOnlySpan<byte> source, Span<byte> destination) =>
        MaskText<FreeTextRule>(_styles.Goods, source, destination);

    /// <summary>Masks a field by its kind.</summary>
    /// <param name="field">The kind of field.</param>
    /// <param name="source">The field, UTF-8.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>.</param>
    public MaskResult Mask(WaybillField field, ReadOnlySpan<byte> source, Span<byte> destination) => field switch
    {
        WaybillField.Name => MaskName(source, destination),
        WaybillField.Phone => MaskPhone(source, destination),
        WaybillField.Address => MaskAddress(source, destination),
        WaybillField.FreeText => MaskFreeText(source, destination),
        WaybillField.Company => MaskCompany(source, destination),
        WaybillField.Goods => MaskGoods(source, destination),
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>Masks a string; a convenience that allocates. Unpaired surrogates are taken as U+FFFD.</summary>
    /// <param name="field">The kind of field.</param>
    /// <param name="source">The field.</param>
    public string Mask(WaybillField field, string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        var masked = new byte[bytes.Length];
        return Encoding.UTF8.GetString(masked, 0, Mask(field, bytes, masked).Written);
    }

    private MaskResult MaskText<TRule>(TextStyle style, ReadOnlySpan<byte> source, Span<byte> destination) where TRule : IFieldRule => style == TextStyle.Hidden
        ? Run<HiddenRule>(source, destination)
        : Run<TRule>(source, destination);

    private MaskResult Run<TRule>(ReadOnlySpan<byte> source, Span<byte> destination) where TRule : IFieldRule
    {
        if (source.IsEmpty) return default;
        if (destination.Length < source.Length) return new(MaskStatus.DestinationTooSmall, 0, MaskNotes.None);
        var output = MaskOutput.OfThread(source.Length);
        if (!output.Text.TryDecode(source, TRule.Classes)) return new(MaskStatus.InvalidUtf8, 0, MaskNotes.None);
        output.Begin(_styles);
        TRule.Mask(output.Text, output);
        var notes = output.Notes;
        if (output.IsWhole)
        {
            source.CopyTo(destination);
            return new(MaskStatus.Done, source.Length, notes);
        }

        var written = output.WriteTo(source, destination);
        if (destination[..written].SequenceEqual(source)) return new(MaskStatus.Done, written, notes);
        if (!output.IsSettled) written = Settle<TRule>(output, destination[..written]);
        return new(MaskStatus.Done, written, notes | MaskNotes.Changed);
    }

    /// <summary>
    /// Masks in place what was masked until nothing changes. Stars change what stands beside them (a phone in a name
    /// leaves stars that a person in the same part may not keep), so one pass over an unusual field is not always its own
    /// masked form. Each pass only hides more; the last resort hides everything.
    /// </summary>
    /// <returns>The length of the settled text.</returns>
    [SkipLocalsInit]
    private int Settle<TRule>(MaskOutput output, Span<byte> masked) where TRule : IFieldRule
    {
        byte[]? rented = null;
        var scratch = masked.Length <= StackBytes
            ? stackalloc byte[StackBytes]
            : rented = ArrayPool<byte>.Shared.Rent(masked.Length);
        var text = output.Text;
        var length = masked.Length;
        for (var pass = 0; ; pass++)
        {
            text.TryDecode(masked[..length], TRule.Classes);
            output.Begin(_styles);
            if (pass == MaxPasses) Everything.Hide(text, 0, text.Length, output);
            else TRule.Mask(text, output);
            var again = scratch[..output.WriteTo(masked[..length], scratch)];
            var settled = pass == MaxPasses || again.SequenceEqual(masked[..length]);
            again.CopyTo(masked);
            length = again.Length;
            if (settled) break;
        }

        if (rented is not null) ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return length;
    }
}
