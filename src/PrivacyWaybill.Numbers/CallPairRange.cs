using System.Globalization;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Main numbers, one after the other, that connect call pairs. They have no extensions and no ledger: one of them serves
/// many pairs at once, as long as no phone is in two of them.
/// </summary>
public sealed class CallPairRange
{
    /// <summary>Most main numbers of a range.</summary>
    public const int MaximumMainNumbers = 1_000_000;

    /// <summary>Checks and makes a range.</summary>
    /// <param name="name">Unique in its table: 1 to 32 ASCII letters, digits, '-', '_' or '.'.</param>
    /// <param name="city">The city of its main numbers, for people.</param>
    /// <param name="firstMainNumber">The first main number, 7 to 13 digits.</param>
    /// <param name="mainNumbers">How many: 1 to 1,000,000.</param>
    /// <param name="demo">Whether its numbers exist only for trying things out.</param>
    /// <exception cref="SegmentException">The shape is wrong; the message names the range, the setting and the remedy.</exception>
    public CallPairRange(string name, string city, string firstMainNumber, int mainNumbers, bool demo = false)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 32 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new SegmentException("callPairs: the name must be 1 to 32 ASCII letters, digits, '-', '_' or '.'.");
        if (firstMainNumber is null || firstMainNumber.Length is < 7 or > 13 || !firstMainNumber.All(char.IsAsciiDigit))
            throw new SegmentException($"Call pairs '{name}': firstMainNumber must have 7 to 13 digits and nothing else.");
        if (mainNumbers is < 1 or > MaximumMainNumbers)
            throw new SegmentException($"Call pairs '{name}': mainNumbers must be 1 to {MaximumMainNumbers}.");
        FirstMainNumber = long.Parse(firstMainNumber, CultureInfo.InvariantCulture);
        MainNumberDigits = (byte)firstMainNumber.Length;
        if ((FirstMainNumber + mainNumbers - 1).ToString(CultureInfo.InvariantCulture).Length > MainNumberDigits)
            throw new SegmentException($"Call pairs '{name}': the last main number would have more digits than the first; lower mainNumbers.");
        (Name, City, MainNumbers, Demo) = (name, city ?? "", mainNumbers, demo);
    }

    /// <summary>Unique in its table, ASCII.</summary>
    public string Name { get; }

    /// <summary>The city of its main numbers.</summary>
    public string City { get; }

    /// <summary>The first main number as a decimal value.</summary>
    public long FirstMainNumber { get; }

    /// <summary>Digits of a main number, leading zeros included: 7 to 13.</summary>
    public byte MainNumberDigits { get; }

    /// <summary>How many main numbers there are.</summary>
    public int MainNumbers { get; }

    /// <summary>Whether its numbers exist only for trying things out.</summary>
    public bool Demo { get; }

    /// <summary>Whether a called number is one of these, without extension.</summary>
    public bool Contains(in ExtendedNumber number) =>
        number.ExtensionDigits == 0 && number.MainDigits == MainNumberDigits
        && number.MainNumber >= FirstMainNumber && number.MainNumber < FirstMainNumber + MainNumbers;

    internal bool Overlaps(byte digits, long first, long count) =>
        digits == MainNumberDigits && first < FirstMainNumber + MainNumbers && FirstMainNumber < first + count;
}
