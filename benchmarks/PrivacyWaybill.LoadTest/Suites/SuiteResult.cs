namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>What a suite found beyond its runs.</summary>
/// <param name="Tables">As Markdown, in order.</param>
/// <param name="Plots">As SVG, in order.</param>
/// <param name="Verdict">Or null.</param>
internal sealed record SuiteResult(IReadOnlyList<string> Tables, IReadOnlyList<string> Plots, Verdict? Verdict = null);
