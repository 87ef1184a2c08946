namespace PrivacyWaybill.Cli;

/// <summary>The command cannot be carried out as given; the message names the option or file and the remedy, never content.</summary>
internal sealed class UsageException(string message) : Exception(message);
