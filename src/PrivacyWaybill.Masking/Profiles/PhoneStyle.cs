namespace PrivacyWaybill.Masking.Profiles;

/// <summary>What a profile shows of a phone number.</summary>
/// <param name="MobileHead">Leading digits of a mobile number that stay.</param>
/// <param name="Tail">Trailing digits of any number that may stay.</param>
internal sealed record PhoneStyle(int MobileHead, int Tail)
{
    /// <summary>Digits of a mainland mobile number.</summary>
    public const int MobileDigits = 11;

    /// <summary>The digits that GB/T 41833-2022 demands to be hidden.</summary>
    public const int StandardHidden = 6;

    // Of a number that arrives masked, without a network code at its head.
    private const int MostShownOfOthers = 4;

    /// <summary>
    /// Three and two: knowing the city, 3+4 would leave about 27 candidates for a number, 3+2 leaves about 2,700.
    /// </summary>
    public static PhoneStyle Gb41833 { get; } = new(MobileHead: 3, Tail: 2);

    /// <summary>Digits that are hidden at least.</summary>
    public int Hidden { get; init; } = StandardHidden;

    /// <summary>Whether country and area codes stay.</summary>
    public bool ShowsPrefix { get; init; } = true;

    /// <summary>Whether the smiley <c>^_^</c> stands for the hidden run instead of a star for each digit.</summary>
    public bool Smiles { get; init; }

    /// <summary>The first byte of the second of two words that overlap over the eleven digits of a mobile number.</summary>
    public const int LastWord = MobileDigits - sizeof(ulong);

    /// <summary>The bytes that stay of the first word of a plain mobile number, little endian.</summary>
    public ulong KeepFirst { get; } = Keep(0, MobileHead, MobileDigits - Tail);

    /// <summary>The bytes that stay of the second word.</summary>
    public ulong KeepLast { get; } = Keep(LastWord, MobileHead, MobileDigits - Tail);

    /// <summary>How many digits of a number that arrives masked may show for it to be kept.</summary>
    /// <param name="hasHead">Whether it starts with a network or service code.</param>
    public int MostShown(bool hasHead) => hasHead ? MobileHead + Tail : Tail == 0 ? 0 : Math.Max(Tail, MostShownOfOthers);

    private static ulong Keep(int start, int firstHidden, int firstTail)
    {
        var mask = 0UL;
        for (var i = 0; i < sizeof(ulong); i++)
            if (start + i < firstHidden || start + i >= firstTail) mask |= 0xFFUL << 8 * i;
        return mask;
    }
}
