using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace PrivacyWaybill.Testing;

/// <summary>
/// A real <c>redis-server</c> of the test's own: a free loopback port, a folder of its own, no persistence unless
/// asked for. It can be killed and started again on the same port and folder, and is gone when disposed.
/// </summary>
public sealed class RedisServerProcess : IAsyncDisposable
{
    private readonly string[] _settings;
    private Process? _process;

    private RedisServerProcess(int port, string folder, string[] settings)
    {
        Port = port;
        Folder = folder;
        _settings = settings;
    }

    /// <summary>The loopback port that the server listens on; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>The server's working folder, where its dump and append-only file are.</summary>
    public string Folder { get; }

    /// <summary>A StackExchange.Redis connection string for this server.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},abortConnect=false";

    /// <summary>Starts a server with additional settings, each as on the command line (<c>--appendonly yes</c>).</summary>
    public static async Task<RedisServerProcess> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("pw-redis-").FullName;
        var server = new RedisServerProcess(FreePort(), folder, settings);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the stopped server again and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("redis-server")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] basics = ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--maxmemory-policy", "noeviction", "--loglevel", "warning"];
        foreach (var argument in basics.Concat(_settings.SelectMany(s => s.Split(' '))))
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start");
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (_process.HasExited) throw new InvalidOperationException($"redis-server exited with {_process.ExitCode}");
            try
            {
                using var probe = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},connectTimeout=500,abortConnect=true");
                await probe.GetDatabase().PingAsync();
                return;
            }
            catch (RedisException)
            {
                await Task.Delay(25);
            }
        }
        throw new TimeoutException("redis-server did not answer in time");
    }

    /// <summary>kill -9: nothing is flushed, connections break.</summary>
    public void Kill()
    {
        if (_process is null) return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        try { Directory.Delete(Folder, recursive: true); }
        catch (IOException) { }
        return ValueTask.CompletedTask;
    }
}
