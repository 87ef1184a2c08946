using System.Text.RegularExpressions;

namespace PrivacyWaybill.Cli.Records;

/// <summary>One <c>[original.][party.]kind=column</c> of <c>--map</c>.</summary>
/// <param name="Kind">What the column's values are.</param>
/// <param name="Target">Header, property, dotted path, or the column's number where there is no header.</param>
/// <param name="Party"><c>sender</c>, <c>recipient</c> or null.</param>
/// <param name="IsOriginal">The column holds originals.</param>
internal sealed partial record MapEntry(ColumnKind Kind, string Target, string? Party, bool IsOriginal)
{
    private const string Kinds = "name|phone|address|remark|goods|company|keep|drop";

    /// <summary>As typed.</summary>
    public required string Text { get; init; }

    /// <summary>Reads one option's value, which may hold several entries separated by commas.</summary>
    /// <exception cref="UsageException">An entry is not one.</exception>
    public static IEnumerable<MapEntry> Parse(string value)
    {
        foreach (var text in Separator().Split(value))
        {
            var match = Entry().Match(text);
            if (!match.Success)
                throw new UsageException("--map: an entry is [sender.|recipient.]KIND=COLUMN, with KIND one of " + Kinds.Replace("|", ", ", StringComparison.Ordinal));
            yield return new MapEntry(KindOf(match.Groups["kind"].Value), match.Groups["target"].Value,
                match.Groups["party"] is { Success: true, Value: var party } ? party : null, match.Groups["original"].Success)
            { Text = text };
        }
    }

    private static ColumnKind KindOf(string kind) => kind switch
    {
        "goods" or "company" => ColumnKind.Remark,
        _ => Enum.Parse<ColumnKind>(kind, ignoreCase: true),
    };

    // A comma separates only where another entry follows: column names may have commas too.
    [GeneratedRegex(@",(?=\s*(?:original\.)?(?:(?:sender|recipient)\.)?(?:" + Kinds + ")=)")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^\s*(?<original>original\.)?(?:(?<party>sender|recipient)\.)?(?<kind>" + Kinds + @")=(?<target>.+?)\s*$")]
    private static partial Regex Entry();
}
