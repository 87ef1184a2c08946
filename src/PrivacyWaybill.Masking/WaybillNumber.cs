using System.Buffers;

namespace PrivacyWaybill.Masking;

/// <summary>
/// Checks waybill numbers. They are identifiers and never masked; carriers' forms (SF and 12 or 13 digits, YT and JT
/// and 13, DPK and 12, 14 digits, …) pass as they are, because each carrier adds new ones at will.
/// </summary>
public static class WaybillNumber
{
    /// <summary>The fewest bytes of a waybill number.</summary>
    public const int MinLength = 8;

    /// <summary>The most bytes of a waybill number.</summary>
    public const int MaxLength = 40;

    private const int S10Length = 13;

    private static readonly SearchValues<byte> s_legal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    /// <summary>Checks length, alphabet and, for the form of UPU S10 (two letters, nine digits, two letters), the check digit.</summary>
    /// <param name="number">The number, ASCII.</param>
    public static WaybillNumberFault Validate(ReadOnlySpan<byte> number)
    {
        if (number.Length < MinLength) return WaybillNumberFault.TooShort;
        if (number.Length > MaxLength) return WaybillNumberFault.TooLong;
        if (number.ContainsAnyExcept(s_legal)) return WaybillNumberFault.IllegalByte;
        return IsS10(number) && S10CheckDigit(number[2..10]) != number[10] - '0'
            ? WaybillNumberFault.WrongCheckDigit
            : WaybillNumberFault.None;
    }

    private static bool IsS10(ReadOnlySpan<byte> number) =>
        number.Length == S10Length
        && char.IsAsciiLetter((char)number[0]) && char.IsAsciiLetter((char)number[1])
        && !number[2..11].ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && char.IsAsciiLetter((char)number[11]) && char.IsAsciiLetter((char)number[12]);

    // UPU S10: weights 8 6 4 2 3 5 9 7; 11 less the sum modulo 11; 10 becomes 0 and 11 becomes 5.
    private static int S10CheckDigit(ReadOnlySpan<byte> serial)
    {
        ReadOnlySpan<byte> weights = [8, 6, 4, 2, 3, 5, 9, 7];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * (serial[i] - '0');
        return (11 - sum % 11) switch { 10 => 0, 11 => 5, var digit => digit };
    }
}
