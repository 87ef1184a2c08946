using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Demo;

/// <summary>Chooses, out of many waybills, a dozen that show something each.</summary>
internal static class InstructiveWaybills
{
    private static readonly (string Why, Func<Waybill, bool> Shows)[] Lessons =
    [
        ("unit and room hidden", w => Address(w).Contains("单元", StringComparison.Ordinal) && w.Recipient.Name.Length == 2),
        ("compound surname", w => w.Recipient.Name.StartsWith("欧阳", StringComparison.Ordinal) || w.Recipient.Name.StartsWith("司马", StringComparison.Ordinal) || w.Recipient.Name.StartsWith("诸葛", StringComparison.Ordinal)),
        ("interpunct", w => w.Recipient.Name.Contains('·', StringComparison.Ordinal)),
        ("title kept, surname hidden", w => w.Recipient.Name.EndsWith("先生", StringComparison.Ordinal) || w.Recipient.Name.EndsWith("女士", StringComparison.Ordinal)),
        ("beyond the BMP", w => w.Recipient.Name.Any(char.IsSurrogate) && w.Recipient.Name.Length <= 6),
        ("Latin name", w => w.Recipient.Name.Length > 5 && w.Recipient.Name.All(c => char.IsAsciiLetter(c) || c == ' ')),
        ("phone with spaces", w => w.Recipient.Mobile.Contains(' ', StringComparison.Ordinal)),
        ("landline", w => w.Recipient.Landline.Length > 0),
        ("village household", w => Address(w).Contains('村', StringComparison.Ordinal) && Address(w).EndsWith('号')),
        ("courier's remark", w => w.Remark.Contains("门禁", StringComparison.Ordinal) || w.Remark.Contains("电话", StringComparison.Ordinal)),
        ("platform's number", w => w.Recipient.PlatformNumber is not null),
        ("masked before it came", w => w.Recipient.Mobile.Contains("****", StringComparison.Ordinal)),
    ];

    /// <summary>The first waybill for each lesson, none twice; fewer if the samples lack one.</summary>
    public static List<(string Why, int Index)> Choose(IReadOnlyList<Waybill> waybills)
    {
        var chosen = new List<(string Why, int Index)>();
        foreach (var (why, shows) in Lessons)
        {
            for (var i = 0; i < waybills.Count; i++)
            {
                if (!shows(waybills[i]) || chosen.Any(c => c.Index == i)) continue;
                chosen.Add((why, i));
                break;
            }
        }
        return chosen;
    }

    /// <summary>An address in one line, whichever way it came.</summary>
    public static string Line(Address? address) => address is null ? ""
        : string.Concat(address.Text, address.Province, address.City, address.District, address.Town, address.Detail);

    private static string Address(Waybill waybill) => Line(waybill.Recipient.Address);
}
