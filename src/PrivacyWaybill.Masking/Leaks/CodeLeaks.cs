using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>Codes of gates and doors. Codes for picking a parcel up are what a remark is for, and stay.</summary>
internal static class CodeLeaks
{
    private const int ShortestCode = 3;
    private const int LongestCode = 16;

    /// <summary>The words that announce a code.</summary>
    public static readonly string[] Cues =
        ["门禁密码", "门禁码", "门禁号", "门禁", "開門密碼", "开门密码", "开门码", "门锁密码", "门锁", "密码锁", "密码", "密碼", "门码", "锁码"];

    /// <summary>Finds the code behind a cue that starts at an index.</summary>
    public static bool TryFind(in FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = Leaks.Cues.MatchAt(text, index, Cues);
        if (cue == 0 || index >= 2 && text.Chars[(index - 2)..index] is "取件" or "取货" or "提货" or "开箱" or "支付") return false;
        var start = Leaks.Cues.SkipLink(text, index + cue);
        var end = start;
        var content = 0;
        for (; IsCode(text, end) && end - start < LongestCode; end++)
            if (text.Is(end, CharKinds.Digits | 1u << (int)CharKind.Latin)) content++;
        if (content < ShortestCode || IsCode(text, end) || !text.IsCut(end)) return false;
        leak = new(start, end, LeakKind.Code);
        return true;
    }

    private static bool IsCode(in FieldText text, int index) =>
        text.Is(index, CharKinds.Digits | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Hash | 1u << (int)CharKind.Mask);
}
