using PrivacyWaybill.LoadTest.Commands;

namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>Scenarios that answer one question together.</summary>
internal interface ISuite
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    /// <summary>What it answers, in a sentence.</summary>
    string Description { get; }

    /// <summary>How long each run counts unless another time is named, seconds.</summary>
    int DefaultSeconds { get; }

    /// <summary>Runs them.</summary>
    Task<SuiteResult> RunAsync(Bench bench, SuiteSettings settings);
}
