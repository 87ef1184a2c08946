using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.Server.Tests.Settings;

public sealed class SettingsValidatorTests
{
    /// <summary>Any file that exists.</summary>
    private static readonly string Existing = typeof(SettingsValidatorTests).Assembly.Location;

    public static TheoryData<string, ServerSettings, string> Bad => new()
    {
        { "port below 0", new() { Listen = new() { Port = -1 } }, "Listen:Port" },
        { "port above 65535", new() { Listen = new() { Port = 65_536 } }, "Listen:Port" },
        { "address that is none", new() { Listen = new() { Address = "example.org" }, Credentials = new() { File = Existing } }, "Listen:Address" },
        { "everywhere without credentials", new() { Listen = new() { Address = "*" } }, "Credentials:File" },
        { "an outer address without credentials", new() { Listen = new() { Address = "10.0.0.1" } }, "Credentials:File" },
        { "any IPv6 address without credentials", new() { Listen = new() { Address = "::" } }, "Credentials:File" },
        { "credentials that there are not", new() { Credentials = new() { File = "/nowhere" } }, "Credentials:File" },
        { "a certificate that there is not", new() { Listen = new() { Certificate = "/nowhere" } }, "Listen:Certificate" },
        { "a certificate's key that there is not", new() { Listen = new() { Certificate = Existing, CertificateKey = "/nowhere" } }, "Listen:CertificateKey" },
        { "a key without a certificate", new() { Listen = new() { CertificateKey = Existing } }, "Listen:Certificate" },
        { "a password without a certificate", new() { Listen = new() { CertificatePassword = "hush" } }, "Listen:Certificate" },
        { "a key ring that there is not", new() { Keys = new() { File = "/nowhere" } }, "Keys:File" },
        { "a folder for a store elsewhere", Lasting(new() { Connection = "localhost", DataFolder = "/tmp" }), "Store:DataFolder" },
        { "a store to be made without a folder", new() { Store = new() { Initialise = true } }, "Store:Initialise" },
        { "a lasting store without keys", new() { Store = new() { Connection = "localhost" }, Numbers = new() { PoolFile = Existing } }, "Keys:File" },
        { "a store in a folder without keys", new() { Store = new() { DataFolder = "/tmp" }, Numbers = new() { PoolFile = Existing } }, "Keys:File" },
        { "a lasting store with the demo pool", new() { Store = new() { Connection = "localhost" }, Keys = new() { File = Existing } }, "Numbers:PoolFile" },
        { "a durability that there is not", new() { Store = new() { Durability = "forever" } }, "Store:Durability" },
        { "replicas, which are not there yet", Lasting(new() { Connection = "localhost", Durability = "replicated" }), "Store:Durability" },
        { "fsynced without a Redis", new() { Store = new() { Durability = "fsynced" } }, "Store:Durability" },
        { "a time-out of 49 ms", new() { Store = new() { Timeout = TimeSpan.FromMilliseconds(49) } }, "Store:Timeout" },
        { "a time-out of more than a minute", new() { Store = new() { Timeout = TimeSpan.FromSeconds(61) } }, "Store:Timeout" },
        { "an outage policy that there is not", new() { Store = new() { Outage = (Shortage)9 } }, "Store:Outage" },
        { "a validity of 59 s", new() { Numbers = new() { DefaultValidity = TimeSpan.FromSeconds(59) } }, "Numbers:DefaultValidity" },
        { "a longest validity below the default", new() { Numbers = new() { LongestValidity = TimeSpan.FromDays(14) } }, "Numbers:LongestValidity" },
        { "a total validity below the longest", new() { Numbers = new() { LongestTotalValidity = TimeSpan.FromDays(89) } }, "Numbers:LongestTotalValidity" },
        { "a poll interval of 0", new() { Numbers = new() { PollInterval = TimeSpan.Zero } }, "Numbers:PollInterval" },
        { "a negative warning", new() { Numbers = new() { ForecastWarning = TimeSpan.FromDays(-1) } }, "Numbers:ForecastWarning" },
        { "a witness without this server's name", new() { Numbers = new() { Witness = new() { Directory = "w" } } }, "Numbers:Witness:Server" },
        { "a witness without a folder", new() { Numbers = new() { Witness = new() { Server = "a" } } }, "Numbers:Witness:Directory" },
        { "a server's name with a slash", new() { Numbers = new() { Witness = new() { Directory = "w", Server = "a/b" } } }, "Numbers:Witness:Server" },
        { "another server's name with a dot", new() { Numbers = new() { Witness = new() { Directory = "w", Server = "a", Servers = ["b.c"] } } }, "Numbers:Witness:Servers:0" },
        { "a longest validity of 11 years", new() { Numbers = new() { LongestValidity = TimeSpan.FromDays(3_651) }, Records = new() { Retention = TimeSpan.FromDays(3_651) } }, "Numbers:LongestValidity" },
        { "a negative quarantine", new() { Numbers = new() { Quarantine = TimeSpan.FromSeconds(-1) } }, "Numbers:Quarantine" },
        { "a quarantine of 11 years", new() { Numbers = new() { Quarantine = TimeSpan.FromDays(4_000) } }, "Numbers:Quarantine" },
        { "leases of 9 s", new() { Numbers = new() { MaximumLeaseAge = TimeSpan.FromSeconds(9) } }, "Numbers:MaximumLeaseAge" },
        { "leases of 31 days", new() { Numbers = new() { MaximumLeaseAge = TimeSpan.FromDays(31) } }, "Numbers:MaximumLeaseAge" },
        { "a negative clock margin", new() { Numbers = new() { ClockMargin = TimeSpan.FromSeconds(-1) } }, "Numbers:ClockMargin" },
        { "a clock margin of two days", new() { Numbers = new() { ClockMargin = TimeSpan.FromDays(2) } }, "Numbers:ClockMargin" },
        { "a pool that there is not", new() { Numbers = new() { PoolFile = "/nowhere" } }, "Numbers:PoolFile" },
        { "an exhaustion policy that there is not", new() { Numbers = new() { Exhausted = (Shortage)9 } }, "Numbers:Exhausted" },
        { "records that end before their numbers", new() { Records = new() { Retention = TimeSpan.FromDays(89) } }, "Records:Retention" },
        { "records kept for longer than 20 years", new() { Records = new() { Retention = TimeSpan.FromDays(7_301) } }, "Records:Retention" },
        { "a census every 59 s", new() { Retention = new() { CensusInterval = TimeSpan.FromSeconds(59) } }, "Retention:CensusInterval" },
        { "a negative census", new() { Retention = new() { CensusInterval = TimeSpan.FromSeconds(-1) } }, "Retention:CensusInterval" },
        { "records deleted within the clocks' margin", new() { Retention = new() { Margin = TimeSpan.FromMinutes(4) } }, "Retention:Margin" },
        { "a census of no keys", new() { Retention = new() { KeysPerSecond = 0 } }, "Retention:KeysPerSecond" },
        { "a journal kept for an hour", new() { Changes = new() { Retention = TimeSpan.FromHours(1) } }, "Changes:Retention" },
        { "changes that settle sooner than clocks agree", new() { Changes = new() { SettleAfter = TimeSpan.FromMinutes(5) } }, "Changes:SettleAfter" },
        { "changes that settle when the journal is gone", new() { Changes = new() { Export = true, Retention = TimeSpan.FromHours(2), SettleAfter = TimeSpan.FromHours(2) } }, "Changes:Retention" },
        { "clocks that differ by more than the journal is kept", new() { Numbers = new() { ClockMargin = TimeSpan.FromHours(3) }, Changes = new() { Export = true, Retention = TimeSpan.FromHours(2) } }, "Changes:Retention" },
        { "an unknown profile", new() { Masking = new() { DefaultProfile = "none" } }, "Masking:DefaultProfile" },
        { "a profile that was not accepted", new() { Masking = new() { DefaultProfile = "sf-middle4" } }, "Masking:DefaultProfile" },
        { "a compliant profile accepted", new() { Masking = new() { AcceptNonCompliant = ["gb41833"] } }, "Masking:AcceptNonCompliant" },
        { "a profile file that there is not", new() { Masking = new() { ProfileFile = "/nowhere" } }, "Masking:ProfileFile" },
        { "a profile file that is none", new() { Masking = new() { ProfileFile = Existing } }, "Masking:ProfileFile" },
        { "a folder as profile file", new() { Masking = new() { ProfileFile = Path.GetDirectoryName(Existing) } }, "Masking:ProfileFile" },
        { "a reload of 99 ms", new() { Masking = new() { ReloadInterval = TimeSpan.FromMilliseconds(99) } }, "Masking:ReloadInterval" },
        { "a reload of two days", new() { Masking = new() { ReloadInterval = TimeSpan.FromDays(2) } }, "Masking:ReloadInterval" },
        { "a negative reload", new() { Masking = new() { ReloadInterval = TimeSpan.FromSeconds(-1) } }, "Masking:ReloadInterval" },
        { "a share below none", new() { Masking = new() { Verify = -0.1 } }, "Masking:Verify" },
        { "a share above all", new() { Masking = new() { Verify = 1.1 } }, "Masking:Verify" },
        { "a share that is none", new() { Masking = new() { Verify = double.NaN } }, "Masking:Verify" },
        { "a violation policy that there is not", new() { Masking = new() { Verify = 1, OnViolation = (ViolationPolicy)9 } }, "Masking:OnViolation" },
        { "a refusal of what is not verified", new() { Masking = new() { OnViolation = ViolationPolicy.Refuse } }, "Masking:OnViolation" },
        { "no batch in flight", new() { Stream = new() { BatchesInFlight = 0 } }, "Stream:BatchesInFlight" },
        { "65 batches in flight", new() { Stream = new() { BatchesInFlight = 65 } }, "Stream:BatchesInFlight" },
        { "a negative drain", new() { Stream = new() { DrainTimeout = TimeSpan.FromSeconds(-1) } }, "Stream:DrainTimeout" },
        { "a drain of two hours", new() { Stream = new() { DrainTimeout = TimeSpan.FromHours(2) } }, "Stream:DrainTimeout" },
        { "no reveals", new() { Reveal = new() { PerMinute = 0 } }, "Reveal:PerMinute" },
        { "callers that there are not", Calls(new() { MayCall = (CallersAllowed)9 }), "Calls:MayCall" },
        { "fewer than no calls", Calls(new() { ConnectedPerWaybill = -1 }), "Calls:ConnectedPerWaybill" },
        { "more calls than there are", Calls(new() { ConnectedPerWaybill = 1_000_001 }), "Calls:ConnectedPerWaybill" },
        { "hours without a beginning", Calls(new() { OpenUntil = new TimeOnly(21, 0) }), "Calls:OpenFrom" },
        { "hours without an end", Calls(new() { OpenFrom = new TimeOnly(7, 0) }), "Calls:OpenUntil" },
        { "hours of nothing or all", Calls(new() { OpenFrom = new TimeOnly(7, 0), OpenUntil = new TimeOnly(7, 0) }), "Calls:OpenUntil" },
        { "a window of 9 s", Calls(new() { MissWindow = TimeSpan.FromSeconds(9) }), "Calls:MissWindow" },
        { "a window of two days", Calls(new() { MissWindow = TimeSpan.FromDays(2) }), "Calls:MissWindow" },
        { "no miss", Calls(new() { MissesPerCaller = 0 }), "Calls:MissesPerCaller" },
        { "no miss of a credential", Calls(new() { MissesPerCredential = 0 }), "Calls:MissesPerCredential" },
        { "fewer of a credential than of a caller", Calls(new() { MissesPerCaller = 11, MissesPerCredential = 10 }), "Calls:MissesPerCredential" },
        { "pairs of 59 s", Calls(new() { LongestPairValidity = TimeSpan.FromSeconds(59) }), "Calls:LongestPairValidity" },
        { "pairs of 31 days", Calls(new() { LongestPairValidity = TimeSpan.FromDays(31) }), "Calls:LongestPairValidity" },
        { "a negative quarantine of pairs", Calls(new() { PairQuarantine = TimeSpan.FromSeconds(-1) }), "Calls:PairQuarantine" },
        { "a quarantine of pairs of two years", Calls(new() { PairQuarantine = TimeSpan.FromDays(730) }), "Calls:PairQuarantine" },
        { "no main number tried", Calls(new() { PairCandidates = 0 }), "Calls:PairCandidates" },
        { "all main numbers tried", Calls(new() { PairCandidates = 1_001 }), "Calls:PairCandidates" },
        { "fewer than no pseudonyms", new() { Pseudonyms = new() { PerDay = -1 } }, "Pseudonyms:PerDay" },
        { "an issuer without a name", Issuer(new() { Prefixes = ["184"] }), "Issuers:0:Name" },
        { "an issuer's name in Han", Issuer(new() { Name = "淘宝", Prefixes = ["184"] }), "Issuers:0:Name" },
        { "an issuer without prefixes", Issuer(new() { Name = "shop" }), "Issuers:0:Prefixes" },
        { "an issuer of all mobiles", Issuer(new() { Name = "shop", Prefixes = ["1"] }), "Issuers:0:Prefixes" },
        { "a prefix that is no digits", Issuer(new() { Name = "shop", Prefixes = ["18x"] }), "Issuers:0:Prefixes" },
        { "a short prefix without extensions", Issuer(new() { Name = "shop", Prefixes = ["18"], ExtensionDigits = 0 }), "Issuers:0:Prefixes" },
        { "main numbers of 4 digits", Issuer(new() { Name = "shop", Prefixes = ["184"], MainDigits = 4 }), "Issuers:0:MainDigits" },
        { "main numbers of 16 digits", Issuer(new() { Name = "shop", Prefixes = ["184"], MainDigits = 16 }), "Issuers:0:MainDigits" },
        { "extensions of 9 digits", Issuer(new() { Name = "shop", Prefixes = ["184"], ExtensionDigits = 9 }), "Issuers:0:ExtensionDigits" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void Validate_OneProblem_IsToldAloneByTheSettingsName(string label, ServerSettings settings, string setting)
    {
        _ = label;
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => SettingsValidator.Validate(settings)).Problems);
        Assert.StartsWith(setting + ": ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralProblems_AreToldAtOnce()
    {
        var e = Assert.Throws<SettingsException>(() => SettingsValidator.Validate(new ServerSettings
        {
            Listen = new() { Port = -1 },
            Reveal = new() { PerMinute = 0 },
            Issuers = [new() { Name = "shop", Prefixes = ["184"] }, new() { Name = "", Prefixes = [] }],
        }));
        Assert.Equal(["Listen:Port", "Reveal:PerMinute", "Issuers:1:Name", "Issuers:1:Prefixes"], e.Problems.Select(p => p[..p.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.All(e.Problems, p => Assert.Contains(p, e.Message, StringComparison.Ordinal));
    }

    public static TheoryData<string, ServerSettings> Good => new()
    {
        { "defaults", new() },
        { "all bounds low", new() { Listen = new() { Port = 0, Address = "::1" }, Stream = new() { BatchesInFlight = 1, DrainTimeout = TimeSpan.Zero }, Numbers = new() { DefaultValidity = TimeSpan.FromSeconds(60), LongestValidity = TimeSpan.FromSeconds(60), Quarantine = TimeSpan.Zero, ClockMargin = TimeSpan.Zero, MaximumLeaseAge = TimeSpan.FromSeconds(10) }, Records = new() { Retention = TimeSpan.FromSeconds(60) }, Store = new() { Timeout = TimeSpan.FromMilliseconds(50) } } },
        { "records kept for 20 years", new() { Records = new() { Retention = TimeSpan.FromDays(7_300) } } },
        { "no census", new() { Retention = new() { CensusInterval = TimeSpan.Zero } } },
        { "a journal", new() { Changes = new() { Export = true, SettleAfter = TimeSpan.FromMinutes(6) } } },
        { "everywhere with credentials", new() { Listen = new() { Address = "*" }, Credentials = new() { File = Existing } } },
        { "localhost", new() { Listen = new() { Address = "localhost" } } },
        { "a lasting store", Lasting(new() { Connection = "localhost", Durability = "fsynced" }) },
        { "a folder", Lasting(new() { DataFolder = "/tmp" }) },
        { "a certificate", new() { Listen = new() { Certificate = Existing, CertificatePassword = "hush" } } },
        { "an accepted profile as default", new() { Masking = new() { DefaultProfile = "sf-middle4", AcceptNonCompliant = ["sf-middle4"] } } },
        { "everything verified and refused", new() { Masking = new() { Verify = 1, OnViolation = ViolationPolicy.Refuse } } },
        { "no reload", new() { Masking = new() { ReloadInterval = TimeSpan.Zero, Verify = 0.001 } } },
        { "calls by night", Calls(new() { MayCall = CallersAllowed.OtherParty, ConnectedPerWaybill = 3, OpenFrom = new TimeOnly(21, 0), OpenUntil = new TimeOnly(7, 0), PairQuarantine = TimeSpan.Zero }) },
        { "issuers", new() { Issuers = [new() { Name = "shop", Prefixes = ["95"] }, new() { Name = "mall", Prefixes = ["170"], ExtensionDigits = 0 }] } },
    };

    [Theory, MemberData(nameof(Good))]
    public void Validate_Usable_SaysNothing(string label, ServerSettings settings)
    {
        _ = label;
        SettingsValidator.Validate(settings);
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData("localhost", true, true)]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("127.1.2.3", true, true)]
    [InlineData("::1", true, true)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("*", false, false)]
    [InlineData("10.0.0.1", true, false)]
    public void IsLoopback_Address_AsItSays(string? address, bool hasCredentials, bool expected) =>
        Assert.Equal(expected, SettingsValidator.IsLoopback(new ServerSettings
        {
            Listen = new() { Address = address },
            Credentials = new() { File = hasCredentials ? Existing : null },
        }));

    private static ServerSettings Lasting(StoreSettings store) =>
        new() { Store = store, Keys = new() { File = Existing }, Numbers = new() { PoolFile = Existing } };

    private static ServerSettings Calls(CallSettings calls) => new() { Calls = calls };

    private static ServerSettings Issuer(IssuerSettings issuer) => new() { Issuers = [issuer] };
}
