namespace PrivacyWaybill.Cli;

/// <summary>A server or store that was reached does not do its part; the message says what is missing.</summary>
internal sealed class RefusedException(string message) : Exception(message);
