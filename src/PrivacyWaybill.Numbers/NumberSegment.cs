using System.Globalization;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// An immutable set of exactly 10^k virtual numbers: a block of main numbers times all extensions of one length. What a
/// number of a segment means never changes; a pool grows by adding segments.
/// </summary>
public sealed class NumberSegment
{
    /// <summary>Smallest k: FF1 demands a domain of at least 10^6 (NIST SP 800-38G Rev. 1, section 5.1).</summary>
    public const int MinimumCapacityDigits = 6;

    /// <summary>Largest k.</summary>
    public const int MaximumCapacityDigits = 12;

    /// <summary>Largest block: its page is 1.5 MB.</summary>
    public const int MaximumBlockSize = 100_000;

    /// <summary>Most blocks a segment may have; its ledger has a member a block, of about 100 bytes in Redis.</summary>
    public const int MaximumBlocks = 10_000_000;

    /// <summary>
    /// Most blocks an external segment may have: each is a key once a number of it is imported, and all are asked when they are counted.
    /// </summary>
    public const int MaximumExternalBlocks = 10_000;

    private static readonly long[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
        1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000];

    /// <summary>Checks and makes a segment.</summary>
    /// <param name="id">Unique in its table and never used again; part of every key and of the permutation's tweak.</param>
    /// <param name="name">Unique in its table: 1 to 32 ASCII letters, digits, '-', '_' or '.'.</param>
    /// <param name="city">The city of its main numbers, for people.</param>
    /// <param name="firstMainNumber">The first main number, 7 to 13 digits; divisible by <paramref name="mainNumbers"/>.</param>
    /// <param name="mainNumbers">How many main numbers: a power of ten.</param>
    /// <param name="extensionLength">Digits of an extension, 0 to 6.</param>
    /// <param name="blockSize">Numbers a lease: a power of ten that divides the capacity, up to 100,000. 0 chooses 1,000
    /// for 10^6 numbers and 10,000 otherwise.</param>
    /// <param name="demo">Whether its numbers exist only for trying things out.</param>
    /// <param name="reserveFor">Name of the segment in whose place this one is used when that is closed; null for one that
    /// is used in its own turn.</param>
    /// <param name="external">Whether another number cloud issued its numbers: they are imported with their bindings, never handed out.</param>
    /// <exception cref="SegmentException">The shape is wrong; the message names the segment, the setting and the remedy.</exception>
    public NumberSegment(ushort id, string name, string city, string firstMainNumber, long mainNumbers,
        int extensionLength, int blockSize = 0, bool demo = false, string? reserveFor = null, bool external = false)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 32 || !name.All(IsNameCharacter))
            throw new SegmentException($"Segment {id}: the name must be 1 to 32 ASCII letters, digits, '-', '_' or '.'.");
        if (firstMainNumber is null || firstMainNumber.Length is < 7 or > 13 || !firstMainNumber.All(char.IsAsciiDigit))
            throw Refuse(name, "firstMainNumber must have 7 to 13 digits and nothing else");
        var mainDigits = Array.IndexOf(PowersOfTen, mainNumbers);
        if (mainDigits < 0)
            throw Refuse(name, "mainNumbers must be a power of ten; split other sizes into several segments");
        if (extensionLength is < 0 or > 6)
            throw Refuse(name, "extensionLength must be 0 to 6");
        var first = long.Parse(firstMainNumber, CultureInfo.InvariantCulture);
        if (mainDigits > firstMainNumber.Length || first % mainNumbers != 0)
            throw Refuse(name, "firstMainNumber must be a multiple of mainNumbers; start at an aligned number or split the segment");
        var digits = mainDigits + extensionLength;
        if (digits is < MinimumCapacityDigits or > MaximumCapacityDigits)
            throw Refuse(name, $"it would have 10^{digits} numbers, allowed are 10^{MinimumCapacityDigits} to 10^{MaximumCapacityDigits}; change mainNumbers or extensionLength");

        Capacity = PowersOfTen[digits];
        if (blockSize == 0) blockSize = digits == 6 ? 1_000 : 10_000;
        if (blockSize > MaximumBlockSize || Array.IndexOf(PowersOfTen, blockSize) < 0)
            throw Refuse(name, $"blockSize must be a power of ten up to {MaximumBlockSize}; leave it out for the default");
        if (Capacity / blockSize > MaximumBlocks)
            throw Refuse(name, $"it would have {Capacity / blockSize} blocks, at most {MaximumBlocks} are allowed; raise blockSize");

        if (external && Capacity / blockSize > MaximumExternalBlocks)
            throw Refuse(name, $"it is external and would have {Capacity / blockSize} blocks, at most {MaximumExternalBlocks} are allowed; raise blockSize or split the segment");
        if (external && !string.IsNullOrEmpty(reserveFor))
            throw Refuse(name, "it is external, so nothing is handed out from it; take reserveFor out");

        Id = id;
        Name = name;
        City = city ?? "";
        FirstMainNumber = first;
        MainNumberDigits = (byte)firstMainNumber.Length;
        MainNumbers = mainNumbers;
        ExtensionLength = (byte)extensionLength;
        CapacityDigits = digits;
        BlockSize = blockSize;
        BlockCount = (int)(Capacity / blockSize);
        Demo = demo;
        ReserveFor = string.IsNullOrEmpty(reserveFor) ? null : reserveFor;
        External = external;
        ExtensionsPerMain = PowersOfTen[extensionLength];
    }

    /// <summary>Unique in its table, never used again.</summary>
    public ushort Id { get; }

    /// <summary>Unique in its table, ASCII.</summary>
    public string Name { get; }

    /// <summary>The city of its main numbers.</summary>
    public string City { get; }

    /// <summary>The first main number as a decimal value.</summary>
    public long FirstMainNumber { get; }

    /// <summary>Digits of a main number, leading zeros included: 7 to 13.</summary>
    public byte MainNumberDigits { get; }

    /// <summary>How many main numbers there are: a power of ten.</summary>
    public long MainNumbers { get; }

    /// <summary>Digits of an extension: 0 to 6.</summary>
    public byte ExtensionLength { get; }

    /// <summary>Numbers in all: 10^<see cref="CapacityDigits"/>.</summary>
    public long Capacity { get; }

    /// <summary>k of the capacity 10^k: 6 to 12.</summary>
    public int CapacityDigits { get; }

    /// <summary>Numbers a block; a block is what is leased.</summary>
    public int BlockSize { get; }

    /// <summary>Blocks in all.</summary>
    public int BlockCount { get; }

    /// <summary>Whether its numbers exist only for trying things out.</summary>
    public bool Demo { get; }

    /// <summary>The segment in whose place this one is used when that is closed; null for one that is used in its own turn.</summary>
    public string? ReserveFor { get; }

    /// <summary>
    /// Whether another number cloud issued its numbers. Nothing is ever handed out from it: it has no ledger, no leases and no
    /// permutation, and its numbers get their parties by import (<see cref="ExternalNumbers"/>).
    /// </summary>
    public bool External { get; }

    internal long ExtensionsPerMain { get; }

    /// <summary>The number at a place behind the permutation: main number by quotient, extension by remainder.</summary>
    /// <param name="value">0 to <see cref="Capacity"/> − 1.</param>
    public ExtendedNumber NumberAt(long value)
    {
        var (main, extension) = Math.DivRem(value, ExtensionsPerMain);
        return new ExtendedNumber(FirstMainNumber + main, (int)extension, MainNumberDigits, ExtensionLength);
    }

    /// <summary>The place behind the permutation of a number of this segment.</summary>
    /// <returns>Whether the number is one of this segment's; its digits must be as many as printed.</returns>
    public bool TryFind(in ExtendedNumber number, out long value)
    {
        var main = number.MainNumber - FirstMainNumber;
        value = main * ExtensionsPerMain + number.Extension;
        return main >= 0 && main < MainNumbers && number.MainDigits == MainNumberDigits
            && number.ExtensionDigits == ExtensionLength && (uint)number.Extension < ExtensionsPerMain;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static SegmentException Refuse(string name, string reason) => new($"Segment '{name}': {reason}.");
}
