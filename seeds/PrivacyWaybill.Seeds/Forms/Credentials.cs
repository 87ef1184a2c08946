using PrivacyWaybill.Seeds.Drawing;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>Identity and bank card numbers with true check digits, so that a check of them finds these.</summary>
internal static class Credentials
{
    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>
    /// An identity number of 18 characters (GB 11643-1999, check character of ISO 7064 MOD 11-2). Its county code ends
    /// in 99, which is assigned to no county: it cannot be anybody's.
    /// </summary>
    public static string IdentityNumber(Dice dice)
    {
        var body = dice.Pick("4403", "3301", "5101", "4201", "1101") + "99"
            + dice.Between(1950, 2010) + dice.Between(1, 12).ToString("D2") + dice.Between(1, 28).ToString("D2") + dice.Digits(3);
        var sum = 0;
        for (var i = 0; i < body.Length; i++) sum += (body[i] - '0') * IdWeights[i];
        return body + "10X98765432"[sum % 11];
    }

    /// <summary>A card number of 19 digits with its Luhn digit (ISO/IEC 7812-1, annex B).</summary>
    public static string BankCard(Dice dice)
    {
        var body = dice.Pick("622202", "622848", "621700") + dice.Digits(12);
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[^(i + 1)] - '0';
            if (i % 2 == 0) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
            sum += digit;
        }
        return body + (char)('0' + (10 - sum % 10) % 10);
    }

    /// <summary>A mailbox in a domain set aside for examples (RFC 2606).</summary>
    public static string Mailbox(Dice dice) => Handle(dice) + "@" + dice.Pick("example.com", "example.net", "mail.example.org");

    /// <summary>A WeChat id: 6 to 20 letters, digits, underscores and hyphens, a letter first.</summary>
    public static string Handle(Dice dice) =>
        dice.Pick("zhang", "lilei", "xiaoyu", "maomao", "chen", "sunny") + dice.Pick("_", "", "-") + dice.Digits(dice.Between(3, 6));

    public static string Plate(Dice dice) =>
        dice.Pick("粤B", "京A", "沪C", "浙A", "川A") + dice.Pick("·", "") + dice.Pick("A", "D", "6", "8") + dice.Digits(4);

    public static string Passport(Dice dice) => dice.Pick("E", "G") + dice.Digits(8);
}
