using System.Net;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers.Witness;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Server.Settings;

/// <summary>Says what is wrong with settings, all of it at once, each with the setting's name and the remedy.</summary>
public static class SettingsValidator
{
    /// <summary>Times in records are 32 bits of Unix seconds, which end in 2106: by then no record has one that is later.</summary>
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(7_300);

    /// <exception cref="SettingsException">Something is.</exception>
    public static void Validate(ServerSettings settings)
    {
        var problems = Problems(settings).ToList();
        if (problems.Count > 0) throw new SettingsException(problems);
    }

    /// <summary>Whether the server listens on loopback alone.</summary>
    public static bool IsLoopback(ServerSettings settings) => settings.Listen.Address switch
    {
        null => settings.Credentials.File is null,
        "localhost" => true,
        var address => IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip),
    };

    private static IEnumerable<string> Problems(ServerSettings s)
    {
        foreach (var problem in Listen(s)) yield return problem;
        foreach (var problem in Store(s)) yield return problem;

        var n = s.Numbers;
        if (n.DefaultValidity < TimeSpan.FromSeconds(60)) yield return "Numbers:DefaultValidity: must be at least 60 s";
        if (n.LongestValidity < n.DefaultValidity) yield return "Numbers:LongestValidity: must be at least Numbers:DefaultValidity";
        if (n.LongestValidity > TimeSpan.FromDays(3650)) yield return "Numbers:LongestValidity: must be at most 3650 days";
        if (n.LongestTotalValidity is { } total && (total < n.LongestValidity || total > TimeSpan.FromDays(3650))) yield return "Numbers:LongestTotalValidity: must be Numbers:LongestValidity to 3650 days";
        if (n.Quarantine < TimeSpan.Zero || n.Quarantine > TimeSpan.FromDays(3650)) yield return "Numbers:Quarantine: must be 0 to 3650 days";
        if (n.MaximumLeaseAge < TimeSpan.FromSeconds(10) || n.MaximumLeaseAge > TimeSpan.FromDays(30)) yield return "Numbers:MaximumLeaseAge: must be 10 s to 30 days";
        if (n.ClockMargin < TimeSpan.Zero || n.ClockMargin > TimeSpan.FromDays(1)) yield return "Numbers:ClockMargin: must be 0 to 1 day";
        if (n.PollInterval < TimeSpan.FromMilliseconds(100) || n.PollInterval > TimeSpan.FromMinutes(5)) yield return "Numbers:PollInterval: must be 100 ms to 5 minutes";
        if (n.ForecastWarning < TimeSpan.Zero || n.ForecastWarning > TimeSpan.FromDays(3650)) yield return "Numbers:ForecastWarning: must be 0 (never) to 3650 days";
        foreach (var problem in Witness(n.Witness)) yield return problem;
        foreach (var problem in File("Numbers:PoolFile", n.PoolFile)) yield return problem;
        if (s.Records.Retention < n.LongestValidity) yield return "Records:Retention: must be at least Numbers:LongestValidity, or numbers would outlive what they lead to";
        if (s.Records.Retention > LongestRetention) yield return $"Records:Retention: must be at most {LongestRetention.Days} days";
        foreach (var problem in Life(s)) yield return problem;
        foreach (var problem in Masking(s.Masking)) yield return problem;
        if (s.Stream.BatchesInFlight is < 1 or > 64) yield return "Stream:BatchesInFlight: must be 1 to 64";
        if (s.Stream.DrainTimeout < TimeSpan.Zero || s.Stream.DrainTimeout > TimeSpan.FromHours(1)) yield return "Stream:DrainTimeout: must be 0 to 1 hour";
        if (s.Reveal.PerMinute < 1) yield return "Reveal:PerMinute: must be at least 1";
        foreach (var problem in s.Calls.Problems()) yield return problem;
        if (s.Pseudonyms.PerDay < 0) yield return "Pseudonyms:PerDay: must be 0 (off) or more";
        if (!Enum.IsDefined(n.Exhausted)) yield return "Numbers:Exhausted: must be Fail or MaskOnly";
        for (var i = 0; i < s.Issuers.Count; i++)
            foreach (var problem in Issuer(s.Issuers[i], $"Issuers:{i}")) yield return problem;
    }

    private static IEnumerable<string> Listen(ServerSettings s)
    {
        var l = s.Listen;
        if (l.Port is < 0 or > 65535) yield return "Listen:Port: must be 0 to 65535";
        if (l.Address is not (null or "*" or "localhost") && !IPAddress.TryParse(l.Address, out _)) yield return "Listen:Address: must be an IP address, localhost or *";
        if (s.Credentials.File is null && !IsLoopback(s)) yield return "Credentials:File: without an API key file the server listens on loopback only; make one with 'pw keys new api', or set Listen:Address to 127.0.0.1";
        foreach (var problem in File("Credentials:File", s.Credentials.File)) yield return problem;
        foreach (var problem in File("Listen:Certificate", l.Certificate)) yield return problem;
        foreach (var problem in File("Listen:CertificateKey", l.CertificateKey)) yield return problem;
        if (l.Certificate is null && (l.CertificateKey ?? l.CertificatePassword) is not null) yield return "Listen:Certificate: a key or password is set, but no certificate";
    }

    private static IEnumerable<string> Store(ServerSettings s)
    {
        foreach (var problem in File("Keys:File", s.Keys.File)) yield return problem;
        if (s.Store.Connection is not null && s.Store.DataFolder is not null) yield return "Store:DataFolder: belongs to the embedded store; leave it out with Store:Connection";
        var outlives = s.Store.Connection is not null || s.Store.DataFolder is not null;
        if (outlives && s.Keys.File is null) yield return "Keys:File: a store that outlives the process needs a key ring; make one with 'pw keys new ring'";
        if (outlives && s.Numbers.PoolFile is null) yield return "Numbers:PoolFile: a store that outlives the process needs a number pool of its own; the demo pool is for the embedded store in memory";
        if (s.Store.Initialise && s.Store.DataFolder is null) yield return "Store:Initialise: belongs to the embedded store's Store:DataFolder; for a Redis run 'pw store init'";
        if (s.Store.Durability is not ("memory" or "fsynced")) yield return "Store:Durability: must be memory or fsynced";
        if (s.Store.Durability == "fsynced" && s.Store.Connection is null) yield return "Store:Durability: fsynced needs a Redis with appendfsync always (Store:Connection)";
        if (s.Store.Timeout < TimeSpan.FromMilliseconds(50) || s.Store.Timeout > TimeSpan.FromMinutes(1)) yield return "Store:Timeout: must be 50 ms to 1 minute";
        if (!Enum.IsDefined(s.Store.Outage)) yield return "Store:Outage: must be Fail or MaskOnly";
    }

    private static IEnumerable<string> Life(ServerSettings s)
    {
        var (r, c) = (s.Retention, s.Changes);
        if (r.CensusInterval != TimeSpan.Zero && (r.CensusInterval < TimeSpan.FromMinutes(1) || r.CensusInterval > TimeSpan.FromDays(365))) yield return "Retention:CensusInterval: must be 0 (never), or 1 minute to 365 days";
        if (r.CollectInterval < TimeSpan.FromSeconds(1) || r.CollectInterval > TimeSpan.FromDays(1)) yield return "Retention:CollectInterval: must be 1 second to 1 day";
        if (r.Margin is { } margin && (margin < s.Numbers.ClockMargin || margin > TimeSpan.FromDays(7))) yield return "Retention:Margin: must be Numbers:ClockMargin to 7 days";
        if (r.KeysPerSecond < 1) yield return "Retention:KeysPerSecond: must be at least 1";
        if (c.Retention < TimeSpan.FromHours(2) || c.Retention > TimeSpan.FromDays(365)) yield return "Changes:Retention: must be 2 hours to 365 days";
        var least = ChangeJournalOptions.LeastSettle(s.Store.Timeout, s.Numbers.ClockMargin);
        if (c.SettleAfter is { } settle && settle < least) yield return $"Changes:SettleAfter: must be at least {least:c}, Numbers:ClockMargin and three times Store:Timeout, or changes under way would be passed over";
        else if (c.Export && (c.SettleAfter ?? least) >= c.Retention) yield return $"Changes:Retention: must be longer than it takes a change to settle, {c.SettleAfter ?? least:c}";
    }

    private static IEnumerable<string> Witness(WitnessSettings w)
    {
        if (w.Directory is null && (w.Server is not null || w.Servers.Count > 0)) yield return "Numbers:Witness:Directory: servers are named, but no folder";
        if (w.Directory is not null && w.Server is null) yield return "Numbers:Witness:Server: name this server; the name is to stay when it is restarted";
        if (w.Server is not null && !LeaseWitnessFile.IsServerId(w.Server)) yield return "Numbers:Witness:Server: must be of 1 to 64 ASCII letters, digits, '-' or '_'";
        for (var i = 0; i < w.Servers.Count; i++)
            if (!LeaseWitnessFile.IsServerId(w.Servers[i])) yield return $"Numbers:Witness:Servers:{i}: must be of 1 to 64 ASCII letters, digits, '-' or '_'";
    }

    private static IEnumerable<string> Masking(MaskingSettings m)
    {
        if (m.ReloadInterval != TimeSpan.Zero && (m.ReloadInterval < TimeSpan.FromMilliseconds(100) || m.ReloadInterval > TimeSpan.FromDays(1))) yield return "Masking:ReloadInterval: must be 0 (never), or 100 ms to 1 day";
        if (m.Verify is not (>= 0 and <= 1)) yield return "Masking:Verify: must be a share from 0 (none) to 1 (all)";
        if (!Enum.IsDefined(m.OnViolation)) yield return "Masking:OnViolation: must be Count or Refuse";
        if (m.OnViolation == ViolationPolicy.Refuse && m.Verify is 0) yield return "Masking:OnViolation: nothing is refused without being verified; set Masking:Verify";
        foreach (var problem in Profiles(m)) yield return problem;
    }

    private static IReadOnlyList<string> Profiles(MaskingSettings m)
    {
        try
        {
            m.ProfileChoice().Read();
            return [];
        }
        catch (ProfileException e)
        {
            return e.Faults;
        }
    }

    private static IEnumerable<string> Issuer(IssuerSettings issuer, string path)
    {
        if (issuer.Name.Length is < 1 or > 32 || !issuer.Name.All(char.IsAscii)) yield return $"{path}:Name: must be 1 to 32 characters of ASCII";
        if (issuer.Prefixes.Count == 0 || issuer.Prefixes.Any(p => p.Length < 2 || !p.All(char.IsAsciiDigit))) yield return $"{path}:Prefixes: must be at least one prefix of two or more digits; fewer would let real phones through";
        if (issuer.MainDigits is < 5 or > 15) yield return $"{path}:MainDigits: must be 5 to 15";
        if (issuer.ExtensionDigits is < 0 or > 8) yield return $"{path}:ExtensionDigits: must be 0 to 8";
        if (issuer.ExtensionDigits == 0 && issuer.Prefixes.Any(p => p.Length < 3)) yield return $"{path}:Prefixes: an issuer without extensions needs prefixes of three or more digits";
    }

    private static IEnumerable<string> File(string setting, string? path)
    {
        if (path is not null && !System.IO.File.Exists(path)) yield return $"{setting}: the file does not exist";
    }
}
