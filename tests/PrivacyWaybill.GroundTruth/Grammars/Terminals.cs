using System.Globalization;

namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>
/// What the grammar cannot say itself: <c>{d:4}</c> four digits, <c>{n:1-30}</c> a number of a range, <c>{hn:1-30}</c>
/// the same in Chinese, <c>{hd:3}</c> Chinese digits, <c>{of:ABC}</c> one of the characters, <c>{id}</c> an identity
/// number and <c>{luhn:622202,19}</c> a card number with their check digits.
/// </summary>
internal static class Terminals
{
    private const string HanDigits = "零一二三四五六七八九";

    public static bool IsKnown(string name) => name is "d" or "n" or "hn" or "hd" or "of" or "id" or "luhn";

    public static string Write(string name, string argument, ref Dice dice) => name switch
    {
        "d" => Digits(Number(argument), ref dice),
        "n" => InRange(argument, ref dice).ToString(CultureInfo.InvariantCulture),
        "hn" => Han(InRange(argument, ref dice)),
        "hd" => string.Concat(Digits(Number(argument), ref dice).Select(digit => HanDigits[digit - '0'])),
        "of" => OneOf(argument, ref dice),
        "id" => Identity(ref dice),
        _ => Card(argument.Split(',')[0], Number(argument.Split(',')[1]), ref dice),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int InRange(string range, ref Dice dice)
    {
        var dash = range.IndexOf('-');
        var least = Number(range[..dash]);
        return least + dice.Next(Number(range[(dash + 1)..]) - least + 1);
    }

    private static string Digits(int count, ref Dice dice)
    {
        var digits = new char[count];
        for (var i = 0; i < count; i++)
            digits[i] = (char)('0' + dice.Next(10));
        return new string(digits);
    }

    private static string OneOf(string characters, ref Dice dice)
    {
        var runes = characters.EnumerateRunes().ToArray();
        return runes[dice.Next(runes.Length)].ToString();
    }

    private static string Han(int number) => number switch
    {
        < 10 => HanDigits[number].ToString(),
        10 => "十",
        < 20 => "十" + HanDigits[number - 10],
        < 100 => HanDigits[number / 10] + "十" + (number % 10 == 0 ? "" : HanDigits[number % 10].ToString()),
        _ => HanDigits[number / 100] + "百" + (number % 100 == 0 ? "" : number % 100 < 10 ? "零" + HanDigits[number % 100] : HanDigits[number % 100 / 10] + "十" + (number % 10 == 0 ? "" : HanDigits[number % 10].ToString())),
    };

    /// <summary>GB 11643-1999: area, day of birth, sequence, check character.</summary>
    private static string Identity(ref Dice dice)
    {
        string[] areas = ["110105", "310115", "440307", "330106", "510107", "420106", "370202", "650102", "150102", "210102"];
        var body = areas[dice.Next(areas.Length)]
            + (1950 + dice.Next(60)).ToString(CultureInfo.InvariantCulture)
            + (1 + dice.Next(12)).ToString("00", CultureInfo.InvariantCulture)
            + (1 + dice.Next(28)).ToString("00", CultureInfo.InvariantCulture)
            + Digits(3, ref dice);
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return body + "10X98765432"[body.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11];
    }

    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    private static string Card(string issuer, int length, ref Dice dice)
    {
        var body = issuer + Digits(length - issuer.Length - 1, ref dice);
        var sum = body.Reverse().Select((digit, i) => i % 2 == 0 ? (digit - '0') * 2 : digit - '0').Sum(value => value > 9 ? value - 9 : value);
        return body + (char)('0' + (10 - sum % 10) % 10);
    }
}
