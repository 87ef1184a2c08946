namespace PrivacyWaybill.Server.Settings;

/// <summary>
/// Settings from, in rising order of weight: <c>privacywaybill.json</c> in the working folder (or the file that
/// <c>PW_CONFIG</c> or <c>--config</c> names), the environment with the prefix <c>PW_</c>, the command line.
/// </summary>
public static class SettingsReader
{
    private const string DefaultFile = "privacywaybill.json";

    // Read by the host itself, by this class, or by the command line client out of the same environment.
    private static readonly string[] NotOurs = ["Logging", "CONFIG", "SERVER", "API_KEY"];

    /// <summary>Reads and binds; a key that is no setting is an error, because it is a slip that would pass unnoticed.</summary>
    /// <exception cref="SettingsException">A file is missing, a key unknown, or a value of the wrong kind.</exception>
    public static (ServerSettings Settings, IConfiguration Configuration) Read(string[] arguments)
    {
        var configuration = Compose(arguments);
        var known = typeof(ServerSettings).GetProperties().Select(p => p.Name).Concat(NotOurs).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = configuration.GetChildren().Select(c => c.Key).Where(k => !known.Contains(k)).ToList();
        if (unknown.Count > 0)
            throw new SettingsException([.. unknown.Select(k => $"{k}: no such setting; known are {string.Join(", ", known.Except(NotOurs).Order(StringComparer.Ordinal))}")]);

        var ours = new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.AsEnumerable().Where(p => p.Value is not null && !IsNotOurs(p.Key)))
            .Build();
        try
        {
            var settings = ours.Get<ServerSettings>(o => o.ErrorOnUnknownConfiguration = true) ?? new ServerSettings();
            return (settings, configuration);
        }
        catch (InvalidOperationException e)
        {
            // In a list the outer one only says that something failed; the innermost of the binder's own names the key.
            while (e.InnerException is InvalidOperationException inner) e = inner;
            throw new SettingsException(e.Message);
        }
    }

    private static bool IsNotOurs(string key) =>
        NotOurs.Any(n => key.Equals(n, StringComparison.OrdinalIgnoreCase) || key.StartsWith(n + ":", StringComparison.OrdinalIgnoreCase));

    private static IConfigurationRoot Compose(string[] arguments)
    {
        var outer = new ConfigurationBuilder().AddEnvironmentVariables("PW_").AddCommandLine(arguments).Build();
        var named = outer["CONFIG"];
        var file = Path.GetFullPath(named ?? DefaultFile);
        if (named is not null && !File.Exists(file)) throw new SettingsException("config: the file does not exist; name an existing JSON file");
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(file, optional: true)
                .AddEnvironmentVariables("PW_")
                .AddCommandLine(arguments)
                .Build();
        }
        catch (InvalidDataException)
        {
            throw new SettingsException($"config: {Path.GetFileName(file)} is not valid JSON; mend it");
        }
    }
}
