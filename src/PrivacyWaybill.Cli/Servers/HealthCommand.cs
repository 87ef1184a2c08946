using System.CommandLine;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw health</c>: what a server can do at present.</summary>
internal static class HealthCommand
{
    private static readonly string[] Capabilities = ["process", "mask", "issue", "resolve", "reveal"];

    public static Command Create(Shell shell)
    {
        var capability = new Argument<string?>("CAPABILITY")
        {
            Description = $"One of {string.Join(", ", Capabilities)}; all if left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        capability.AcceptOnlyFromAmong(Capabilities);
        var server = new ServerOptions(shell);
        var asJson = new Option<bool>("--json") { Description = "Print the answer as JSON, in one line." };
        var command = new ShellCommand("health", "Show what a server can do at present (grpc.health.v1). Exit code 1 if it cannot do all that was asked about.",
            "pw health",
            "pw health issue --server https://waybills.example:5260 --ca ca.pem")
        { capability, asJson };
        server.AddTo(command);
        command.Runs(shell, async (parse, cancel) =>
        {
            using var connection = server.Connect(parse);
            var states = new Dictionary<string, string>();
            foreach (var name in parse.GetValue(capability) is { } one ? [one] : Capabilities)
                states[name] = await AskAsync(connection, name == "process" ? "" : name, cancel);
            if (parse.GetValue(asJson)) shell.Text.WriteLine(JsonSerializer.Serialize(states));
            else shell.Text.Write(states.Aggregate(new Sheet(), static (sheet, state) => sheet.Row(state.Key, state.Value)).ToString());
            return states.Values.All(static s => s == "serving") ? ExitCode.Ok : ExitCode.SomeFailed;
        });
        return command;
    }

    private static async Task<string> AskAsync(ServerConnection server, string service, CancellationToken cancel)
    {
        try
        {
            var answer = await server.Health.CheckAsync(new HealthCheckRequest { Service = service }, ServerConnection.Once(cancel));
            return Words.Of(answer.Status) ?? "unknown";
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return "unknown";
        }
    }
}
