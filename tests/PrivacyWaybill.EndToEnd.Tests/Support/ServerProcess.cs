namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>The server as a process of its own.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    public const string Project = "PrivacyWaybill.Server";

    private ServerProcess(ProgramRun run, Uri address)
    {
        Run = run;
        Clients = new ServerClients(address);
        Address = address;
    }

    public ProgramRun Run { get; }

    public Uri Address { get; }

    public ServerClients Clients { get; }

    public static async Task<ServerProcess> StartAsync(params IEnumerable<string> arguments)
    {
        var run = ProgramRun.Dotnet(Project, ["--Listen:Port=0", .. arguments]);
        return new ServerProcess(run, new Uri(await run.LineAsync("listening on ")));
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await Run.DisposeAsync();
    }
}
