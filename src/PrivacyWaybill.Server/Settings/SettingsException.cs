namespace PrivacyWaybill.Server.Settings;

/// <summary>The server cannot start as it is configured. Each problem names the setting and the remedy.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception("The configuration cannot be used:" + string.Concat(problems.Select(p => $"{Environment.NewLine}  {p}")))
{
    /// <summary>A single problem.</summary>
    public SettingsException(string problem) : this([problem]) { }

    /// <summary>The problems, each with setting and remedy.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
