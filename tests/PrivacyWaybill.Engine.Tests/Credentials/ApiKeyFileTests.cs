using PrivacyWaybill.Engine.Credentials;
using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Engine.Tests.Credentials;

public sealed class ApiKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "keys.json");

    [Fact]
    public void Add_TwoKeys_AuthenticateAsWhatTheyAreAndAreStoredNowhere()
    {
        var first = ApiKeyFile.Add(Path, "sorter-1", "carrier", null, ["mask", "update"]);
        var second = ApiKeyFile.Add(Path, "switch.1", "carrier", "telephony", ["RESOLVE"]);
        var file = ApiKeyFile.Load(Path);
        Assert.Equal(2, file.Count);
        Assert.Equal(new Caller("sorter-1", "carrier", "carrier", Roles.Mask | Roles.Update), file.Authenticate(first));
        Assert.Equal(new Caller("switch.1", "carrier", "telephony", Roles.Resolve), file.Authenticate(second));
        Assert.NotEqual(first, second);
        Assert.DoesNotContain(first.Split('_', 3)[2], File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.Equal(["keys.json"], Directory.GetFiles(_folder).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Authenticate_AnythingElse_IsNobody()
    {
        var key = ApiKeyFile.Add(Path, "sorter", "carrier", null, ["mask"]);
        var other = ApiKeyFile.Add(Path, "other", "carrier", null, ["mask"]);
        var file = ApiKeyFile.Load(Path);
        var secret = key.Split('_', 3)[2];
        string[] wrong =
        [
            "", "pw_", "pw_sorter", "pw_sorter_", "pw__" + secret, secret, key[..^1], key + "A", key.ToUpperInvariant(), " " + key,
            "pw_Sorter_" + secret, "pw_nobody_" + secret, "pw_sorter_" + other.Split('_', 3)[2], "sorter_" + secret,
        ];
        Assert.All(wrong, w => Assert.Null(file.Authenticate(w)));
        Assert.NotNull(file.Authenticate(key));
    }

    [Fact]
    public void Add_PartnerOfAnotherTenant_IsRefused()
    {
        ApiKeyFile.Add(Path, "a", "sf", "cainiao", ["mask"]);
        ApiKeyFile.Add(Path, "b", "sf", "cainiao", ["reveal"]);
        Assert.Contains("'c': partner 'cainiao' is one of tenant 'sf'", Assert.Throws<FormatException>(() => ApiKeyFile.Add(Path, "c", "zto", "cainiao", ["mask"])).Message, StringComparison.Ordinal);
        // Who names no partner is its own.
        Assert.Throws<FormatException>(() => ApiKeyFile.Add(Path, "d", "cainiao", null, ["mask"]));
        Assert.Equal(2, ApiKeyFile.Load(Path).Count);
    }

    public static TheoryData<string, string, string> BadFiles => new()
    {
        { "no JSON", "keys", "line 1" },
        { "nothing", "", "line 1" },
        { "a list", "[]", "not a key file" },
        { "no keys", "{}", "\"keys\"" },
        { "null", "null", "\"keys\"" },
        { "an entry without a hash", """{"keys":[{"id":"a","tenant":"t","roles":[]}]}""", "not a key file" },
        { "an id with a space", Entry("a b"), "id must be" },
        { "an id with an underscore", Entry("a_b"), "id must be" },
        { "an empty id", Entry(""), "id must be" },
        { "an id of 33", Entry(new string('a', 33)), "id must be" },
        { "a bad tenant", Entry("a", tenant: "顺丰"), "'a': tenant" },
        { "a bad partner", Entry("a", partner: "p/q"), "'a': partner" },
        { "a short hash", Entry("a", hash: new string('0', 63)), "'a': sha256" },
        { "a hash that is none", Entry("a", hash: new string('g', 64)), "'a': sha256" },
        { "an unknown role", Entry("a", role: "root"), "'a': roles" },
        { "a role by number", Entry("a", role: "63"), "'a': roles" },
        { "no role", Entry("a", role: "none"), "'a': roles" },
        { "several roles in one", Entry("a", role: "mask,reveal"), "'a': roles" },
        { "an empty role", Entry("a", role: ""), "'a': roles" },
        { "an id twice", Entry("a").Replace("[{", "[" + Entry("a")[9..^2] + ",{", StringComparison.Ordinal), "'a' stands twice" },
        { "an id that is null", """{"keys":[{"id":null,"sha256":"0","tenant":"t","roles":[]}]}""", "not a key file" },
        { "an entry that is null", """{"keys":[null]}""", "not a key file" },
        { "roles that are null", Entry("a").Replace("[\"mask\"]", "null", StringComparison.Ordinal), "not a key file" },
    };

    [Theory, MemberData(nameof(BadFiles))]
    public void Load_BadFile_SaysWhereAndNeverAHash(string label, string json, string says)
    {
        _ = label;
        File.WriteAllText(Path, json);
        var e = Assert.Throws<FormatException>(() => ApiKeyFile.Load(Path));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0000", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("gggg", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_IdTakenOrBad_LeavesTheFileAsItWas()
    {
        var key = ApiKeyFile.Add(Path, "sorter", "carrier", null, ["mask"]);
        var before = File.ReadAllText(Path);
        Assert.Throws<FormatException>(() => ApiKeyFile.Add(Path, "sorter", "carrier", null, ["reveal"]));
        Assert.Throws<FormatException>(() => ApiKeyFile.Add(Path, "new", "carrier", null, ["root"]));
        Assert.Throws<FormatException>(() => ApiKeyFile.Add(Path, "", "carrier", null, ["mask"]));
        Assert.Equal(before, File.ReadAllText(Path));
        Assert.Single(Directory.GetFiles(_folder));
        Assert.NotNull(ApiKeyFile.Load(Path).Authenticate(key));
    }

    [Theory]
    [InlineData("mask", Roles.Mask)]
    [InlineData("update", Roles.Update)]
    [InlineData("Resolve", Roles.Resolve)]
    [InlineData("reveal", Roles.Reveal)]
    [InlineData("ADMINISTER", Roles.Administer)]
    [InlineData("pseudonymise", Roles.Pseudonymise)]
    [InlineData("erase", Roles.Erase)]
    [InlineData("export", Roles.Export)]
    public void ParseRoles_ByName_AreTheRoles(string name, Roles role) => Assert.Equal(role, ApiKeyFile.ParseRoles([name], "here"));

    [Fact]
    public void May_AllOfTheRoles_OrNot()
    {
        var caller = new Caller("c", "t", "p", Roles.Mask | Roles.Update);
        Assert.True(caller.May(Roles.Mask | Roles.Update));
        Assert.False(caller.May(Roles.Mask | Roles.Reveal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Entry(string id, string tenant = "carrier", string partner = "partner", string? hash = null, string role = "mask") =>
        $$"""{"keys":[{"id":"{{id}}","sha256":"{{hash ?? new string('0', 64)}}","tenant":"{{tenant}}","partner":"{{partner}}","roles":["{{role}}"]}]}""";
}
