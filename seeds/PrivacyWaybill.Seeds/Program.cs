using System.CommandLine;
using PrivacyWaybill.Seeds;
using PrivacyWaybill.Seeds.Waybills;

var count = new Option<long>("--count") { Description = "How many waybills.", DefaultValueFactory = _ => 2400 };
var seed = new Option<ulong>("--seed") { Description = "Which sequence.", DefaultValueFactory = _ => 1 };
var skip = new Option<long>("--skip") { Description = "How many waybills of the sequence to leave out at its start.", DefaultValueFactory = _ => 0 };
var mix = new Option<bool>("--categories") { Description = "Print how many of these waybills are an example of what, instead of the waybills." };
foreach (var amount in new[] { count, skip })
{
    amount.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<long>() < 0) result.AddError($"{amount.Name} must not be negative.");
    });
}

var root = new RootCommand("Writes synthetic waybills as JSON Lines (the protobuf JSON of privacywaybill.v1.Waybill) to standard output.")
{
    count, seed, skip, mix,
};
root.SetAction(parsed =>
{
    var waybills = new WaybillGenerator(parsed.GetValue(seed)).Range(parsed.GetValue(skip), parsed.GetValue(count));
    if (parsed.GetValue(mix))
    {
        CategoryMix.Write(Console.Out, waybills);
        return 0;
    }
    try
    {
        WaybillJson.WriteLines(Console.OpenStandardOutput(), waybills);
        return 0;
    }
    catch (IOException error)
    {
        // A full disk, or a reader such as `head` that has what it wants.
        Console.Error.WriteLine($"Standard output takes no more: {error.Message}");
        return 1;
    }
});
return root.Parse(args).Invoke();
