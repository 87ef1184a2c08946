using System.Text;

namespace PrivacyWaybill.Cli;

/// <summary>What surrounds a command: standard streams, environment and clock. Tests give their own.</summary>
internal sealed class Shell(Stream input, Stream output, TextWriter error)
{
    /// <summary>Standard input, as raw bytes.</summary>
    public Stream Input { get; } = input;

    /// <summary>Standard output, as raw bytes. What is written through <see cref="Text"/> is flushed at once, so both can be used.</summary>
    public Stream Output { get; } = output;

    /// <summary>Standard output as text: UTF-8, no byte order mark, LF.</summary>
    public TextWriter Text { get; } = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>A person looks at standard error, so a progress bar may be drawn on it.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>The value of an environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The streams of this process.</summary>
    public static Shell OfProcess() => new(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error)
    {
        IsErrorTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
    };
}
