using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.Server.Tests.Settings;

/// <summary>The environment is the process's: these tests take turns.</summary>
[Collection("environment")]
public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-settings-").FullName;
    private readonly List<string> _variables = [];

    [Fact]
    public void Read_NothingSaid_GivesDefaultsThatCanBeUsed()
    {
        var settings = Read();
        SettingsValidator.Validate(settings);
        Assert.Equal((5260, "gb41833", Shortage.Fail, "memory"), (settings.Listen.Port, settings.Masking.DefaultProfile, settings.Store.Outage, settings.Store.Durability));
        Assert.True(SettingsValidator.IsLoopback(settings));
    }

    [Fact]
    public void Read_CommandLineOverEnvironmentOverFile_TheHeavierWins()
    {
        var file = Write("""{ "Listen": { "Port": 1, "Address": "127.0.0.1" }, "Stream": { "BatchesInFlight": 3 }, "Numbers": { "Quarantine": "1.00:00:00" } }""");
        Set("PW_Listen__Port", "2");
        Set("PW_Stream__BatchesInFlight", "4");
        var settings = Read("--config", file, "--Listen:Port=3");
        Assert.Equal((3, 4, "127.0.0.1", TimeSpan.FromDays(1)),
            (settings.Listen.Port, settings.Stream.BatchesInFlight, settings.Listen.Address, settings.Numbers.Quarantine));
    }

    [Fact]
    public void Read_FileNamedByTheEnvironment_IsRead()
    {
        Set("PW_CONFIG", Write("""{ "Store": { "Outage": "MaskOnly" } }"""));
        Assert.Equal(Shortage.MaskOnly, Read().Store.Outage);
    }

    [Fact]
    public void Read_FileInTheWorkingFolder_IsRead()
    {
        var before = Environment.CurrentDirectory;
        File.WriteAllText(Path.Combine(_folder, "privacywaybill.json"), """{ "Reveal": { "PerMinute": 7 } }""");
        Environment.CurrentDirectory = _folder;
        try
        {
            Assert.Equal(7, Read().Reveal.PerMinute);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Fact]
    public void Read_Lists_AreRead()
    {
        var settings = Read("--config", Write(
            """{ "Issuers": [ { "Name": "shop", "Prefixes": ["184", "95013"], "MainDigits": 11, "ExtensionDigits": 4 }, { "Name": "mall", "Prefixes": ["170"] } ] }"""));
        Assert.Equal(["shop", "mall"], settings.Issuers.Select(i => i.Name));
        Assert.Equal(["184", "95013"], settings.Issuers[0].Prefixes);
        Assert.Equal((11, 4), (settings.Issuers[1].MainDigits, settings.Issuers[1].ExtensionDigits));
    }

    [Fact]
    public void Read_Masking_IsReadFromAllPlaces()
    {
        Set("PW_Masking__AcceptNonCompliant__0", "sf-middle4");
        var masking = Read("--Masking:Verify=0.01", "--Masking:OnViolation=Refuse", "--Masking:ReloadInterval=00:00:10", "--Masking:ProfileFile=p.json").Masking;
        Assert.Equal((0.01, ViolationPolicy.Refuse, TimeSpan.FromSeconds(10), "p.json"), (masking.Verify, masking.OnViolation, masking.ReloadInterval, masking.ProfileFile));
        Assert.Equal(["sf-middle4"], masking.AcceptNonCompliant);
    }

    public static TheoryData<string, string[], string> Unusable => new()
    {
        { "a share that is no number", ["--Masking:Verify=some"], "Masking:Verify" },
        { "a violation policy that there is not", ["--Masking:OnViolation=Shrug"], "Masking:OnViolation" },
        { "an unknown section", ["--Stroe:Connection=x"], "Stroe" },
        { "an unknown setting of a known section", ["--Store:Conection=x"], "Conection" },
        { "an unknown setting of an issuer", ["--Issuers:0:Prefix=1"], "Prefix" },
        { "a value of the wrong kind in a list", ["--Issuers:0:MainDigits=many"], "Issuers:0:MainDigits" },
        { "a port that is no number", ["--Listen:Port=many"], "Listen:Port" },
        { "a time that is none", ["--Numbers:Quarantine=soon"], "Numbers:Quarantine" },
        { "a policy that there is not", ["--Store:Outage=Hope"], "Store:Outage" },
        { "a file that there is not", ["--config", "/nowhere/privacywaybill.json"], "config" },
    };

    [Theory, MemberData(nameof(Unusable))]
    public void Read_Unusable_NamesTheSetting(string label, string[] arguments, string named)
    {
        _ = label;
        var e = Assert.Throws<SettingsException>(() => SettingsReader.Read(arguments));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(e.Problems);
    }

    [Theory]
    [InlineData("{ \"Listen\": ")]
    [InlineData("Listen: 5260")]
    public void Read_FileThatIsNoJson_NamesTheFile(string json)
    {
        var e = Assert.Throws<SettingsException>(() => Read("--config", Write(json)));
        Assert.Contains("settings.json", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownVariableOfOurs_IsToldToo()
    {
        Set("PW_Store__Pasword", "hush");
        var e = Assert.Throws<SettingsException>(() => Read());
        Assert.Contains("Pasword", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VariablesOfTheClient_AreNoSlip()
    {
        Set("PW_SERVER", "http://127.0.0.1:5260");
        Set("PW_API_KEY", "pw_a_b");
        Assert.Equal(5260, Read().Listen.Port);
    }

    [Fact]
    public void Read_Logging_IsLeftToTheHost()
    {
        var (settings, configuration) = SettingsReader.Read(["--Logging:LogLevel:Default=Debug"]);
        Assert.Equal("Debug", configuration["Logging:LogLevel:Default"]);
        Assert.Equal(5260, settings.Listen.Port);
    }

    public void Dispose()
    {
        foreach (var variable in _variables) Environment.SetEnvironmentVariable(variable, null);
        Directory.Delete(_folder, recursive: true);
    }

    private static ServerSettings Read(params string[] arguments) => SettingsReader.Read(arguments).Settings;

    private string Write(string json)
    {
        var path = Path.Combine(_folder, "settings.json");
        File.WriteAllText(path, json);
        return path;
    }

    private void Set(string variable, string value)
    {
        _variables.Add(variable);
        Environment.SetEnvironmentVariable(variable, value);
    }
}
