using System.Globalization;
using PrivacyWaybill.Seeds.Drawing;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>The unique part of one waybill's number.</summary>
internal readonly record struct Serial(SerialPermutation Permutation, long Index)
{
    private static readonly int[] S10Weights = [8, 6, 4, 2, 3, 5, 9, 7];

    public string Digits(int count)
    {
        var serials = 1UL;
        for (var i = 0; i < count; i++) serials *= 10;
        return Permutation.At(Index, serials).ToString("D" + count, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// An identifier of UPU standard S10: service indicator, eight digits, check digit (11 − the weighted sum modulo 11;
    /// 10 becomes 0 and 11 becomes 5), country. The indicator's second letter belongs to the serial.
    /// </summary>
    public string S10(string service, string country)
    {
        var (letter, number) = Math.DivRem(Permutation.At(Index, 26 * 100_000_000UL), 100_000_000UL);
        var digits = number.ToString("D8", CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = 0; i < S10Weights.Length; i++) sum += (digits[i] - '0') * S10Weights[i];
        var check = 11 - sum % 11;
        return service + (char)('A' + letter) + digits + (check switch { 10 => 0, 11 => 5, _ => check }) + country;
    }
}
