namespace PrivacyWaybill.Conformance.Text;

/// <summary>What a glyph is, and what is known of it.</summary>
[Flags]
internal enum GlyphKind : byte
{
    None = 0,

    /// <summary>A Chinese character.</summary>
    Han = 1,

    /// <summary>A letter from A to Z.</summary>
    Latin = 2,

    /// <summary>Any other letter, or a symbol that may be part of a nickname.</summary>
    Letter = 4,

    /// <summary>White space.</summary>
    Space = 8,

    /// <summary>A mask character.</summary>
    Mask = 16,

    /// <summary>A mask that hides any number of characters: the smiley.</summary>
    Smile = 32,

    /// <summary>Can be read on the label.</summary>
    Shown = 64,

    /// <summary>Part of a phone number that was judged already.</summary>
    Used = 128,
}
