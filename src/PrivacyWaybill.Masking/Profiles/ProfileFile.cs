using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyWaybill.Masking.Profiles;

/// <summary>Reads profile files and compiles what they say. What could break the standard's rule is a fault with its reason.</summary>
internal static class ProfileFile
{
    private const int LongestName = 32;
    private const int MostShown = PhoneStyle.MobileDigits - PhoneStyle.StandardHidden;
    private const string Smiley = "^_^";

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The profiles of a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="builtIn">Profiles whose names are taken.</param>
    /// <param name="faults">Receives what is wrong; when it has received anything, the profiles are not to be used.</param>
    public static List<MaskingProfile> Read(ReadOnlySpan<byte> json, IReadOnlyList<MaskingProfile> builtIn, List<string> faults)
    {
        var profiles = new List<MaskingProfile>();
        foreach (var model in Parse(json, faults))
        {
            var profile = Compile(model, faults);
            if (profile is null) continue;
            if (builtIn.Any(other => other.Name == profile.Name)) faults.Add($"'{profile.Name}': the name of a built-in profile; choose another");
            else if (profiles.Exists(other => other.Name == profile.Name)) faults.Add($"'{profile.Name}': there are two profiles of this name");
            profiles.Add(profile);
        }

        return profiles;
    }

    private static IReadOnlyList<ProfileModel?> Parse(ReadOnlySpan<byte> json, List<string> faults)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ProfileFileModel>(json, s_options);
            if (file?.Profiles is { } profiles) return profiles;
            faults.Add("""a profile file is an object {"profiles": [ … ]}""");
        }
        catch (JsonException e)
        {
            faults.Add($"not a profile file, at {e.Path ?? "$"}, line {e.LineNumber + 1}: unknown property, wrong kind of value or broken JSON");
        }

        return [];
    }

    private static MaskingProfile? Compile(ProfileModel? model, List<string> faults)
    {
        if (model?.Name is not { Length: > 0 and <= LongestName } name || name.AsSpan().ContainsAnyExcept(s_nameCharacters))
        {
            faults.Add($"a profile's name is 1 to {LongestName} lower-case letters, digits and hyphens");
            return null;
        }

        var before = faults.Count;
        var reader = new Choices(name, faults);
        var waybill = new FieldStyles
        {
            Goods = reader.Text("goods", model.Goods),
            Remark = reader.Text("remark", model.Remark),
        };
        if (model.Filler is not (null or "*" or Smiley))
            reader.Fault("filler", """is "*", or "^_^" for the hidden run of a phone: one byte a digit, so that a label never grows, and nothing that an address may hold itself, so that it is known again when it comes back""");
        var smiles = model.Filler == Smiley;
        var recipient = Compile("recipient", model.Recipient, waybill, smiles, reader);
        var sender = Compile("sender", model.Sender, waybill, smiles, reader);
        return faults.Count == before ? new(name, recipient, sender) : null;
    }

    private static FieldStyles Compile(string party, PartyModel? model, FieldStyles waybill, bool smiles, Choices reader) => waybill with
    {
        Name = reader.Name($"{party}.name", model?.Name),
        Address = reader.Address($"{party}.address", model?.Address),
        Company = reader.Text($"{party}.company", model?.Company),
        Phone = reader.Phone($"{party}.phone", model?.Phone) with { Smiles = smiles },
    };

    /// <summary>Reads the choices of one profile.</summary>
    private readonly struct Choices(string profile, List<string> faults)
    {
        public void Fault(string path, string fault) => faults.Add($"'{profile}': {path} {fault}");

        public NameStyle Name(string path, string? value)
        {
            if (value == "full") Fault(path, "'full' breaks GB/T 41833-2022: at least 1 character of a name has to be hidden; 'surname' shows most");
            else if (value is not (null or "surname" or "hidden")) Fault(path, "is 'surname' or 'hidden'");
            return value == "hidden" ? NameStyle.Hidden : NameStyle.Surname;
        }

        public AddressStyle Address(string path, string? value)
        {
            if (value == "full") Fault(path, "'full' breaks GB/T 41833-2022: unit and room have to be hidden; 'building' shows most");
            else if (value is not (null or "building" or "division" or "hidden")) Fault(path, "is 'building', 'division' or 'hidden'");
            return value switch { "hidden" => AddressStyle.Hidden, "division" => AddressStyle.Division, _ => AddressStyle.Building };
        }

        public TextStyle Text(string path, string? value)
        {
            if (value == "full") Fault(path, "'full' could print phones and rooms that people write there; 'swept' shows everything else");
            else if (value is not (null or "swept" or "hidden")) Fault(path, "is 'swept' or 'hidden'");
            return value == "hidden" ? TextStyle.Hidden : TextStyle.Swept;
        }

        public PhoneStyle Phone(string path, PhoneModel? model)
        {
            var (head, tail) = (model?.Head ?? PhoneStyle.Gb41833.MobileHead, model?.Tail ?? PhoneStyle.Gb41833.Tail);
            if (head < 0 || tail < 0) Fault(path, "head and tail are numbers of digits, 0 or more");
            else if (head > MostShown || tail > MostShown || head + tail > MostShown)
                Fault(path, $"head {head} and tail {tail} break GB/T 41833-2022: of eleven digits at least {PhoneStyle.StandardHidden} have to be hidden, so head and tail are {MostShown} together at most");
            return new(head, tail) { ShowsPrefix = model?.Prefix ?? true };
        }
    }
}
