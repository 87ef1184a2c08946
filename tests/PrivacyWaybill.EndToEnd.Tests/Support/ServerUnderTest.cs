using Microsoft.Extensions.Logging;
using PrivacyWaybill.Server.Hosting;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>A server in this process, on a real socket, configured by the same arguments as the program.</summary>
public sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly ServerHost _host;

    private ServerUnderTest(ServerHost host)
    {
        _host = host;
        Clients = Connect();
    }

    public Uri Address => _host.Address;

    /// <summary>A connection to it.</summary>
    public ServerClients Clients { get; }

    /// <param name="arguments">Settings as on the command line. The port is a free one.</param>
    /// <param name="log">Gets all that is logged, at trace level.</param>
    /// <param name="clock">Its clock; the system's if left out.</param>
    public static async Task<ServerUnderTest> StartAsync(IEnumerable<string> arguments, LogCapture? log = null, TimeProvider? clock = null)
    {
        var (settings, _) = SettingsReader.Read(["--Listen:Port=0", .. arguments]);
        return new ServerUnderTest(await ServerHost.StartAsync(settings, quiet: true, time: clock, logging: logging =>
        {
            logging.ClearProviders();
            log?.AddTo(logging);
        }));
    }

    /// <summary>Another connection.</summary>
    public ServerClients Connect(string? apiKey = null) => new(Address, apiKey);

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await _host.DisposeAsync();
    }
}
