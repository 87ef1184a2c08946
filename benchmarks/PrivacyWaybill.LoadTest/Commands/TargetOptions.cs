using System.CommandLine;
using System.Diagnostics;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.LoadTest.Commands;

/// <summary>The options that say what is driven: servers of the run's own, or given ones.</summary>
internal sealed class TargetOptions
{
    private readonly Option<bool> _aof = new("--aof") { Description = "Redis with an append-only file, synced every second, never rewritten." };
    private readonly Option<long> _grown = new("--grown") { Description = "Records that Redis held before the run, a quarter of which is left: one that has been in use, with its memory touched and its table grown." };
    private readonly Option<bool> _tls = new("--tls") { Description = "TLS under a certificate made for the run." };
    private readonly Option<BatchCodecKind> _codec = new("--codec") { Description = "The server's codec." };
    private readonly Option<int> _servers = new("--servers") { Description = "Servers over the one store.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _cluster = new("--cluster") { Description = "A Redis Cluster of three primaries." };
    private readonly Option<int> _retention = new("--retention") { Description = "Seconds that numbers and records live, from 60." };
    private readonly Option<bool> _collect = new("--collect") { Description = "Have records deleted that are over. From then on as many go as come: let --warm-up last retention + 70 s." };
    private readonly Option<string[]> _settings = new("--set") { Description = "A further setting of the own servers, such as Masking:Verify=0.01." };
    private readonly Option<Uri[]> _targets = new("--target")
    {
        Description = "Drives a server that runs already, instead; several are driven at once.",
        HelpName = "URI",
        CustomParser = static result =>
        {
            var addresses = result.Tokens.Select(static t => Uri.TryCreate(t.Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null).ToArray();
            if (Array.IndexOf(addresses, null) >= 0) result.AddError("--target: must be an address such as https://waybills.example:5260");
            return [.. addresses.OfType<Uri>()];
        },
    };
    private readonly Option<string?> _apiKey = new("--api-key") { Description = "Of the given servers; without it the environment's PW_API_KEY.", HelpName = "KEY" };
    private readonly Option<string?> _authority = new("--ca") { Description = "Certificate (PEM) that vouches for the given servers.", HelpName = "FILE" };
    private readonly Option<int[]> _serverIds = new("--server-pid") { Description = "Process of a given server on this machine, to be accounted for.", HelpName = "PID" };
    private readonly Option<int[]> _redisIds = new("--redis-pid") { Description = "Process of a given server's Redis on this machine.", HelpName = "PID" };
    private readonly Option<string?> _redis = new("--redis-address") { Description = "A given server's Redis, to ask for its memory.", HelpName = "HOST:PORT" };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_aof, _grown, _tls, _codec, _servers, _cluster, _retention, _collect, _settings, _targets, _apiKey, _authority, _serverIds, _redisIds, _redis];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>The servers to start.</summary>
    public Deployment ReadDeployment(ParseResult parsed) => new()
    {
        Aof = parsed.GetValue(_aof),
        GrownRecords = parsed.GetValue(_grown),
        Tls = parsed.GetValue(_tls),
        Codec = parsed.GetValue(_codec),
        Servers = parsed.GetValue(_servers),
        Cluster = parsed.GetValue(_cluster),
        RetentionSeconds = parsed.GetValue(_retention),
        Collect = parsed.GetValue(_collect),
        Settings = parsed.GetValue(_settings) ?? [],
    };

    /// <summary>What cannot be, each with the option's name.</summary>
    public IEnumerable<string> FindProblems(ParseResult parsed)
    {
        if (parsed.GetValue(_targets) is not { Length: > 0 })
        {
            foreach (var option in (Option[])[_apiKey, _authority, _serverIds, _redisIds, _redis])
                if (parsed.GetResult(option) is { Implicit: false }) yield return $"{option.Name}: belongs to a --target";
            yield break;
        }
        if (parsed.GetValue(_authority) is { } file && !File.Exists(file)) yield return $"{_authority.Name}: there is no file {file}";
        foreach (var (option, ids) in new[] { (_serverIds, parsed.GetValue(_serverIds)), (_redisIds, parsed.GetValue(_redisIds)) })
            foreach (var id in ids ?? [])
                if (!Runs(id)) yield return $"{option.Name}: no process {id} runs on this machine";
    }

    private static bool Runs(int process)
    {
        try
        {
            Process.GetProcessById(process).Dispose();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The servers that run already, or null if none are given.</summary>
    public GivenTarget? ReadGiven(ParseResult parsed) => parsed.GetValue(_targets) is not { Length: > 0 } addresses ? null : new GivenTarget
    {
        Addresses = addresses,
        ApiKey = parsed.GetValue(_apiKey) ?? Environment.GetEnvironmentVariable("PW_API_KEY"),
        AuthorityFile = parsed.GetValue(_authority),
        ServerIds = parsed.GetValue(_serverIds) ?? [],
        RedisIds = parsed.GetValue(_redisIds) ?? [],
        RedisAddresses = parsed.GetValue(_redis),
    };
}
