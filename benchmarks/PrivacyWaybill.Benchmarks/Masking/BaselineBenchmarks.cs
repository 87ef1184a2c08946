using System.Text;
using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>
/// The masker beside what else there is in .NET: regular expressions for phones and identity cards alone, and a redactor
/// that erases. The strings of the others exist before the clock starts, though what comes over the wire is UTF-8.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(OneLaunch))]
public class BaselineBenchmarks
{
    private const int LongBytes = 4096;

    // Where the regular expressions can do it, all must come to the same masked text.
    private static readonly Dictionary<string, (WaybillField Field, string Text, bool IsAgreed)> s_texts = new()
    {
        ["mobile field"] = (WaybillField.Phone, "13812345678", true),
        ["landline field"] = (WaybillField.Phone, "0755-83712345", true),
        ["remark, clean"] = (WaybillField.FreeText, "请放菜鸟驿站，到了打电话，谢谢", true),
        ["remark, mobile"] = (WaybillField.FreeText, "请放菜鸟驿站，到了打电话13812345678，谢谢", true),
        ["remark, landline"] = (WaybillField.FreeText, "白天请打0755-83712345，谢谢", true),
        ["remark, ID card"] = (WaybillField.FreeText, "清关用的身份证11010519491231002X，谢谢", true),
        ["remark, 4 KB, mobiles"] = (WaybillField.FreeText, Repeat("请放菜鸟驿站，到了打电话13812345678，谢谢。"), true),
        ["remark, 4 KB, digits"] = (WaybillField.FreeText, Repeat("1234567890 "), false),
    };

    private readonly byte[] _destination = new byte[LongBytes];
    private readonly char[] _characters = new char[LongBytes];
    private readonly WaybillMasker _masker = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient);
    private WaybillField _field;
    private string _string = "";
    private byte[] _source = [];

    /// <summary>What the texts are called.</summary>
    public static IEnumerable<string> Texts => s_texts.Keys;

    /// <summary>Which text.</summary>
    [ParamsSource(nameof(Texts))]
    public string Text { get; set; } = "";

    /// <summary>The text in both encodings, and whether the masked forms agree.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_field, _string, var isAgreed) = s_texts[Text];
        _source = Encoding.UTF8.GetBytes(_string);
        var masked = _masker.Mask(_field, _string);
        if (isAgreed && (GeneratedRegex() != masked || CompiledRegex() != masked)) throw new InvalidOperationException($"{Text}: {masked}, {GeneratedRegex()}");
    }

    /// <summary>UTF-8 to UTF-8.</summary>
    [Benchmark(Baseline = true)]
    public int Masker() => _masker.Mask(_field, _source, _destination).Written;

    /// <summary>The same behind strings.</summary>
    [Benchmark]
    public string MaskerOnStrings() => _masker.Mask(_field, _string);

    /// <summary>Regular expressions of the source generator.</summary>
    [Benchmark]
    public string GeneratedRegex() => Regex(RegexMasking.Generated);

    /// <summary>Regular expressions compiled at run time.</summary>
    [Benchmark]
    public string CompiledRegex() => Regex(RegexMasking.Compiled);

    /// <summary>Microsoft.Extensions.Compliance.Redaction: nothing is left of any text.</summary>
    [Benchmark]
    public int ErasingRedactor() => Microsoft.Extensions.Compliance.Redaction.ErasingRedactor.Instance.Redact(_string, _characters);

    private string Regex(RegexMasking masking) => _field == WaybillField.Phone ? masking.MaskPhone(_string) : masking.MaskFreeText(_string);

    private static string Repeat(string piece) => string.Concat(Enumerable.Repeat(piece, LongBytes / Encoding.UTF8.GetByteCount(piece)));
}
