using System.Buffers;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Engine.Content;

/// <summary>Tells texts that were masked, as a whole or in part, before they came: they are no originals.</summary>
internal static class ArrivedMasked
{
    /// <summary>What a masker notes of a text that arrived masked.</summary>
    public const MaskNotes Noted = MaskNotes.AlreadyMasked | MaskNotes.MaskedFurther;

    // The longest text that the contract allows has 600 bytes.
    private const int OnStack = 640;

    // Letters, digits and Han characters alone hide nothing; an x may. Of Han characters the first byte is E4 to E9.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. "abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ0123456789 -,."u8, .. Enumerable.Range(0x80, 0x40).Select(b => (byte)b), .. Enumerable.Range(0xE4, 6).Select(b => (byte)b)]);

    /// <summary>Whether a text arrived masked, by the rules of the default profile, which look at all of it.</summary>
    public static bool Is(WaybillField kind, ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAnyExcept(Plain)) return false;
        Span<byte> room = text.Length <= OnStack ? stackalloc byte[OnStack] : new byte[text.Length];
        return (MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient).Mask(kind, text, room).Notes & Noted) != 0;
    }

    /// <inheritdoc cref="Is(WaybillField, ReadOnlySpan{byte})"/>
    public static bool Is(TextField field, ReadOnlySpan<byte> text) => TextFields.Kind(field) is { } kind && Is(kind, text);
}
