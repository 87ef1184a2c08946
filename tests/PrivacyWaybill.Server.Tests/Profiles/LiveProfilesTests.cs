using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Server.Profiles;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Server.Tests.Support;

namespace PrivacyWaybill.Server.Tests.Profiles;

public sealed class LiveProfilesTests : IDisposable
{
    private const string Acme = """{"profiles": [{"name": "acme"}]}""";
    private const string AcmeAndMore = """{"profiles": [{"name": "acme"}, {"name": "more"}]}""";
    private const string Bad = """{"profiles": [{"name": "acme", "sender": {"name": "full"}, "recipient": {"phone": {"tail": 4}}}]}""";

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("pw-profiles-").FullName, "profiles.json");
    private readonly LoggedLines _log = new();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void Open_FileAndAccepted_AreAllThere()
    {
        var profiles = Open(Acme, accept: ["sf-middle4"]).Source.Current;
        Assert.Equal(["gb41833", "gb41833-tail4", "smile", "strict", "sf-middle4", "acme"], profiles.Profiles.Select(p => p.Name));
    }

    [Fact]
    public void Open_SeveralFaults_TellsThemAll()
    {
        var e = Assert.Throws<SettingsException>(() => Open(Bad, accept: ["gb41833", "none"]));
        Assert.Equal(
            ["Masking:AcceptNonCompliant: 'gb41833'", "Masking:AcceptNonCompliant: 'none'", "Masking:ProfileFile: 'acme': r", "Masking:ProfileFile: 'acme': s"],
            e.Problems.Select(p => p[..(p.IndexOf('\'', p.IndexOf('\'', StringComparison.Ordinal) + 1) + (p.Contains("ProfileFile", StringComparison.Ordinal) ? 4 : 1))]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Look_UnchangedFile_ReplacesNothingAndSaysNothing()
    {
        var live = Open(Acme);
        var before = live.Source.Current;
        File.SetLastWriteTimeUtc(_file, File.GetLastWriteTimeUtc(_file).AddHours(1));
        live.Look(_log);
        Assert.Same(before, live.Source.Current);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Look_ChangedFile_ReplacesAllAtOnceAndTellsBothVersions()
    {
        var live = Open(Acme);
        var before = live.Source.Current.RuleSetVersion;
        RenameIntoPlace(AcmeAndMore);
        live.Look(_log);
        live.Look(_log);
        Assert.True(live.Source.Current.TryGet("more", out _));
        Assert.NotEqual(before, live.Source.Current.RuleSetVersion);
        Assert.Equal([(LogLevel.Information, $"The profile file has changed: masking rules {before} are replaced by {live.Source.Current.RuleSetVersion}")], _log.Lines);
    }

    public static TheoryData<string, string?, string> BadChanges => new()
    {
        { "profiles that break the rule", Bad, "sender.name 'full'" },
        { "all faults of them", Bad, "recipient.phone head 3 and tail 4" },
        { "a file cut short", Acme[..^3], "line 1" },
        { "an empty file", "", "is empty" },
        { "a file that is gone", null, "does not exist" },
        { "without the default profile", """{"profiles": [{"name": "other"}]}""", "Masking:DefaultProfile: no such profile" },
    };

    [Theory, MemberData(nameof(BadChanges))]
    public void Look_FileThatCannotBeUsed_KeepsTheProfilesBeforeAndTellsOnce(string label, string? content, string says)
    {
        _ = label;
        var live = Open(Acme, defaultProfile: "acme");
        var before = live.Source.Current;
        if (content is null) File.Delete(_file);
        else RenameIntoPlace(content);
        for (var look = 0; look < 3; look++) live.Look(_log);
        Assert.Same(before, live.Source.Current);
        var (level, text) = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Contains($"masking rules {before.RuleSetVersion} stay in force", text, StringComparison.Ordinal);

        RenameIntoPlace(AcmeAndMore);
        live.Look(_log);
        Assert.True(live.Source.Current.TryGet("more", out _));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Look_AnotherBadFile_IsToldAnew()
    {
        var live = Open(Acme);
        RenameIntoPlace(Bad);
        live.Look(_log);
        RenameIntoPlace("{}");
        live.Look(_log);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task StartAsync_RunningReload_LooksEachInterval()
    {
        var live = Open(Acme);
        var clock = new FakeTimeProvider();
        using var reload = new ProfileReload(live, TimeSpan.FromSeconds(5), clock, LoggerFactory.Create(static _ => { }).CreateLogger<ProfileReload>());
        await reload.StartAsync(CancellationToken.None);
        RenameIntoPlace(AcmeAndMore);
        for (var attempt = 0; !live.Source.Current.TryGet("more", out _) && attempt < 600; attempt++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(10);
        }
        Assert.True(live.Source.Current.TryGet("more", out _));
        await reload.StopAsync(CancellationToken.None);
    }

    private LiveProfiles Open(string content, string[]? accept = null, string defaultProfile = "gb41833")
    {
        File.WriteAllText(_file, content);
        return LiveProfiles.Open(new MaskingSettings { ProfileFile = _file, AcceptNonCompliant = accept ?? [], DefaultProfile = defaultProfile });
    }

    /// <summary>As those do who want no reader to see half a file.</summary>
    private void RenameIntoPlace(string content)
    {
        File.WriteAllText(_file + ".new", content);
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
