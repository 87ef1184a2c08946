using System.Text.Json.Nodes;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Tests.Keys;

public sealed class KeyRingFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Create_NoFile_MakesARingThatOnlyItsOwnerReads()
    {
        KeyRingFile.Create(Path);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        using var source = KeyRingFile.Load(Path);
        using var ring = KeyRing.Create(source);
        Assert.Equal((1, 1), (ring.ActiveSealingKeyId, ring.ActiveNamingEpoch));
        var secrets = new byte[2][];
        for (var i = 0; i < 2; i++) source.Read(source.Names[i], secrets[i] = new byte[32]);
        Assert.NotEqual(secrets[0], secrets[1]);
    }

    [Fact]
    public void Create_FileThere_LeavesItAndThrows()
    {
        File.WriteAllText(Path, "precious");
        var exception = Assert.Throws<KeyRingException>(() => KeyRingFile.Create(Path));
        Assert.Contains(Path, exception.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Load_OpenToOthers_ThrowsAndTellsTheRemedy(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are Unix's.");
        KeyRingFile.Create(Path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | others);
        var exception = Assert.Throws<KeyRingException>(() => KeyRingFile.Load(Path));
        Assert.Contains($"chmod 600 '{Path}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFile_ThrowsAndNamesIt() =>
        Assert.Contains(Path, Assert.Throws<KeyRingException>(() => KeyRingFile.Load(Path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("no JSON", "{ \"format\": 1, \"sealing\": [{ \"id\": 1, \"key\": \"SECRET")]
    [InlineData("not an object", "[]")]
    [InlineData("no format", "{}")]
    [InlineData("a later format", "{ \"format\": 2, \"sealing\": [], \"naming\": [] }")]
    [InlineData("no list", "{ \"format\": 1, \"sealing\": [] }")]
    [InlineData("an entry that is no object", "{ \"format\": 1, \"sealing\": [7], \"naming\": [] }")]
    [InlineData("no id", "{ \"format\": 1, \"sealing\": [{ \"key\": \"SECRET\", \"active\": true }], \"naming\": [] }")]
    [InlineData("id 0", "{ \"format\": 1, \"sealing\": [{ \"id\": 0, \"key\": \"SECRET\", \"active\": true }], \"naming\": [] }")]
    [InlineData("id 256", "{ \"format\": 1, \"sealing\": [{ \"id\": 256, \"key\": \"SECRET\", \"active\": true }], \"naming\": [] }")]
    [InlineData("no activity", "{ \"format\": 1, \"sealing\": [{ \"id\": 1, \"key\": \"SECRET\" }], \"naming\": [] }")]
    [InlineData("a key that is not base64", "{ \"format\": 1, \"sealing\": [{ \"id\": 1, \"key\": \"SECRET!\", \"active\": true }], \"naming\": [] }")]
    [InlineData("a short key", "{ \"format\": 1, \"sealing\": [{ \"id\": 1, \"key\": \"SECRETSE\", \"active\": true }], \"naming\": [] }")]
    [InlineData("a phase that is none", "{ \"format\": 1, \"sealing\": [], \"naming\": [{ \"epoch\": 1, \"key\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\", \"active\": false, \"phase\": \"soon\" }] }")]
    [InlineData("a key that is a number", "{ \"format\": 1, \"sealing\": [{ \"id\": 1, \"key\": 5, \"active\": true }], \"naming\": [] }")]
    public void Load_NotAKeyRing_ThrowsNamingTheFileButNoSecret(string defect, string json)
    {
        KeyRingFile.Create(Path);
        File.WriteAllText(Path, json);
        var exception = Record.Exception(() => KeyRingFile.Load(Path));
        Assert.True(exception is KeyRingException, defect);
        Assert.Contains(Path, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddSealingKey_ToARing_SealsAnewAndKeepsTheRest()
    {
        KeyRingFile.Create(Path);
        var before = JsonNode.Parse(File.ReadAllText(Path))!;
        Assert.Equal(2, KeyRingFile.AddSealingKey(Path));
        var after = JsonNode.Parse(File.ReadAllText(Path))!;
        Assert.Equal((string)before["sealing"]![0]!["key"]!, (string)after["sealing"]![0]!["key"]!);
        Assert.True(JsonNode.DeepEquals(before["naming"], after["naming"]));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder));

        using var source = KeyRingFile.Load(Path);
        using var ring = KeyRing.Create(source);
        Assert.Equal(2, ring.ActiveSealingKeyId);
        Assert.True(ring.HasSealingKey(1));
    }

    [Fact]
    public void ChangeNaming_StepByStep_KeepsSecretsAndTellsThePhase()
    {
        KeyRingFile.Create(Path);
        var before = JsonNode.Parse(File.ReadAllText(Path))!;
        (NamingStep Step, byte Active, NamingChange? Change)[] steps =
        [
            (NamingStep.Add, 1, new(2, NamingPhase.Next)), (NamingStep.Use, 2, new(1, NamingPhase.Claimed)),
            (NamingStep.Settle, 2, new(1, NamingPhase.Readable)), (NamingStep.Drop, 2, null), (NamingStep.Add, 2, new(3, NamingPhase.Next)),
        ];
        foreach (var (step, active, change) in steps)
        {
            foreach (var other in Enum.GetValues<NamingStep>().Where(s => s != step))
                Assert.Contains("pw keys naming", Assert.Throws<KeyRingException>(() => KeyRingFile.ChangeNaming(Path, other)).Message, StringComparison.Ordinal);
            Assert.Equal(step == NamingStep.Add ? ((byte)(active + 1), active) : ((byte)2, (byte)1), KeyRingFile.ChangeNaming(Path, step));
            using var source = KeyRingFile.Load(Path);
            using var ring = KeyRing.Create(source);
            Assert.Equal((active, change), (ring.ActiveNamingEpoch, ring.NamingChange));
            // A sealing key that is added meanwhile changes nothing of it.
            KeyRingFile.AddSealingKey(Path);
            using var later = KeyRingFile.Load(Path);
            using var grown = KeyRing.Create(later);
            Assert.Equal(change, grown.NamingChange);
        }
        var after = JsonNode.Parse(File.ReadAllText(Path))!;
        Assert.Equal((string)before["naming"]![0]!["key"]!, (string)after["naming"]![0]!["key"]!);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }
}
