using System.Text;

namespace PrivacyWaybill.Cli.Tests;

/// <summary>Runs commands in this process, with streams of the test's own.</summary>
internal static class Pw
{
    /// <summary>No measure of speed: what hangs hangs for ever, and a test must end all the same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task<Outcome> RunAsync(params string[] arguments) => RunOnAsync([], arguments);

    public static Task<Outcome> RunOnAsync(string input, params string[] arguments) => RunOnAsync(Encoding.UTF8.GetBytes(input), arguments);

    public static Task<Outcome> RunOnAsync(byte[] input, params string[] arguments) => RunOnAsync(new MemoryStream(input), null, arguments);

    public static async Task<Outcome> RunOnAsync(Stream input, Func<Stream, TextWriter, Shell>? shellOf, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, shellOf?.Invoke(output, error) ?? new Shell(input, output, error)).WaitAsync(Patience);
        return new Outcome(code, output.ToArray(), error.ToString());
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record Outcome(int Code, byte[] Bytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}
