using System.Globalization;
using PrivacyWaybill.GroundTruth;
using PrivacyWaybill.GroundTruth.Reports;
using PrivacyWaybill.Masking;

const string Usage = """
    Masks generated waybills, whose secrets are known, and counts what is left of them. Exit code: 0 no secret is left, 1 some are, 2 wrong usage.

      [WAYBILLS [SEED [FAILURES [EXAMPLES]]]]   table by field and form; failing examples go to a file
                                                (1000000 waybills, seed 1, ground-truth-failures.txt, 8 examples a form)
      show PRODUCTION [COUNT]                   sentences of a production of the grammar (20)
    """;

if (!AreUnderstood(args))
{
    var isAsked = args is ["--help" or "-h" or "-?"];
    (isAsked ? Console.Out : Console.Error).WriteLine(Usage);
    return isAsked ? 0 : 2;
}

if (args is ["show", var production, ..])
{
    for (var i = 0UL; i < (args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 20); i++)
    {
        var dice = new PrivacyWaybill.GroundTruth.Grammars.Dice(1, i);
        var text = WaybillGenerator.Grammar.Write(production, ref dice);
        Console.WriteLine($"{string.Join(' ', text.Forms),-40} {text}");
    }
    return 0;
}

var waybills = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var seed = args.Length > 1 ? ulong.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var file = args.Length > 2 ? args[2] : "ground-truth-failures.txt";
var examples = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 8;

var masker = new WaybillMasker(MaskingProfile.Gb41833);
var tally = Run.Over(waybills, seed, examples, masker.Mask);
TallyWriter.WriteTable(tally, Console.Out);
using (var writer = new StreamWriter(file))
    TallyWriter.WriteFailures(tally, writer);

Console.WriteLine($"{waybills} waybills of seed {seed}; failing examples in {file}");
return WaybillGenerator.FieldNames.Any(field => tally.Of(field).Leaks > 0) ? 1 : 0;

static bool AreUnderstood(string[] args) => args switch
{
    ["show", _] => true,
    ["show", _, var count] => ulong.TryParse(count, CultureInfo.InvariantCulture, out _),
    ["show", ..] or { Length: > 4 } => false,
    _ => (args.Length < 1 || IsCount(args[0])) && (args.Length < 2 || ulong.TryParse(args[1], CultureInfo.InvariantCulture, out _)) && (args.Length < 4 || IsCount(args[3])),
};

static bool IsCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
