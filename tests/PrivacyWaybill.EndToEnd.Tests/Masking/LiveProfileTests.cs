using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>Profiles of a file that changes while streams are open, and profiles that hide too little.</summary>
public sealed class LiveProfileTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("pw-e2e-profiles-").FullName, "profiles.json");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task ProfileFile_Changed_TakesEffectOnOpenStreamsAndInTheHelloOfNewOnes()
    {
        Write("""{"profiles": [{"name": "acme", "recipient": {"phone": {"head": 0}}}]}""");
        var log = new LogCapture();
        await using var server = await ServerUnderTest.StartAsync([.. Settings, "--Masking:DefaultProfile=acme"], log);
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var first = (await stream.SendAsync(WaybillMaker.Make(w => w.Recipient.Mobile = "13800138000"))).Results[0];
        Assert.Equal(("*********00", "acme", stream.Hello.RuleSetVersion), (first.Recipient.Mobile, first.Profile, first.RuleSetVersion));
        Assert.Equal("acme", stream.Hello.DefaultProfile);

        Write("""{"profiles": [{"name": "acme", "recipient": {"phone": {"tail": 0}}}]}""");
        await Eventually.HoldsAsync(async () => (await RuleSetVersionAsync(server)) != first.RuleSetVersion, "a new stream is told of new rules");
        var second = (await stream.SendAsync(WaybillMaker.Make(w => w.Recipient.Mobile = "13800138000"))).Results[0];
        Assert.Equal(("138********", await RuleSetVersionAsync(server)), (second.Recipient.Mobile, second.RuleSetVersion));
        Assert.Contains(log.Lines, l => l.Contains(first.RuleSetVersion, StringComparison.Ordinal) && l.Contains(second.RuleSetVersion, StringComparison.Ordinal));

        Write("""{"profiles": [{"name": "other"}]}""");
        await Eventually.HoldsAsync(() => log.Lines.Any(IsError), "the file without the default profile is refused");
        var third = (await stream.SendAsync(WaybillMaker.Make())).Results[0];
        Assert.Equal((ItemCode.Ok, second.RuleSetVersion), (third.Status.Code, third.RuleSetVersion));
        Assert.Contains("Masking:DefaultProfile", Assert.Single(log.Lines, IsError), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NonCompliantProfile_Accepted_IsMarkedInResultsReplaysAndConflicts()
    {
        await using var server = await ServerUnderTest.StartAsync(["--Masking:AcceptNonCompliant:0=sf-middle4", "--Masking:Verify=1", "--Masking:OnViolation=Refuse"]);
        var waybill = WaybillMaker.Make(w => (w.Profile, w.Recipient.Mobile) = ("sf-middle4", "13800138000"));
        var other = waybill.Clone();
        other.Remark = "别的";
        var batch = await server.Clients.MaskBatchAsync(waybill, waybill, other, WaybillMaker.Make());
        Assert.Equal([ItemCode.Ok, ItemCode.Ok, ItemCode.Conflict, ItemCode.Ok], batch.Results.Select(r => r.Status.Code));
        Assert.Equal([true, true, true, false], batch.Results.Select(r => r.NonCompliant));
        Assert.All(batch.Results.Take(3), r => Assert.Equal("138****8000", r.Recipient.Mobile));
        Assert.True(batch.Results[1].Replayed);
    }

    [Fact]
    public async Task NonCompliantProfile_NotAccepted_IsUnknown()
    {
        await using var server = await ServerUnderTest.StartAsync([]);
        Assert.Equal(ItemCode.UnknownProfile, (await server.Clients.MaskAsync(WaybillMaker.Make(w => w.Profile = "sf-middle4"))).Status.Code);
    }

    // Streams that are left at once may end with an error of the transport.
    private static bool IsError(string line) => line.StartsWith("Error PrivacyWaybill", StringComparison.Ordinal);

    private string[] Settings => [$"--Masking:ProfileFile={_file}", "--Masking:ReloadInterval=00:00:00.1"];

    private static async Task<string> RuleSetVersionAsync(ServerUnderTest server)
    {
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        return stream.Hello.RuleSetVersion;
    }

    private void Write(string profiles)
    {
        File.WriteAllText(_file + ".new", profiles);
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
