using System.CommandLine;
using PrivacyWaybill.LoadTest.Commands;
using PrivacyWaybill.LoadTest.Targets;

// Child processes of the ceilings.
if (args is ["echo", var kind])
{
    await EchoHost.RunAsync(asBytes: kind == "bytes");
    return 0;
}

var root = new RunCommand().AddTo(new RootCommand(
    "Drives PrivacyWaybill servers at full speed or at a rate, checks their answers, and accounts for the time. Without a command: run."));
root.Subcommands.Add(new RunCommand().AddTo(new Command("run", "One scenario.")));
root.Subcommands.Add(SuiteCommand.Create());
try
{
    var parsed = root.Parse(args);
    foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
    return parsed.Errors.Count > 0 ? 2 : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("interrupted");
    return 130;
}
catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or TimeoutException
    or System.ComponentModel.Win32Exception or System.Security.Cryptography.CryptographicException or StackExchange.Redis.RedisException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
