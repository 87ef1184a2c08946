using PrivacyWaybill.Engine.Credentials;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Cli.Tests.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-keys-").FullName;

    private string Ring => Path.Combine(_folder, "ring.json");

    private string ApiKeys => Path.Combine(_folder, "api-keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task NewRing_NewFile_IsForItsOwnerAlone()
    {
        var outcome = await Pw.RunAsync("keys", "new", "ring", "--out", Ring);

        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Empty(outcome.Output);
        using var ring = KeyRingFile.Load(Ring);
        Assert.Equal(2, ring.Names.Count);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Ring));
    }

    [Fact]
    public async Task NewRing_FileExists_IsNotOverwritten()
    {
        await Pw.RunAsync("keys", "new", "ring", "--out", Ring);
        var before = await File.ReadAllBytesAsync(Ring);

        var outcome = await Pw.RunAsync("keys", "new", "ring", "--out", Ring);

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(Ring));
    }

    [Fact]
    public async Task NewSealingKey_Ring_HasOneMore()
    {
        await Pw.RunAsync("keys", "new", "ring", "--out", Ring);

        var outcome = await Pw.RunAsync("keys", "new", "sealing-key", "--ring", Ring);

        Assert.Equal(ExitCode.Ok, outcome.Code);
        using var ring = KeyRingFile.Load(Ring);
        Assert.Equal([(1, false), (2, true)], ring.Names.Where(n => n.Use == MasterKeyUse.Sealing).Select(n => ((int)n.Id, n.IsActive)));
    }

    [Fact]
    public async Task Naming_StepByStep_TellsWhatComesBeforeTheNext()
    {
        await Pw.RunAsync("keys", "new", "ring", "--out", Ring);
        (string Step, string Said)[] steps =
        [
            ("add", "All servers of the store must have been restarted"), ("use", "All servers must have been restarted"),
            ("settle", "until 'pw retention' counts no record of the old epoch"), ("drop", "Tokens of the old epoch are refused"),
        ];
        foreach (var (step, said) in steps)
        {
            var outcome = await Pw.RunAsync("keys", "naming", step, "--ring", Ring);
            Assert.Equal((ExitCode.Ok, ""), (outcome.Code, outcome.Output));
            Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        }
        using var ring = KeyRingFile.Load(Ring);
        Assert.Equal([(1, false, NamingPhase.NumbersOnly), (2, true, NamingPhase.None)],
            ring.Names.Where(n => n.Use == MasterKeyUse.Naming).Select(n => ((int)n.Id, n.IsActive, n.Phase)));
    }

    [Fact]
    public async Task Naming_StepOutOfTurn_IsRefusedAndNamesTheRightOne()
    {
        await Pw.RunAsync("keys", "new", "ring", "--out", Ring);
        await Pw.RunAsync("keys", "naming", "add", "--ring", Ring);
        var before = await File.ReadAllBytesAsync(Ring);
        var outcome = await Pw.RunAsync("keys", "naming", "settle", "--ring", Ring);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains("'pw keys naming use'", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Ring));
    }

    [Fact]
    public async Task NewApi_Key_IsPrintedOnceAndKnown()
    {
        var first = await Pw.RunAsync("keys", "new", "api", "--file", ApiKeys, "--id", "sorting-01", "--tenant", "sf", "--roles", "mask,update");
        var second = await Pw.RunAsync("keys", "new", "api", "--file", ApiKeys, "--id", "switch-01", "--tenant", "sf", "--partner", "telco", "--roles", "resolve");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (first.Code, second.Code));
        var keys = ApiKeyFile.Load(ApiKeys);
        Assert.Equal(new Caller("sorting-01", "sf", "sf", Roles.Mask | Roles.Update), keys.Authenticate(Assert.Single(first.Lines)));
        Assert.Equal(new Caller("switch-01", "sf", "telco", Roles.Resolve), keys.Authenticate(Assert.Single(second.Lines)));
        Assert.DoesNotContain(first.Lines[0], await File.ReadAllTextAsync(ApiKeys), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown role", "a", "root", "roles must be of")]
    [InlineData("no role", "a", ",", "name at least one role")]
    [InlineData("no id", "a b", "mask", "1 to 32 characters")]
    public async Task NewApi_WrongEntry_LeavesNoFile(string label, string id, string roles, string message)
    {
        var outcome = await Pw.RunAsync("keys", "new", "api", "--file", ApiKeys, "--id", id, "--tenant", "sf", "--roles", roles);

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(ApiKeys));
    }

    [Fact]
    public async Task NewApi_FileIsNoKeyFile_IsLeftAlone()
    {
        await File.WriteAllTextAsync(ApiKeys, "{ not json");

        var outcome = await Pw.RunAsync("keys", "new", "api", "--file", ApiKeys, "--id", "a", "--tenant", "sf", "--roles", "mask");

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Equal("{ not json", await File.ReadAllTextAsync(ApiKeys));
    }
}
