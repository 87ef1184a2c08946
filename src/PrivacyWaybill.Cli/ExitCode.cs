namespace PrivacyWaybill.Cli;

/// <summary>What a command's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>All well.</summary>
    public const int Ok = 0;

    /// <summary>Some items failed, or the answer is a negative one.</summary>
    public const int SomeFailed = 1;

    /// <summary>The command cannot be carried out as given: an option, a file, a key.</summary>
    public const int Usage = 2;

    /// <summary>The server, or the store, could not be reached or refused.</summary>
    public const int Refused = 3;

    /// <summary>Stopped by Ctrl+C: 128 and the signal's number, as shells have it.</summary>
    public const int Interrupted = 130;
}
