using System.CommandLine;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Witness;
using PrivacyWaybill.Vault.Keys;
using StackExchange.Redis;

namespace PrivacyWaybill.Cli.Stores;

/// <summary><c>pw store</c>: what an operator does to a store, on purpose.</summary>
internal static class StoreCommand
{
    /// <summary>The server's own setting, as it reads it from the environment.</summary>
    private const string ConnectionVariable = "PW_Store__Connection";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static Command Create(Shell shell) =>
        new ShellCommand("store", "Prepare the Redis that mappings live in.",
            "pw store init --connection 127.0.0.1:6379 --pool pool.json --keys ring.json")
        { Init(shell), Mend(shell) };

    private static ShellCommand Init(Shell shell)
    {
        var (connection, pool, keys) = StoreOptions();
        var command = new ShellCommand("init", "Write the store's mark and the ledgers of its number segments, once.",
            "pw store init --connection 127.0.0.1:6379 --pool pool.json --keys ring.json",
            "PW_Store__Connection=redis.example:6379,password=… pw store init --pool pool.json --keys ring.json")
        {
            Details = """
                A server issues no number from a store that lacks its mark or ledgers: a store that came back empty would
                hand out numbers that are printed on parcels already. So do this to a new store only. Again, it makes the
                ledgers of segments that are new in the pool file and leaves the others alone.
                """,
        };
        foreach (var option in (Option[])[connection, pool, keys]) command.Add(option);
        command.Runs(shell, async (parse, _) =>
        {
            var text = ConnectionOf(shell, parse.GetValue(connection));
            using var plan = PlanOf(parse.GetRequiredValue(pool), parse.GetRequiredValue(keys));
            await using var store = await ConnectAsync(text);
            var outcome = await StoreInitialisation.RunAsync(store.GetDatabase(), plan, shell.Time);
            foreach (var line in outcome.Report) (outcome.IsReady ? shell.Text : shell.Error).WriteLine(line);
            return outcome.IsReady ? ExitCode.Ok : throw new RefusedException("the store is not initialised");
        });
        return command;
    }

    private static ShellCommand Mend(Shell shell)
    {
        var (connection, pool, keys) = StoreOptions();
        var witness = new Option<string>("--witness") { Description = "The folder with the lease witnesses of all servers (Numbers:Witness:Directory).", HelpName = "FOLDER", Required = true };
        var servers = new Option<string>("--servers") { Description = "The ids of all servers that lease from the store, separated by commas.", HelpName = "IDS", Required = true };
        var command = new ShellCommand("mend", "Mend a store that came back old or empty, from the servers' lease witnesses.",
            "pw store mend --pool pool.json --keys ring.json --witness /var/lib/pw/witness --servers sorter-1,sorter-2")
        {
            Details = """
                No number that may be printed on a parcel is issued again: each block rests until the time that was witnessed.
                Records that the store lost stay lost; their numbers lead to nobody. Stop the servers first. If a server's
                witness is missing, nothing is changed: what it leased is not known. Segments that were added while servers ran are
                mended as well; of a store that is lost they are to be written into the pool file first.
                """,
        };
        foreach (var option in (Option[])[connection, pool, keys, witness, servers]) command.Add(option);
        command.Runs(shell, async (parse, _) =>
        {
            var text = ConnectionOf(shell, parse.GetValue(connection));
            using var plan = PlanOf(parse.GetRequiredValue(pool), parse.GetRequiredValue(keys));
            using var files = WitnessOf(parse.GetRequiredValue(witness), parse.GetRequiredValue(servers));
            await using var store = await ConnectAsync(text);
            var outcome = await StoreMending.RunAsync(store.GetDatabase(), plan, files, shell.Time);
            foreach (var line in outcome.Report) (outcome.IsReady ? shell.Text : shell.Error).WriteLine(line);
            return outcome.IsReady ? ExitCode.Ok : throw new RefusedException("the store is not mended");
        });
        return command;
    }

    private static (Option<string> Connection, Option<string> Pool, Option<string> Keys) StoreOptions()
    {
        var connection = new Option<string>("--connection")
        {
            Description = $"The store's connection string. Default: environment variable {ConnectionVariable}, which keeps a password out of the list of processes.",
            HelpName = "REDIS",
        };
        var pool = new Option<string>("--pool") { Description = "The pool file, with its segments of numbers.", HelpName = "FILE", Required = true };
        var keys = new Option<string>("--keys") { Description = "The key ring file that the servers use.", HelpName = "RINGFILE", Required = true };
        return (connection, pool, keys);
    }

    private static string ConnectionOf(Shell shell, string? option) => option ?? shell.Variable(ConnectionVariable)
        ?? throw new UsageException($"--connection: name the store, here or in the environment variable {ConnectionVariable}");

    private static LeaseWitnessFile WitnessOf(string folder, string servers)
    {
        if (!Directory.Exists(folder)) throw new UsageException("--witness: no such folder");
        string[] ids = servers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length == 0 || !ids.All(LeaseWitnessFile.IsServerId)) throw new UsageException("--servers: ids of ASCII letters, digits, '-' or '_', separated by commas");
        return new LeaseWitnessFile(folder, "", ids);
    }

    private static NumberPlan PlanOf(string poolFile, string ringFile)
    {
        try
        {
            var segments = SegmentTable.Load(poolFile);
            if (segments.Segments.FirstOrDefault(static s => s.Demo) is { } demo)
                throw new UsageException($"--pool: segment '{demo.Name}' is for demonstrations, which only a server's embedded store accepts; leave it out");
            using var file = KeyRingFile.Load(ringFile);
            using var ring = KeyRing.Create(file);
            return new NumberPlan(segments, segment => ring.DerivePermutationKey(segment.Id));
        }
        // Their messages name the file, the segment and the remedy, never a key.
        catch (Exception e) when (e is SegmentException or KeyRingException)
        {
            throw new UsageException(e.Message);
        }
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(string text)
    {
        ConfigurationOptions options;
        try
        {
            options = RedisOptions.Parse(text, Timeout);
        }
        catch (ArgumentException)
        {
            // Its text quotes the connection string, password included.
            throw new UsageException("--connection: not a connection string; it is written as redis.example:6379,user=pw,password=…,ssl=true");
        }
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(options);
        }
        catch (RedisException)
        {
            throw new RefusedException("the store cannot be reached; check address, user and password");
        }
    }
}
