using System.Globalization;
using System.Text;
using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>The profiles that laws are stated for: the compliant ones that are built in, and any that a file may define.</summary>
public static class LawProfiles
{
    /// <summary>Stands for a profile of one's own, another one in each case.</summary>
    public const string Own = "own";

    private static readonly Gen<string> s_name = Gen.OneOf("surname", "hidden");
    private static readonly Gen<string> s_text = Gen.Frequency((3, Gen.Const("swept")), (1, Gen.Const("hidden")));
    private static readonly Gen<string> s_address = Gen.Frequency((3, Gen.Const("building")), (1, Gen.Const("division")), (1, Gen.Const("hidden")));
    private static readonly Gen<string> s_filler = Gen.OneOf("*", "^_^");

    // All that leaves six of eleven digits hidden.
    private static readonly Gen<(int Head, int Tail)> s_shown = Gen.Int[0, 5].SelectMany(head => Gen.Int[0, 5 - head], (head, tail) => (head, tail));

    private static readonly Gen<string> s_party = Gen.Select(s_name, s_shown, Gen.Bool, s_address, s_text, (name, shown, prefix, address, company) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
            {"name": "{{name}}", "phone": {"head": {{shown.Head}}, "tail": {{shown.Tail}}, "prefix": {{(prefix ? "true" : "false")}}}, "address": "{{address}}", "company": "{{company}}"}
            """));

    private static readonly Gen<LawProfile> s_own = Gen.Select(s_filler, s_party, s_party, s_text, s_text, Gen.Enum<WaybillParty>(),
        (filler, sender, recipient, goods, remark, party) =>
    {
        var json = $$"""{"profiles": [{"name": "own", "filler": "{{filler}}", "goods": "{{goods}}", "remark": "{{remark}}", "sender": {{sender}}, "recipient": {{recipient}}}]}""";
        Assert.True(ProfileSet.Create(Encoding.UTF8.GetBytes(json), []).TryGet(Own, out var profile));
        return new LawProfile($"{party} of {json}", profile.MaskerOf(party), filler, MostTail: 5);
    });

    /// <summary>The profiles by name.</summary>
    public static TheoryData<string> Names { get; } = [.. ProfileSet.BuiltIn.Profiles.Select(profile => profile.Name), Own];

    /// <summary>A profile by name, for either party.</summary>
    internal static Gen<LawProfile> Of(string name) => name == Own ? s_own : Gen.Enum<WaybillParty>().Select(party =>
    {
        Assert.True(ProfileSet.BuiltIn.TryGet(name, out var profile));
        return new LawProfile($"{party} of {name}", profile.MaskerOf(party), name == "smile" ? "^_^" : "*", name switch { "strict" => 0, "gb41833-tail4" => 4, _ => 2 });
    });

    /// <summary>Any profile.</summary>
    internal static Gen<LawProfile> Any { get; } = Gen.OneOf([.. Names.Select(row => Of(row.Data))]);
}
