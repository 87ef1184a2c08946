using System.Reflection;
using PrivacyWaybill.GroundTruth.Grammars;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.GroundTruth;

/// <summary>
/// Writes waybills from the grammar in <c>Tables/</c>, which was written from what the standard and the trade say, apart
/// from the masker and its tables. Every name, number and home in them is made up; administrative names are real.
/// </summary>
public static class WaybillGenerator
{
    private static readonly (string Name, WaybillField Rule)[] _layout =
    [
        ("name", WaybillField.Name), ("phone", WaybillField.Phone), ("address", WaybillField.Address),
        ("name", WaybillField.Name), ("phone", WaybillField.Phone), ("address", WaybillField.Address),
        ("goods", WaybillField.FreeText), ("remark", WaybillField.FreeText), ("company", WaybillField.FreeText),
    ];

    /// <summary>The grammar of all fields; each field is a production of its name.</summary>
    public static Grammar Grammar { get; } = new(ReadTables());

    /// <summary>The fields' names, each once.</summary>
    public static IEnumerable<string> FieldNames => _layout.Select(entry => entry.Name).Distinct();

    /// <summary>The waybill of a seed and an index: always the same.</summary>
    public static Waybill Write(ulong seed, ulong index)
    {
        var dice = new Dice(seed, index);
        var fields = new (string, WaybillField, Labels.LabelledText)[_layout.Length];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = (_layout[i].Name, _layout[i].Rule, Grammar.Write(_layout[i].Name, ref dice));
        return new Waybill(fields);
    }

    private static IEnumerable<string> ReadTables()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
