using System.Text;

namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>Other spellings of what a production writes: <c>{full:address}</c> is an address in full-width digits.</summary>
internal static class Rewriting
{
    public static bool IsKnown(string name) => name is "full" or "circled" or "keycap" or "formal" or "nfd" or "upper" or "lines";

    public static Func<string, string> Named(string name) => name switch
    {
        "full" => text => string.Concat(text.Select(c => c is >= '0' and <= '9' or >= 'A' and <= 'Z' or '-' or '+' or '(' or ')' ? (char)(c + 0xFEE0) : c)),
        "circled" => text => string.Concat(text.Select(c => c == '0' ? '⓪' : c is >= '1' and <= '9' ? (char)(c - '1' + '①') : c)),
        "keycap" => text => string.Concat(text.Select(c => c is >= '0' and <= '9' ? $"{c}\uFE0F\u20E3" : $"{c}")),
        "formal" => text => string.Concat(text.Select(c => "零一二三四五六七八九".IndexOf(c) is >= 0 and var digit ? "零壹贰叁肆伍陆柒捌玖"[digit] : c)),
        "nfd" => text => text.Normalize(NormalizationForm.FormD),
        "upper" => text => text.ToUpperInvariant(),
        _ => text => text.Replace(' ', '\n'),
    };
}
