using System.Globalization;
using PrivacyWaybill.GroundTruth;
using PrivacyWaybill.GroundTruth.Reports;
using PrivacyWaybill.Masking;

// Arguments: waybills, seed, file for the failures, examples a form; or "show" and how many sentences of a production to print.
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
