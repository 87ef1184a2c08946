using PrivacyWaybill.LoadTest.Reporting;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>What a suite found beyond its runs.</summary>
/// <param name="Tables">As Markdown, in order.</param>
/// <param name="Plots">As SVG, in order.</param>
/// <param name="Verdict">Or null.</param>
/// <param name="Shown">The runs that are shown in tables and page; null for all.</param>
internal sealed record SuiteResult(IReadOnlyList<string> Tables, IReadOnlyList<string> Plots, Verdict? Verdict = null, IReadOnlyList<RunReport>? Shown = null);
