using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;

namespace PrivacyWaybill.Server.Store;

/// <summary>
/// A Garnet inside this process, on a free loopback port and under a random password: no installation, one command.
/// It goes through the same Redis client as a real store.
/// </summary>
internal sealed class EmbeddedStore : IDisposable
{
    private readonly GarnetServer _server;

    private EmbeddedStore(GarnetServer server, string connection)
    {
        _server = server;
        Connection = connection;
    }

    /// <summary>The connection string, password included: never log it.</summary>
    public string Connection { get; }

    /// <summary>Starts it, in memory or over a folder, from which it recovers what was acknowledged before.</summary>
    public static EmbeddedStore Start(string? dataFolder)
    {
        var port = FreePort();
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        List<string> arguments =
        [
            "-q", "--bind", "127.0.0.1", "--port", $"{port}", "--auth", "Password", "--password", password,
            // Leases and changes are scripts; the default is off.
            "--lua",
            // The native device needs libaio and takes the process down without it.
            "--device-type", "RandomAccess",
            // The default reserves 16 GB of address space; the log grows in pages up to this.
            "--memory", "8g", "--page", "8m", "--index", "256m",
        ];
        if (dataFolder is not null)
        {
            Directory.CreateDirectory(dataFolder);
            // Acknowledged is committed: without the wait Garnet answers before its log is written.
            arguments.AddRange(["--storage-tier", "--logdir", dataFolder, "--checkpointdir", dataFolder, "--aof", "--aof-commit-wait", "--recover", "--fail-on-recovery-error"]);
        }
        var server = new GarnetServer([.. arguments]);
        server.Start();
        return new EmbeddedStore(server, $"127.0.0.1:{port},password={password}");
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
