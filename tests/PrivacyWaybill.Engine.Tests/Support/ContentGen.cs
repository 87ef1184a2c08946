using System.Text;
using CsCheck;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Random originals, as texts by field.</summary>
internal static class ContentGen
{
    private static readonly string[] Forms = ["13955556666", "+86 139-5555-6666", "0755-26711111", "138****5678", " ", "　"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Of("张王李欧阳建国路号栋单元室 \t　-+0123456789abcXYZ", 1, 30),
        Gen.Int[0, Forms.Length - 1].Select(i => Forms[i]));

    /// <summary>Some of the content's fields, each with a text.</summary>
    public static readonly Gen<Dictionary<TextField, string>> Texts =
        Gen.Select(Gen.Int[0, ContentCodec.ContentFields.Length - 1], Text).List[0, 12]
            .Select(pairs => pairs.GroupBy(p => p.Item1).ToDictionary(g => ContentCodec.ContentFields[g.Key], g => g.First().Item2));

    /// <summary>Texts of these characters.</summary>
    public static Gen<string> Of(string characters, int shortest, int longest) =>
        Gen.Char[characters].Array[shortest, longest].Select(c => new string(c));

    /// <summary>The content of these texts.</summary>
    public static byte[] Content(IReadOnlyDictionary<TextField, string> texts) => ContentCodec.Write(BatchOf(texts), 0);

    /// <summary>A batch of one with these texts.</summary>
    public static WaybillBatch BatchOf(IEnumerable<KeyValuePair<TextField, string>> texts)
    {
        var batch = new WaybillBatch();
        batch.Reset(1);
        foreach (var (field, text) in texts) batch.SetInput(0, field, Encoding.UTF8.GetBytes(text));
        return batch;
    }
}
