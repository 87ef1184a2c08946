using System.Globalization;
using System.Text.Json;

namespace PrivacyWaybill.Cli.Tests.Lines;

public sealed class ProfileOptionsTests : IDisposable
{
    private const string Waybill = """{"waybill_no":"SF1385628716739","sender":{"name":"王小明"},"recipient":{"mobile":"13812345678"}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-profiles-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Mask_ProfileOfAFile_MasksLinesAndWaybillsByIt()
    {
        var file = Write("""{"profiles": [{"name": "acme", "recipient": {"phone": {"head": 0}}}]}""");

        var line = await Pw.RunOnAsync("13812345678", "mask", "--field", "phone", "--profile", "acme", "--profile-file", file);
        var waybill = await Pw.RunOnAsync(Waybill, "mask", "--waybills", "-", "--profile", "acme", "--profile-file", file);

        Assert.Equal("*********78", line.Output);
        var result = JsonDocument.Parse(Assert.Single(waybill.Lines)).RootElement;
        Assert.Equal(("acme", "*********78"), (result.GetProperty("profile").GetString(), result.GetProperty("recipient").GetProperty("mobile").GetString()));
        Assert.Matches(@"^[0-9]+\.[0-9a-f]{8}$", result.GetProperty("rule_set_version").GetString());
    }

    [Fact]
    public async Task Mask_AcceptedProfile_IsMarkedInTheResult()
    {
        var outcome = await Pw.RunOnAsync(Waybill.Replace("{\"waybill_no\"", "{\"profile\":\"sf-middle4\",\"waybill_no\"", StringComparison.Ordinal),
            "mask", "--waybills", "-", "--accept-non-compliant", "sf-middle4", "--accept-non-compliant", "jd-smile-classic");

        var result = JsonDocument.Parse(Assert.Single(outcome.Lines)).RootElement;
        Assert.Equal("138****5678", result.GetProperty("recipient").GetProperty("mobile").GetString());
        Assert.True(result.GetProperty("non_compliant").GetBoolean());
    }

    [Theory]
    [InlineData("a file", "mask {0} -o {1} --format csv")]
    [InlineData("lines", "mask --field phone")]
    public async Task Mask_AcceptedProfile_IsToldBesideTextThatCannotSayIt(string label, string arguments)
    {
        var (input, output) = (Path.Combine(_folder, "in.csv"), Path.Combine(_folder, "out.csv"));
        File.WriteAllText(input, "电话\n13812345678\n");
        string[] given = [.. string.Format(CultureInfo.InvariantCulture, arguments, input, output).Split(' ')];

        var outcome = await Pw.RunOnAsync("13812345678", [.. given, "--profile", "sf-middle4", "--accept-non-compliant", "sf-middle4"]);
        var compliant = await Pw.RunOnAsync("13812345678", given);

        Assert.NotEmpty(label);
        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (outcome.Code, compliant.Code));
        Assert.Matches(@"(?m)^profile sf-middle4, masking rules [0-9.a-f]+, non-compliant: ", outcome.Error);
        Assert.DoesNotContain("non-compliant", compliant.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not accepted", "--profile sf-middle4", "--profile: this profile hides less")]
    [InlineData("accepted, but no such", "--accept-non-compliant gb41833", "--accept-non-compliant: 'gb41833' is not")]
    [InlineData("no file", "--profile-file {0}/none.json", "--profile-file: the file does not exist")]
    [InlineData("an empty file", "--profile-file {0}/empty.json", "--profile-file: the file is empty")]
    [InlineData("a file of four hidden digits", "--profile-file {0}/bad.json", "--profile-file: 'bad': recipient.phone head 3 and tail 4")]
    [InlineData("a second fault of it", "--profile-file {0}/bad.json", "--profile-file: 'bad': sender.name 'full'")]
    [InlineData("not in the file", "--profile acme --profile-file {0}/none-in-it.json", "--profile: no such profile; there is gb41833")]
    public async Task Mask_ProfileThatCannotBe_IsRefusedByTheOptionsName(string label, string arguments, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "empty.json"), "");
        File.WriteAllText(Path.Combine(_folder, "none-in-it.json"), """{"profiles": []}""");
        File.WriteAllText(Path.Combine(_folder, "bad.json"), """{"profiles": [{"name": "bad", "sender": {"name": "full"}, "recipient": {"phone": {"tail": 4}}}]}""");

        var outcome = await Pw.RunOnAsync("13812345678", ["mask", "--field", "phone", .. arguments.Replace("{0}", _folder, StringComparison.Ordinal).Split(' ')]);

        Assert.NotEmpty(label);
        Assert.Equal((ExitCode.Usage, ""), (outcome.Code, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private string Write(string profiles)
    {
        var file = Path.Combine(_folder, "profiles.json");
        File.WriteAllText(file, profiles);
        return file;
    }
}
