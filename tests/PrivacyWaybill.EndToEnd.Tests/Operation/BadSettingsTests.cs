using PrivacyWaybill.EndToEnd.Tests.Support;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>Settings that cannot be used stop the start, with exit code 2 and a message that names setting and remedy.</summary>
public sealed class BadSettingsTests : IDisposable
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("pw-e2e-").FullName;

    /// <summary>What is wrong, the arguments, what the message has to say. {0} stands for a folder of the test's own.</summary>
    public static TheoryData<string, string, string[]> Rows => new()
    {
        { "all addresses without API keys", "--Listen:Address=*", ["Credentials:File", "pw keys new api"] },
        { "an address of the network without API keys", "--Listen:Address=192.0.2.1", ["Credentials:File"] },
        { "an address that is none", "--Listen:Address=somewhere", ["Listen:Address"] },
        { "a port beyond the last", "--Listen:Port=70000", ["Listen:Port"] },
        { "a port that is no number", "--Listen:Port=abc", ["Port"] },
        { "an API key file that is not there", "--Credentials:File={0}/none.json", ["Credentials:File"] },
        { "an API key file that is none", "--Credentials:File={0}/garbage.json", ["Credentials:File"] },
        { "a store without a key ring", "--Store:Connection=127.0.0.1:1", ["Keys:File", "pw keys new ring", "Numbers:PoolFile"] },
        { "a key ring that is none", "--Keys:File={0}/garbage.json", ["Keys:File"] },
        { "a pool that is none", "--Numbers:PoolFile={0}/garbage.json", ["Numbers:PoolFile"] },
        { "an unknown setting", "--Numbers:Validity=1", ["Validity"] },
        { "an unknown section", "--Nmbers:Quarantine=1", ["Nmbers", "no such setting"] },
        { "an unknown policy", "--Store:Outage=Shrug", ["Outage"] },
        { "a durability that is none", "--Store:Durability=eternal", ["Store:Durability"] },
        { "fsynced without Redis", "--Store:Durability=fsynced", ["Store:Durability"] },
        { "a default validity below a minute", "--Numbers:DefaultValidity=00:00:30", ["Numbers:DefaultValidity"] },
        { "a longest validity below the default", "--Numbers:LongestValidity=1.00:00:00", ["Numbers:LongestValidity"] },
        { "a retention below the longest validity", "--Records:Retention=10.00:00:00", ["Records:Retention"] },
        { "an unknown profile", "--Masking:DefaultProfile=none", ["Masking:DefaultProfile"] },
        { "a profile that was not accepted", "--Masking:DefaultProfile=sf-middle4", ["Masking:DefaultProfile", "accepted"] },
        { "a profile file with two faults", "--Masking:ProfileFile={0}/profiles.json", ["Masking:ProfileFile: 'bad': sender.name", "Masking:ProfileFile: 'bad': recipient.phone"] },
        { "a share of more than all", "--Masking:Verify=2", ["Masking:Verify"] },
        { "no batch in flight", "--Stream:BatchesInFlight=0", ["Stream:BatchesInFlight"] },
        { "an issuer without prefixes", "--Issuers:0:Name=shop", ["Issuers:0:Prefixes"] },
        { "a certificate that is not there", "--Listen:Certificate={0}/none.pem", ["Listen:Certificate"] },
        { "a certificate that is none", "--Listen:Certificate={0}/garbage.json", ["Listen:Certificate"] },
        { "a configuration file that is not there", "--config={0}/none.json", ["config"] },
        { "a configuration file that is none", "--config={0}/broken.json", ["config"] },
    };

    public BadSettingsTests()
    {
        Directory.CreateDirectory(Folder);
        var garbage = Path.Combine(Folder, "garbage.json");
        File.WriteAllText(garbage, "[ 1, 2 ]");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(garbage, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(Folder, "broken.json"), "{ \"Listen\": ");
        File.WriteAllText(Path.Combine(Folder, "profiles.json"), """{"profiles": [{"name": "bad", "sender": {"name": "full"}, "recipient": {"phone": {"tail": 4}}}]}""");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    [Theory, MemberData(nameof(Rows))]
    public async Task Server_WithABadSetting_EndsWithCode2AndNamesIt(string what, string argument, string[] expected)
    {
        string[] port = argument.StartsWith("--Listen:Port", StringComparison.Ordinal) ? [] : ["--Listen:Port=0"];

        var (exitCode, _, errors) = await ProgramRun.ToEndAsync(ServerProcess.Project, [argument.Replace("{0}", Folder, StringComparison.Ordinal), .. port]);

        Assert.True(exitCode == 2, $"{what}: ended with {exitCode}: {errors}");
        Assert.All(expected, e => Assert.Contains(e, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
